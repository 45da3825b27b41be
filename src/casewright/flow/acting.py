"""Do the steps of a screen: each becomes an act for this claim, which the window performs and reads back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from casewright.flow.arrive import Arrival, Halt, Lookout
from casewright.flow.done import did
from casewright.flow.event import Ended, Event, Pictured
from casewright.flow.filled_form import Filled
from casewright.flow.levels import is_offered
from casewright.flow.model import FlowSet, Screen
from casewright.flow.reason import Reason
from casewright.flow.recognise import PageText
from casewright.flow.safety import creates_case, sends
from casewright.flow.sighting import Sighting
from casewright.flow.step import ConditionalStep, FlowStep, Lacking
from casewright.flow.verbs.attach import AttachStep
from casewright.flow.verbs.choose import ChooseStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import (
    Act,
    Attach,
    Check,
    Choose,
    Compare,
    Fill,
    Kept,
    Press,
    Reading,
    Say,
    Target,
    WindowError,
)
from casewright.message import msg
from casewright.model.form import Form
from casewright.model.outcome import Outcome


@dataclass(slots=True)
class Acting:
    """Acts on screens for one claim, and remembers what was filled and which files are still owed.

    `kept` is the picture of this moment, if one was taken since the last act. `owes_files` says that a page where files
    may be given took none: another page must take them before anything is sent. `acted_on` is the page before the last
    press.
    """

    lookout: Lookout
    form: Form
    filled: Filled = field(default_factory=Filled)
    kept: Kept | None = None
    pictures: int = 0
    owes_files: bool = False
    acted_on: Sighting | None = None

    @property
    def flows(self) -> FlowSet:
        """The known screens."""
        return self.lookout.flows

    def forget(self) -> None:
        """Forget everything: a walk that begins anew finds nothing of it on its pages."""
        self.filled.forget()
        self.owes_files = False

    def do(self, act: Act, screen: str | None) -> Reading:
        """Perform one act, unless the switch says stop."""
        self.lookout.ask_stop(screen)
        self.kept = None
        return self.lookout.window.do(act)

    def take(self, place: Arrival, step: FlowStep) -> Iterator[Event]:
        """Take one step on a screen: perform it for this claim, read it back and remember it."""
        step = self._as_offered(place, step)
        act = self.act_of(place, step)
        if act is None:
            return
        control = self.flows.control(place.screen, step.uses[0].control)
        if isinstance(step, PressStep):
            self._before_press(place, step)
        if isinstance(act, Attach):
            after = place.screen.press_after(step)
            act = replace(act, goes_on=self.target(place, after) if after else None)
        reading = self.do(act, place.screen.key)
        if isinstance(act, Fill | Choose | Attach | Compare | Say):
            self.filled.remember(act, step.value_name, reading, control, place)
        if isinstance(act, Attach):
            self.owes_files = False
        yield did(self.flows, place, step, reading)
        if isinstance(step, ConditionalStep) and step.until:
            text = self.form.value(step.until.shows)
            target = self.target(place, step.until.behind)
            self.do(Compare(target, text, in_boxes=True), place.screen.key)

    def _as_offered(self, place: Arrival, step: FlowStep) -> FlowStep:
        """Return a choice as the page has it: the alternative if only that is there."""
        if not isinstance(step, ChooseStep) or step.otherwise is None:
            return step
        page = PageText.of(self.lookout.window.look())
        first, other = (self.flows.control(place.screen, name) for name in (step.control, step.otherwise))
        if page.find(first) or not page.find(other):
            return step
        return step.model_copy(update={"control": step.otherwise, "otherwise": None})

    def is_due(self, place: Arrival, step: ConditionalStep) -> bool:
        """Return whether a step is to be done for this claim, on the current page."""
        if step.after and self.flows.label_of(place.screen, step.after) not in self.filled.labels:
            return False
        if not step.met(self.form) or not step.offered:
            return step.met(self.form)
        act = self.act_of(place, step)
        if act is None or (isinstance(act, Choose) and self.filled.holds(act)):
            return False  # nothing to give, or chosen on an earlier screen of which this one is a part
        page = PageText.of(self.lookout.window.look())
        control = self.flows.control(place.screen, step.uses[0].control)
        if isinstance(step, AttachStep):
            return self._takes_files(step, there=bool(page.find(control)))
        if is_offered(page, control) or page.find(control):
            return is_offered(page, control)
        among = step.among if isinstance(step, ChooseStep) else ()
        others = any(page.has_enabled(self.flows.control(place.screen, name)) for name in among)
        return others or not among  # neither chosen nor there, though others are: report that

    def _takes_files(self, step: AttachStep, *, there: bool) -> bool:
        """Return whether files are given here: once, on the first page that takes them."""
        if self.filled.gave(step.value_name):
            return False
        self.owes_files = not there
        return there

    def _before_press(self, place: Arrival, step: PressStep) -> None:
        """Check that what is pressed belongs to what was filled here, and that all of that is still in place."""
        self.see_in_form(place.screen, step, place.sighting)
        if not self.filled.given_on(place.screen):
            return
        sighting = self.acted_on = self.lookout.window.look()
        if still := self.filled.to_check_before_press(place.screen, sighting):
            self.do(Check(still), place.screen.key)

    def see_in_form(self, screen: Screen, step: PressStep, sighting: Sighting) -> None:
        """Check that what is pressed is in the frame of what was filled on this screen: it sends no other form.

        Raises:
            Halt: it is not.
        """
        if not self.filled.share_a_frame(screen, self.flows.control(screen, step.control), sighting):
            detail = msg("{control} is not in its form", control=step.control)
            raise Halt(Ended(Outcome.UNKNOWN_SCREEN, detail, None, screen.key, sighting))

    def act_of(self, place: Arrival, step: FlowStep) -> Act | None:
        """Return the act that a step means on this screen, for this claim."""
        try:
            act = step.act(self.form, lambda name: self.target(place, name))
        except Lacking as lacking:
            detail = msg(
                "{screen} asks for {value}, which this claim does not have",
                screen=place.screen.key,
                value=lacking.what,
            )
            raise Halt(Ended(lacking.outcome, detail, screen=place.screen.key)) from None
        for target in _pressed_by(act):
            if sends(target.names):  # its words may contain a claim's value
                raise WindowError(Reason.SUBMIT_NOT_ARMED, creates_case(target.label, target.names))
        return act

    def target(self, place: Arrival, name: str) -> Target:
        """Return a control of the screen, as the window looks for it."""
        return self.flows.target(place.screen, name, place.sighting.language)

    def keep(self, screen: str, name: str) -> Pictured:
        """Keep this moment, and return the event."""
        return Pictured(screen, self.keep_moment(name))

    def keep_moment(self, name: str) -> Kept:
        """Keep this moment, under a name that distinguishes claims and moments and keeps their order."""
        self.pictures += 1
        self.kept = self.lookout.window.keep(f"{self.form.reference}-{self.pictures:02}-{name}")
        return self.kept


def _pressed_by(act: Act | None) -> tuple[Target, ...]:
    """Return what a non-submitting act presses, except the button of something that is said."""
    if isinstance(act, Attach):
        return (act.target, *([act.sends] if act.sends else []))
    return (act.target,) if isinstance(act, Press | Choose) else ()
