"""One walk under way: look, recognise, act, read back, and what it remembers of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from casewright.flow.arrive import Arrival, Halt, Lookout, Lost
from casewright.flow.done import did
from casewright.flow.event import Arrived, AskedEnglish, AtSubmit, Did, Ended, Event, Gate, Pictured
from casewright.flow.filled_form import Filled
from casewright.flow.levels import MOST_LEVELS, choice_on, is_offered, offers
from casewright.flow.model import FlowSet, Screen, outcome_of_turn
from casewright.flow.owner_check import Ownership
from casewright.flow.page_owner import CHOOSER
from casewright.flow.reason import Reason
from casewright.flow.recognise import PageText
from casewright.flow.sighting import Sighting
from casewright.flow.step import ConditionalStep, FlowStep, Lacking
from casewright.flow.submit import picture, submit, told
from casewright.flow.verbs.enter import EnterStep
from casewright.flow.verbs.keep import KeepStep
from casewright.flow.verbs.open import OpenStep
from casewright.flow.verbs.pick import PickStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import (
    Act,
    Attach,
    Check,
    Choose,
    Compare,
    Enter,
    Fill,
    Find,
    Kept,
    Open,
    Press,
    Reading,
    Say,
    Target,
    Window,
    WindowError,
)
from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.permit import Permit


@dataclass(slots=True)
class Walking:
    """One walk and what it remembers: where it is and was, what it filled, if a person helped, if English may be asked.

    `kept` is the picture of this moment, if one was taken since the last act.
    """

    lookout: Lookout
    form: Form
    gate: Gate
    picture_all: bool
    ownership: Ownership
    here: Screen | None = None
    filled: Filled = field(default_factory=Filled)
    helped: bool = False
    may_ask: bool = True
    kept: Kept | None = None
    pictures: int = 0
    levels: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)

    @property
    def window(self) -> Window:
        """What it is walked in."""
        return self.lookout.window

    @property
    def flows(self) -> FlowSet:
        """The screens that are known."""
        return self.lookout.flows

    def run(self, start: str) -> Iterator[Event]:
        """From the first address to the end."""
        try:
            self._do(Open(start))
            while True:
                try:
                    if (yield from self._next()):
                        return
                except WindowError as error:
                    if error.reason is not Reason.NOT_FOUND:
                        raise
                    yield from self._ask_english(error, self.window.look())
        except Halt as halt:
            ended = halt.ended
        except WindowError as error:
            ended = Ended(error.reason.outcome, told(error), None, self._key, self.lookout.look_where_drifted(error))
        except OSError as error:
            detail = f"{error.filename or 'a file'}: {error.strerror or error}"
            ended = Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=self._key)
        if ended.outcome is not Outcome.PREVIEWED:
            yield from picture(self._kept, ended.screen or "", "end")
        yield ended

    @property
    def _key(self) -> str | None:
        return self.here.key if self.here else None

    def _do(self, act: Act) -> Reading:
        """One act, unless the switch says stop."""
        self.lookout.ask_stop(self._key)
        self.kept = None
        return self.window.do(act)

    def _next(self) -> Generator[Event, None, bool]:
        """Arrive at the next screen and do its steps. True: the walk is over."""
        place = yield from self._arrive()
        self._enter(place)
        yield Arrived(place.screen.key, place.sighting)
        self._end_here(place)
        self._for_this_claim(place)
        if self.ownership.is_foreign(place):
            self._begin_anew()
            self._do(Open(CHOOSER))
            return False
        if place.screen.enters:
            yield from self._sign_in(place)
            return False
        return (yield from self._steps(place))

    # arriving

    def _arrive(self) -> Generator[Event, None, Arrival]:
        """The next screen, with a person's help where there is one."""
        found = yield from self._find()
        turn = self.lookout.turn_of(found.screen) if isinstance(found, Arrival) else None
        if isinstance(found, Arrival) and turn is None:
            return found
        if isinstance(found, Arrival):
            name, reason, before = found.screen.key, turn or "", None
            ended = Ended(
                outcome_of_turn(reason), f"a person is needed: {reason}", screen=name, sighting=found.sighting
            )
        else:
            name, reason, before = found.screen or "unknown", found.why, self.here
            refused = self.here is not None and self.here.enters and found.screen == self.here.key
            outcome = Outcome.SIGNIN_REQUIRED if refused else found.outcome
            ended = Ended(outcome, reason, screen=self._key, sighting=found.sighting)
            if not refused and self._speaks_another(found.sighting):
                yield from self._ask_english(Halt(ended), found.sighting)
                return (yield from self._arrive())
        lost = not isinstance(found, Arrival)
        if lost and self.lookout.person is not None:
            yield from picture(self._kept, name, "drift")
        place = yield from self.lookout.hand_over(name, reason, found.sighting, before, lost=lost)
        if place is None:
            raise Halt(ended)
        self.helped = True
        self.lookout.been.clear()  # a person may have gone anywhere, also back
        return place

    def _find(self) -> Generator[Event, None, Arrival | Lost]:
        """The next screen, through the levels of categories that may lie before it."""
        for _ in range(MOST_LEVELS):
            found = yield from self.lookout.find(self.here, self._may_follow, self._level)
            step = self._level(found.sighting) if isinstance(found, Lost) else None
            if self.here is None or step is None:
                break
            self.levels.add(step.control)
            place = Arrival(self.here, found.sighting)
            reading = self._do(Press(self._target(place, step.control)))
            yield did(self.flows, place, step, reading)
        if isinstance(found, Lost) and found.screen is None and self.here and self.here.through:
            return replace(found, why=f"{found.why}; {offers(found.sighting)}")
        return found

    def _level(self, sighting: Sighting) -> PressStep | None:
        return choice_on(sighting, self.here, self.flows, self.form, self.levels) if self.here else None

    def _speaks_another(self, sighting: Sighting) -> bool:
        """Whether the site can be asked for English: it speaks something else, and was not asked before."""
        spoken = sighting.language.replace("_", "-").partition("-")[0].casefold()
        return self.may_ask and spoken not in {"", "en"} and self.flows.english is not None

    def _ask_english(self, otherwise: Exception, sighting: Sighting) -> Iterator[Event]:
        """Begin anew in English, once and only where nobody was asked for a yes; else what went wrong goes on."""
        path = self.flows.english
        if path is None or not self._speaks_another(sighting):
            raise otherwise
        yield AskedEnglish(self._key or "", sighting.language, path)
        self.may_ask = False
        self._begin_anew()
        self._do(Open(path))

    def _may_follow(self, screen: Screen) -> bool:
        """Whether a screen may come now: an end or a person's turn always, a case before the submit never."""
        if screen.interrupts:
            return True
        if screen.ends == "filed":
            return False
        return self.here is None or not self.here.next or screen in self.flows.following(self.here)

    def _enter(self, place: Arrival) -> None:
        """Remember where we are; a screen that comes again means going in circles."""
        screen, self.here, self.kept = place.screen, place.screen, None
        self.levels.clear()
        if screen.key in self.lookout.been:
            detail = f"{screen.key} came a second time, so nothing more was done"
            raise Halt(Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=screen.key, sighting=place.sighting))
        self.lookout.been.add(screen.key)

    def _end_here(self, place: Arrival) -> None:
        """End the walk where the screen says so; nothing was submitted by it."""
        ends = place.screen.ends
        if ends is None:
            return
        detail = f"the site showed {place.screen.key}"
        outcome = Outcome.UNCERTAIN if ends == "filed" else ends
        if outcome is Outcome.UNCERTAIN and self.helped:
            detail += " after a person's step: a case may have been sent by hand"
        elif outcome is Outcome.UNCERTAIN:
            outcome = Outcome.UNKNOWN_SCREEN
            detail += ", as if a case had been sent; this walk sent none"
        raise Halt(Ended(outcome, detail, screen=place.screen.key, sighting=place.sighting))

    def _for_this_claim(self, place: Arrival) -> None:
        """Act on no screen of a flow that files other kinds of claim: its case would be about something else.

        A walk that only signs in has no claim.
        """
        kind = self.form.claim_type
        if not self.flows.flows[place.screen.flow].takes(kind):
            told = f"but the flow {place.screen.flow} does not file {kind.replace('_', ' ')} claims"
            detail = f"the site led to {place.screen.key}, {told}"
            raise Halt(Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=place.screen.key))

    def _begin_anew(self) -> None:
        """Forget the way and what was done on it: other pages have none of it."""
        self.here = None
        self.lookout.been.clear()
        self.filled.forget()

    # acting

    def _steps(self, place: Arrival) -> Generator[Event, None, bool]:
        """Do the steps of a screen; with `picture_all`, keep it before the one that leaves. True: the walk is over."""
        for step in place.screen.do:
            if isinstance(step, KeepStep):
                yield self._keep(step.name)
            elif isinstance(step, PickStep):
                self._pick(place)
            elif isinstance(step, EnterStep):
                reading = self._do(Enter(self._target(place, step.control), step.what))
                yield did(self.flows, place, step, reading)
            elif isinstance(step, ConditionalStep) and not self._is_due(place, step):
                continue
            elif isinstance(step, OpenStep):
                if (opened := self._open(place, step)) is not None:
                    yield opened
                    return False
            elif isinstance(step, PressStep) and step.submits:
                yield from self._submit(place, step)
                return True
            else:
                if self.picture_all and not place.screen.enters and step is place.screen.do[-1] and self.kept is None:
                    yield self._keep(place.screen.name)
                yield from self._step(place, step)
        return False

    def _open(self, place: Arrival, step: OpenStep) -> Did | None:
        """Go to an address that was not opened before in this walk; None where it was."""
        act = self._act(place, step)
        if not isinstance(act, Open) or act.path in self.opened:
            return None
        self.opened.add(act.path)
        self._begin_anew()
        return Did(place.screen.key, step.verb, step.path, "", self._do(act))

    def _sign_in(self, place: Arrival) -> Iterator[Event]:
        """Try a sign-in screen with what the seller stored, once; where that does not go, it is a person's turn."""
        self.lookout.tried.add(place.screen.key)
        self._begin_anew()
        self.here = place.screen
        try:
            yield from self._steps(place)
        except WindowError:
            self.here = None  # the same screen again, and now it is a person's

    def _pick(self, place: Arrival) -> None:
        """Choose the account; the site begins anew after it, and may not ask a second time."""
        self._begin_anew()
        self.here = place.screen
        self.lookout.been.add(place.screen.key)
        self.kept = None
        self.ownership.pick(place)

    def _step(self, place: Arrival, step: FlowStep) -> Iterator[Event]:
        act = self._act(place, step)
        if act is None:
            return
        control = self.flows.control(place.screen, step.uses[0].control)
        if isinstance(step, PressStep):
            self._before_press(place, step)
        if isinstance(act, Attach):
            after = place.screen.press_after(step)
            act = replace(act, goes_on=self._target(place, after) if after else None)
        reading = self._do(act)
        if isinstance(act, Fill | Choose | Attach | Compare | Say):
            self.filled.remember(act, step.given, reading, control, place)
        yield did(self.flows, place, step, reading)
        if isinstance(step, ConditionalStep) and step.until:
            text = self.form.value(step.until.shows)
            self._do(Compare(self._target(place, step.until.behind), text, in_boxes=True))

    def _is_due(self, place: Arrival, step: ConditionalStep) -> bool:
        """Whether a step is done for this claim, on the page as it is now."""
        if not step.met(self.form) or not step.offered:
            return step.met(self.form)
        act = self._act(place, step)
        if isinstance(act, Choose) and self.filled.holds(act):
            return False  # chosen on a screen before, of which this one is a part
        page, control = PageText.of(self.window.look()), self.flows.control(place.screen, step.uses[0].control)
        return is_offered(page, control) or not page.find(control)  # neither chosen nor there: that is told

    def _before_press(self, place: Arrival, step: PressStep) -> None:
        """See that what is pressed belongs to what was filled here, and that all of that still stands there."""
        self._in_form(place.screen, step, place.sighting)
        if not self.filled.given_on(place.screen):
            return
        sighting = self.window.look()
        if still := self.filled.to_check(place.screen, sighting):
            self._do(Check(still))

    def _act(self, place: Arrival, step: FlowStep) -> Act | None:
        """What a step means on this screen, for this claim."""
        try:
            return step.act(self.form, lambda name: self._target(place, name))
        except Lacking as lacking:
            detail = f"{place.screen.key} asks for the {lacking}, which this claim does not have"
            raise Halt(Ended(lacking.outcome, detail, screen=place.screen.key)) from None

    def _target(self, place: Arrival, name: str) -> Target:
        return self.flows.target(place.screen, name, place.sighting.language)

    def _keep(self, name: str) -> Pictured:
        return Pictured(self._key or "", self._kept(name))

    def _kept(self, name: str) -> Kept:
        """Keep this moment, under a name that tells claims and their moments apart and keeps their order."""
        self.pictures += 1
        self.kept = self.window.keep(f"{self.form.reference}-{self.pictures:02}-{name}")
        return self.kept

    # in front of the submit

    def _submit(self, place: Arrival, step: PressStep) -> Iterator[Event]:
        """Everything is read back, the gate is asked, everything is read back again: a person may take their time."""
        screen = place.screen
        target = self._target(place, step.control)
        kept = self.kept
        sighting = self._still(screen)
        self._in_form(screen, step, sighting)
        self._do(Find(target))
        self.may_ask = False
        kept = kept or self._kept("submit")
        unseen = self.filled.unseen(screen, sighting)
        moment = AtSubmit(screen.key, self.filled.readings, kept, sighting, self.filled.values, unseen)
        yield moment
        permit = self.gate(moment)
        if not isinstance(permit, Permit):
            yield permit
            return
        self._still(screen)
        self.lookout.ask_stop(screen.key)
        yield from submit(self.lookout, screen, target, permit, self._kept)

    def _in_form(self, screen: Screen, step: PressStep, sighting: Sighting) -> None:
        """See that what is pressed is in the frame of what was filled on this screen: it sends no other form."""
        if not self.filled.share_a_frame(screen, self.flows.control(screen, step.control), sighting):
            raise Halt(Ended(Outcome.UNKNOWN_SCREEN, f"{step.control} is not in its form", None, screen.key, sighting))

    def _still(self, screen: Screen) -> Sighting:
        """See that this is still the screen, and that everything on it is still as it was filled.

        Raises:
            Halt: it is another screen now, or the stop switch is on.
            WindowError: something does not read back as it was given.
        """
        sighting = self.window.look()
        now = self.lookout.new_screens(sighting, screen)
        if now != [screen]:
            what = now[0].key if len(now) == 1 else "an unknown screen"
            detail = f"{screen.key} became {what} before the submit"
            raise Halt(Ended(Outcome.UNKNOWN_SCREEN, detail, screen=screen.key, sighting=sighting))
        self.ownership.see(screen, sighting)
        if still := self.filled.to_check(screen, sighting):
            self._do(Check(still))
        return sighting
