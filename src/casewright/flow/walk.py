"""The walk: look, recognise, act, read back, until there is a case ID or a reason to stop."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from casewright.claims.form import Form
from casewright.claims.outcome import Outcome
from casewright.errors import Stopped
from casewright.flow.event import Arrived, AtSubmit, Clicked, Did, Ended, Event, Gate, HandedOver, Pictured
from casewright.flow.model import AttachStep, ChooseStep, FillStep, FlowSet, KeepStep, PressStep, Screen, Step
from casewright.flow.recognise import Inventory, Recognition, recognise
from casewright.flow.sighting import Sighting
from casewright.flow.window import (
    Act,
    Attach,
    Check,
    Choose,
    Fill,
    Find,
    Kept,
    Open,
    Press,
    Reading,
    Submit,
    Target,
    Window,
    WindowError,
)

_ROUNDS = 10
"""How many times the window's patience a person has for a sign-in or an unknown screen."""

_HANDED = {
    "signin_required": Outcome.SIGNIN_REQUIRED,
    "human_challenge": Outcome.HUMAN_CHALLENGE,
    "no_permission": Outcome.NO_PERMISSION,
}


def walk(  # noqa: PLR0913 (what a walk needs, named at every call)
    window: Window,
    flows: FlowSet,
    form: Form,
    gate: Gate,
    *,
    start: str,
    stop: Callable[[], str | None],
    attended: bool = False,
    picture_all: bool = False,
) -> Iterator[Event]:
    """Walk one claim from `start` to its end; the last event is always `Ended`.

    `stop` is asked before every act and gives a reason, or None. `attended` means that a person sees the browser: an
    unknown screen is handed over instead of ending the walk. `picture_all` keeps a picture of every screen, not only
    where the flow says so.

    Raises:
        CasewrightError: what gate or stop switch raise, and only before the click. After the click every surprise is
            `Ended(uncertain)`.
    """
    return _Walk(window, flows, form, gate, stop, attended, picture_all).events(start)


