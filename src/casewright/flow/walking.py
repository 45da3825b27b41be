"""One walk in progress: look, recognise, act, read back, and what it remembers."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from casewright.flow.acting import Acting
from casewright.flow.arrive import Arrival, Halt, Lookout, Lost
from casewright.flow.done import did
from casewright.flow.event import Arrived, AskedEnglish, AtSubmit, Did, Ended, Event, Gate
from casewright.flow.last_look import LastLook
from casewright.flow.levels import MOST_LEVELS, choice_on, offers
from casewright.flow.model import FlowSet, Screen, outcome_of_turn
from casewright.flow.owner_check import Ownership
from casewright.flow.page_owner import CHOOSER
from casewright.flow.reason import Reason
from casewright.flow.sighting import Sighting
from casewright.flow.step import ConditionalStep
from casewright.flow.submit import picture, sentence_of
from casewright.flow.verbs.enter import EnterStep
from casewright.flow.verbs.keep import KeepStep
from casewright.flow.verbs.open import OpenStep
from casewright.flow.verbs.pick import PickStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import (
    Act,
    Enter,
    Open,
    Press,
    Reading,
    Window,
    WindowError,
)
from casewright.message import clauses, msg
from casewright.model.outcome import Outcome


@dataclass(slots=True)
class Walking:
    """One walk and what it remembers: where it is, whether a person helped, whether English may be asked for.

    `nowhere` are addresses at which the account has nothing, as found by earlier walks or this one.
    """

    acting: Acting
    gate: Gate
    picture_all: bool
    ownership: Ownership
    nowhere: set[str] = field(default_factory=set)
    here: Screen | None = None
    helped: bool = False
    may_ask: bool = True
    levels: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    start: str = ""

    @property
    def lookout(self) -> Lookout:
        """What looks until it recognises a screen."""
        return self.acting.lookout

    @property
    def window(self) -> Window:
        """The window in which it walks."""
        return self.lookout.window

    @property
    def flows(self) -> FlowSet:
        """The known screens."""
        return self.lookout.flows

    def run(self, start: str) -> Iterator[Event]:
        """Walk from the first address to the end."""
        self.start = start
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
            ended = Ended(
                error.reason.outcome, sentence_of(error), None, self._key, self.lookout.look_where_drifted(error)
            )
        except OSError as error:
            detail = msg("{file}: {reason}", file=error.filename or msg("a file"), reason=error.strerror or str(error))
            ended = Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=self._key)
        if ended.outcome is not Outcome.PREVIEWED:
            yield from picture(self.acting.keep_moment, ended.screen or "", "end")
        yield ended

    @property
    def _key(self) -> str | None:
        return self.here.key if self.here else None

    def _do(self, act: Act) -> Reading:
        """Perform one act, unless the switch says stop."""
        return self.acting.do(act, self._key)

    def _next(self) -> Generator[Event, None, bool]:
        """Arrive at the next screen and do its steps. True: the walk is over."""
        place = yield from self._arrive()
        self._enter(place)
        self.acting.acted_on = place.sighting
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
        """Return the next screen, with a person's help if there is one."""
        found = yield from self._find()
        turn = self.lookout.turn_of(found.screen) if isinstance(found, Arrival) else None
        if isinstance(found, Arrival) and turn is None:
            return found
        reason = found.why if isinstance(found, Lost) else turn or ""
        if isinstance(found, Arrival):
            name, before = found.screen.key, None
            ended = Ended(
                outcome_of_turn(turn or ""),
                msg("a person is needed: {reason}", reason=reason),
                screen=name,
                sighting=found.sighting,
            )
        else:
            name, before = found.screen or "unknown", self.here
            refused = self.here is not None and self.here.enters and found.screen == self.here.key
            outcome = Outcome.SIGNIN_REQUIRED if refused else found.outcome
            ended = Ended(outcome, found.why, screen=self._key, sighting=found.sighting)
            if not refused and self._speaks_another(found.sighting):
                yield from self._ask_english(Halt(ended), found.sighting)
                return (yield from self._arrive())
        lost = not isinstance(found, Arrival)
        if lost and self.lookout.person is not None:
            yield from picture(self.acting.keep_moment, name, "drift")
        place = yield from self.lookout.hand_over(name, reason, found.sighting, before, lost=lost)
        if place is None:
            raise Halt(ended)
        self.helped = True
        self.lookout.been.clear()  # a person may have gone anywhere, even back
        return place

    def _find(self) -> Generator[Event, None, Arrival | Lost]:
        """Return the next screen, through the category levels that may come before it."""
        self.lookout.over = set(self.acting.filled.labels)
        for _ in range(MOST_LEVELS):
            found = yield from self.lookout.find(self.here, self._may_follow, self.acting.acted_on, self._level)
            step = self._level(found.sighting) if isinstance(found, Lost) else None
            if self.here is None or step is None:
                break
            self.levels.add(step.control)
            place = Arrival(self.here, found.sighting)
            reading = self._do(Press(self.acting.target(place, step.control)))
            yield did(self.flows, place, step, reading)
        if isinstance(found, Lost) and found.screen is None and self.here and self.here.through:
            return replace(found, why=clauses((found.why, offers(found.sighting))))
        return found

    def _level(self, sighting: Sighting) -> PressStep | None:
        return choice_on(sighting, self.here, self.flows, self.acting.form, self.levels) if self.here else None

    def _speaks_another(self, sighting: Sighting) -> bool:
        """Return whether the site can be asked for English: it is in another language, and was not asked before."""
        spoken = sighting.language.replace("_", "-").partition("-")[0].casefold()
        return self.may_ask and spoken not in {"", "en"} and self.flows.english is not None

    def _ask_english(self, otherwise: Exception, sighting: Sighting) -> Iterator[Event]:
        """Begin anew in English, once and only if nobody was asked for a yes; else re-raise what went wrong."""
        path = self.flows.english
        if path is None or not self._speaks_another(sighting):
            raise otherwise
        yield AskedEnglish(self._key or "", sighting.language, path)
        self.may_ask = False
        self._begin_anew()
        self._do(Open(path))

    def _may_follow(self, screen: Screen) -> bool:
        """Return whether a screen may come now: an end or a person's turn always, a case before the submit never.

        A person's turn that some screen names as what follows it comes after those that do: else it is a step that is
        over and stays on the page.
        """
        if screen.interrupts and not (screen.hands_over and screen.key in self.flows.led_to):
            return True
        if screen.ends == "filed":
            return False
        return self.here is None or not self.here.next or screen in self.flows.following(self.here)

    def _enter(self, place: Arrival) -> None:
        """Remember where we are; a screen that comes again means going in circles."""
        screen, self.here, self.acting.kept = place.screen, place.screen, None
        self.levels.clear()
        if screen.key in self.lookout.been:
            detail = msg("{screen} appeared a second time, so the walk stopped", screen=screen.key)
            raise Halt(Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=screen.key, sighting=place.sighting))
        self.lookout.been.add(screen.key)
        self.nowhere.update(screen.without)

    def _end_here(self, place: Arrival) -> None:
        """End the walk where the screen says so; nothing was submitted by it."""
        ends = place.screen.ends
        if ends is None:
            return
        detail = msg("the site showed {screen}", screen=place.screen.key)
        outcome = Outcome.UNCERTAIN if ends == "filed" else ends
        if outcome is Outcome.UNCERTAIN and self.helped:
            detail = msg("{detail} after a person's step: a case may have been sent by hand", detail=detail)
        elif outcome is Outcome.UNCERTAIN:
            outcome = Outcome.UNKNOWN_SCREEN
            detail = msg("{detail}, as if a case had been sent; this walk sent none", detail=detail)
        raise Halt(Ended(outcome, detail, screen=place.screen.key, sighting=place.sighting))

    def _for_this_claim(self, place: Arrival) -> None:
        """Act on no screen of a flow that files other kinds of claim: its case would be about something else.

        A walk that only signs in has no claim.
        """
        kind = self.acting.form.claim_type
        if not self.flows.flows[place.screen.flow].takes(kind):
            detail = msg(
                "the site led to {screen}, but the flow {flow} does not file {claim_type} claims",
                screen=place.screen.key,
                flow=place.screen.flow,
                claim_type=kind.replace("_", " "),
            )
            raise Halt(Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=place.screen.key))

    def _begin_anew(self) -> None:
        """Forget the path and what was done on it: other pages have none of it."""
        self.here = None
        self.lookout.been.clear()
        self.acting.forget()

    # acting

    def _steps(self, place: Arrival) -> Generator[Event, None, bool]:
        """Do the steps of a screen; with `picture_all`, keep it before the one that leaves. True: the walk is over."""
        for step in place.screen.do:
            if isinstance(step, KeepStep):
                yield self.acting.keep(self._key or "", step.name)
            elif isinstance(step, PickStep):
                self._pick(place)
            elif isinstance(step, EnterStep):
                reading = self._do(Enter(self.acting.target(place, step.control), step.what))
                yield did(self.flows, place, step, reading)
            elif isinstance(step, ConditionalStep) and not self.acting.is_due(place, step):
                continue
            elif isinstance(step, OpenStep):
                if (opened := self._open(place, step)) is not None:
                    yield opened
                    return False
            elif isinstance(step, PressStep) and step.submits:
                yield from self._submit(place, step)
                return True
            else:
                if (
                    self.picture_all
                    and not place.screen.enters
                    and step is place.screen.do[-1]
                    and self.acting.kept is None
                ):
                    yield self.acting.keep(place.screen.key, place.screen.name)
                yield from self.acting.take(place, step)
        return False

    def _open(self, place: Arrival, step: OpenStep) -> Did | None:
        """Go to an address not opened before, or back if it does not open; None if it was opened before."""
        act = self.acting.act_of(place, step)
        if not isinstance(act, Open) or act.path in self.opened | self.nowhere:
            return None
        self.opened.add(act.path)
        self._begin_anew()
        try:
            reading = self._do(act)
        except WindowError as error:
            if error.reason is not Reason.PAGE_GONE:
                raise
            reading = self._do(Open(self.start))  # nothing is there: back to where the walk began
        return Did(place.screen.key, step.verb, step.path, "", reading)

    def _submit(self, place: Arrival, step: PressStep) -> Iterator[Event]:
        """Take the last look and submit; once somebody is asked for a yes, no walk begins anew."""
        for event in LastLook(self.acting, self.ownership, self.gate).submit(place, step):
            self.may_ask = self.may_ask and not isinstance(event, AtSubmit)
            yield event

    def _sign_in(self, place: Arrival) -> Iterator[Event]:
        """Try a sign-in screen once with what the seller stored; if that fails, it is a person's turn."""
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
        self.acting.kept = None
        self.ownership.pick(place)