class _Over(Exception):
    """No error: how the walk says that it is over, from wherever that was found out."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended.detail)
        self.ended = ended


@dataclass(slots=True)
class _Walk:
    window: Window
    flows: FlowSet
    form: Form
    gate: Gate
    stop: Callable[[], str | None]
    attended: bool
    picture_all: bool
    clicked: bool = False
    screen: Screen | None = None
    sighting: Sighting | None = None
    walked: set[str] = field(default_factory=set)
    done: list[Fill | Choose | Attach] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    pictures: int = 0

    def events(self, start: str) -> Iterator[Event]:
        """Everything that happens, ended by `Ended`."""
        try:
            self._act(Open(start))
            while True:
                screen = yield from self._arrive()
                yield from self._on(screen)
        except _Over as over:
            yield over.ended
        except WindowError as error:
            yield self._ended(Outcome.FAILED_BEFORE_SUBMIT, error.message)
        except Exception as error:
            # Whatever it is: after the click it may not hide that a case may exist.
            if not self.clicked:
                raise
            yield self._ended(Outcome.UNCERTAIN, f"{type(error).__name__}: {error}")

    def _ended(self, outcome: Outcome, detail: str, case_id: str | None = None) -> Ended:
        """How the walk ends; after the click nothing but a case ID is better than uncertain."""
        if self.clicked and case_id is None:
            outcome = Outcome.UNCERTAIN
        return Ended(outcome, detail, case_id, self.screen.key if self.screen else None, self.sighting)

    # Arriving -------------------------------------------------------------------------------------------------------

    def _arrive(self) -> Generator[Event, None, Screen]:
        """Look until one screen is recognised that is new; hand over, or end, where none comes."""
        for _ in range(_ROUNDS if self.attended and not self.clicked else 1):
            found = self._look()
            if self._news(found) and found.screen:
                return (yield from self._enter(found.screen))
            if self.attended and not self.clicked:
                yield self._hand_over(found)
        raise _Over(self._lost(found))

    def _look(self) -> Recognition:
        """Look again as long as the page still changes and shows nothing new."""
        sighting = self.window.look()
        while not self._news(found := recognise(sighting, self.flows)):
            later = self.window.look(unlike=sighting)
            if later == sighting:
                break
            sighting = later
        self.sighting = sighting
        return found

    def _news(self, found: Recognition) -> bool:
        """Whether a screen was recognised that the walk can go on with: not walked yet, and not a person's turn."""
        screen = found.screen
        if screen is None or screen.key in self.walked:
            return False
        return not (screen.hands_over and self.attended and not self.clicked)

    def _enter(self, screen: Screen) -> Generator[Event, None, Screen]:
        """Take the recognised screen for the next one, if it may come here."""
        before, self.screen = self.screen, screen
        sighting = self.sighting or Sighting("", "")
        expected = before is None or not before.next or screen.name in before.next or screen.ends or screen.hands_over
        if not expected:
            detail = f"after {before.key if before else ''} came {screen.key}, which does not follow it"
            raise _Over(self._ended(Outcome.UNKNOWN_SCREEN, detail))
        if self.clicked and screen.do:
            raise _Over(self._ended(Outcome.UNCERTAIN, f"after the submit came {screen.key}"))
        self.walked.add(screen.key)
        yield Arrived(screen.key, sighting)
        return screen

    def _hand_over(self, found: Recognition) -> HandedOver:
        """Tell the person; afterwards the walk may begin anywhere again, for who knows where they went."""
        screen = found.screen if found.screen and found.screen.hands_over else None
        where, why = (screen.key, screen.hands_over or "") if screen else ("", found.explain())
        self.walked.clear()
        self.screen = None
        return HandedOver(where, why)

    def _lost(self, found: Recognition) -> Ended:
        screen = found.screen
        if screen and screen.hands_over:
            outcome = _HANDED.get(screen.hands_over, Outcome.UNKNOWN_SCREEN)
            return self._ended(outcome, f"a person is needed ({screen.key}: {screen.hands_over})")
        if screen:
            return self._ended(Outcome.FAILED_BEFORE_SUBMIT, f"the page does not go on from {screen.key}")
        return self._ended(Outcome.UNKNOWN_SCREEN, found.explain())

    # On a screen ----------------------------------------------------------------------------------------------------

    def _on(self, screen: Screen) -> Iterator[Event]:
        """Do what the screen asks for, or end where it ends."""
        if screen.ends is not None or screen.hands_over:
            yield self._picture(screen, screen.name)
            raise _Over(self._end_of(screen))
        kept = any(isinstance(step, KeepStep) for step in screen.do)
        for step in screen.do:
            self._heed()
            if isinstance(step, PressStep) and self.picture_all and not kept:
                yield self._picture(screen, screen.name)
                kept = True
            if isinstance(step, PressStep) and step.submits:
                yield from self._submit(screen, step)
            elif isinstance(step, KeepStep):
                yield self._picture(screen, step.name)
            else:
                yield self._step(screen, step)

    def _end_of(self, screen: Screen) -> Ended:
        if screen.hands_over:
            return self._lost(recognise(self.sighting or Sighting("", ""), self.flows))
        if screen.ends != "filed":
            return self._ended(screen.ends or Outcome.UNKNOWN_SCREEN, f"Seller Central shows {screen.key}")
        if not self.clicked:
            return self._ended(Outcome.UNKNOWN_SCREEN, f"{screen.key} came before anything was submitted")
        control = self.flows.control(screen, screen.take or "")
        case_id = Inventory(self.sighting or Sighting("", "")).taken(control)
        if case_id is None:
            return self._ended(Outcome.UNCERTAIN, f"{screen.key} shows no case ID")
        return self._ended(Outcome.FILED_UNVERIFIED, "", case_id)

    def _step(self, screen: Screen, step: Step) -> Did:
        target = self._target(screen, step.control if not isinstance(step, KeepStep) else "")
        match step:
            case FillStep(value=name):
                act: Act = Fill(target, self.form.value(name))
            case ChooseStep(option=option):
                name, act = option or "", Choose(target, option)
            case AttachStep():
                name, act = "evidence", Attach(target, self.form.evidence)
            case _:
                name, act = "", Press(target)
        reading = self._act(act)
        if isinstance(act, Fill | Choose | Attach):
            self.done.append(act)
            self.readings.append(reading)
        return Did(screen.key, step.verb, target.label, name, reading)

    def _submit(self, screen: Screen, step: PressStep) -> Iterator[Event]:
        """Read everything back, ask the gate, and press once if it gives a permit."""
        target = self._target(screen, step.control)
        self._still()
        self._act(Find(target))
        kept = self._keep("submit")
        moment = AtSubmit(screen.key, tuple(self.readings), kept, self.sighting or Sighting("", ""), self._still)
        yield moment
        permit = self.gate(moment)
        if permit is None:
            raise _Over(self._ended(Outcome.PREVIEWED, "filled and read back; nothing was submitted"))
        self.clicked = True  # from here on nothing is known for sure until Amazon's page says so
        self.window.do(Submit(target, permit))
        yield Clicked(screen.key)

    def _still(self) -> None:
        """Read the whole form back once more: still what was approved, or a WindowError."""
        self._heed()
        self._act(Check(tuple(self.done)))

    # Small things ---------------------------------------------------------------------------------------------------

    def _heed(self) -> None:
        """The stop switch, before every act."""
        if not self.clicked and (reason := self.stop()):
            raise Stopped(reason)

    def _act(self, act: Act) -> Reading:
        self._heed()
        return self.window.do(act)

    def _target(self, screen: Screen, name: str) -> Target:
        control = self.flows.control(screen, name)
        language = self.sighting.language if self.sighting else "en"
        return Target(f"{screen.flow}.{name}", control.role, control.names(language), control.fallback)

    def _keep(self, name: str) -> Kept:
        self.pictures += 1
        return self.window.keep(f"{self.form.reference}-{self.pictures:02}-{name}")

    def _picture(self, screen: Screen, name: str) -> Pictured:
        return Pictured(screen.key, self._keep(name))
