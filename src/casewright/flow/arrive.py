"""Arrive: look until an allowed screen is recognised, or the page has nothing new to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from casewright.flow.event import Ended, HandedOver, Waits
from casewright.flow.find_control import USABLE
from casewright.flow.model import FlowSet, Screen
from casewright.flow.recognise import PageText, Recognition, recognise, screens_of
from casewright.flow.sighting import Node, Sighting
from casewright.flow.window import Window, WindowError
from casewright.flow.words import fold
from casewright.message import NOTHING, Message, Text, clauses, msg
from casewright.model.outcome import Outcome

_CHANGES = 300
"""A page that changed this often and is still no known screen is moving (a clock, an advert), not loading."""


_AT_ONCE = 2.0
"""Seconds in which a page that replaces a part of itself is done with it."""


class Halt(Exception):
    """The walk is over; never leaves the walk."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(str(ended.detail))
        self.ended = ended


@dataclass(frozen=True, slots=True)
class Arrival:
    """A recognised screen, and the look in which it was recognised."""

    screen: Screen
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Lost:
    """The last look of a search that failed, and a sentence on why; `screen` is what was recognised in it."""

    sighting: Sighting
    why: Message
    outcome: Outcome = Outcome.UNKNOWN_SCREEN
    screen: str | None = None


@dataclass(slots=True)
class Lookout:
    """Looks through a window until it knows where it is.

    `person` is how many seconds a person gets for a step; None if nobody can be asked. `tried` are the sign-in screens
    that were tried without a person; `been` are the screens walked through so far, and `over` the origins of the boxes
    and choices given there; `by_hand` says that a person had to help.
    """

    window: Window
    flows: FlowSet
    stop: Callable[[], Message | None]
    person: float | None
    tried: set[str] = field(default_factory=set)
    been: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)
    by_hand: bool = False

    def turn_of(self, screen: Screen) -> str | None:
        """Return why a screen is a person's; None if the walk goes on by itself.

        A sign-in screen is tried once with what the seller stored. After that, and as soon as a person had to do
        anything, signing in is theirs.
        """
        if screen.enters and (self.by_hand or screen.key in self.tried):
            return Outcome.SIGNIN_REQUIRED
        return screen.hands_over

    def find(
        self,
        before: Screen | None,
        fits: Callable[[Screen], bool],
        acted_on: Sighting | None = None,
        leads_on: Callable[[Sighting], object] = lambda _: None,
    ) -> Generator[Waits, None, Arrival | Lost]:
        """Look, while the page changes, until a screen other than `before` is recognised for which `fits` is true.

        A half-loaded page can look like another screen, so a screen that does not fit is given time too. A page that
        says it is loading, or that follows a step known to be slow, gets as long as its flow says, unless it offers
        something that the page `acted_on` did not: then what was awaited has come, and is unknown. What will not change
        is reported at once: a control that is there twice, or something that `leads_on` to the screen.
        """
        sighting, since, told = self.window.look(), monotonic(), 0.0
        for _ in range(_CHANGES):
            screen = self._screen_of(sighting)
            waits = screen.waits if screen else None
            if screen and waits is None and not _same(screen, before) and fits(screen):
                later = self.window.look(unlike=sighting, seconds=screen.rests) if screen.rests else sighting
                if later == sighting:
                    return Arrival(screen, sighting)
                sighting = later
                continue
            slow = before.slow if before and not _has_come(sighting, acted_on) else None
            given = max(waits or 0.0, slow or 0.0)
            if given > told:
                told = given
                yield Waits(screen.key if screen and waits else before.key if before else "", given)
            at_once = screen is None and (bool(leads_on(sighting)) or self._doubles_only(sighting, before))
            later = self.window.look(unlike=sighting, seconds=_AT_ONCE if at_once else None)
            if later == sighting and (at_once or monotonic() - since >= given):
                break
            sighting = later
        return self._lost(sighting, before, acted_on)

    def new_screens(self, sighting: Sighting, here: Screen | None = None) -> list[Screen]:
        """Return the screens that fit; of several, only `here` and those that were not walked through before.

        Help may open over the page from which it was requested, and earlier steps stay on the page: what was given
        there and is now disabled is no sign of another screen.
        """
        screens = [
            one for one in screens_of(sighting, self.flows) if one == here or not self._is_history(one, sighting)
        ]
        if len(screens) < 2:
            return screens
        return [screen for screen in screens if screen == here or screen.key not in self.been]

    def look_where_drifted(self, error: WindowError) -> Sighting | None:
        """Return what can be read if a control is missing or there more than once: a page that was rebuilt."""
        if not error.reason.drifted:
            return None
        with suppress(WindowError):
            return self.window.look()
        return None

    def _is_history(self, screen: Screen, sighting: Sighting) -> bool:
        """Return whether a sign of the screen is a box or choice of a finished step."""
        page = PageText.of(sighting)
        given = (name for name in screen.seen if self.flows.label_of(screen, name) in self.over)
        return any(not page.has_enabled(self.flows.control(screen, name)) for name in given)

    def _screen_of(self, sighting: Sighting) -> Screen | None:
        """Return the one screen that fits; screens walked through before may be on the page beside it."""
        found = self.new_screens(sighting)
        return found[0] if len(found) == 1 else None

    def _doubles_only(self, sighting: Sighting, before: Screen | None) -> bool:
        """Return whether only a duplicate control keeps the page from being an allowed screen."""
        expected = self.flows.following(before) if before else ()
        fits = [fit for fit in recognise(sighting, self.flows).fits if not expected or fit.screen in expected]
        return any(fit.repeated and not fit.missing and not fit.present for fit in fits)

    def _lost(self, sighting: Sighting, before: Screen | None, acted_on: Sighting | None) -> Lost:
        recognition = recognise(sighting, self.flows)
        screen = recognition.screen
        if screen is None and not recognition.screens and not _has_come(sighting, acted_on):
            screen = next((fit.screen for fit in recognition.fits if fit.stands and _same(fit.screen, before)), None)
        if screen and screen.waits is not None:
            stood = msg(
                "{screen} did not change within {seconds:.0f} seconds",
                screen=screen.key,
                seconds=screen.waits,
            )
            return Lost(sighting, stood, Outcome.FAILED_BEFORE_SUBMIT, screen.key)
        if screen and _same(screen, before):
            stayed = msg("the page stayed on {screen}", screen=screen.key)
            stayed = clauses((stayed, _why_not(recognition, self.flows.following(screen))))
            return Lost(sighting, stayed, Outcome.FAILED_BEFORE_SUBMIT, screen.key)
        if screen:
            unexpected = _came_unexpected(screen, before)
            nearest = _why_not(recognition, self.flows.following(before)) if before else NOTHING
            return Lost(sighting, clauses((unexpected, nearest)), screen=screen.key)
        return Lost(sighting, recognition.explain())

    def hand_over(
        self, place: str, reason: Text, sighting: Sighting, before: Screen | None, *, lost: bool = False
    ) -> Generator[HandedOver, None, Arrival | None]:
        """Let a person do a step and watch until a screen is recognised that is not again a person's turn.

        Return where the walk goes on; None if nobody can be asked, or the person's time ran out. `lost` says that the
        walk does not know where it is, not that the site asks for a person.

        Raises:
            Halt: the stop switch.
        """
        if self.person is None:
            return None
        self.by_hand = True
        yield HandedOver(place, reason, sighting if lost else None)
        until = monotonic() + self.person
        while True:
            self.ask_stop(place)
            sighting = self.window.look(unlike=sighting)
            screen = self._screen_of(sighting)
            turn = self.turn_of(screen) if screen else None
            if screen and turn is None and screen.waits is None and not _same(screen, before):
                return Arrival(screen, sighting)
            if screen and turn and screen.key != place:
                place = screen.key
                yield HandedOver(place, turn)
            if monotonic() >= until:
                return None

    def ask_stop(self, screen: str | None = None) -> None:
        """Check the stop switch.

        Raises:
            Halt: it is on.
        """
        if reason := self.stop():
            raise Halt(Ended(Outcome.STOPPED, reason, screen=screen))


def _has_come(sighting: Sighting, acted_on: Sighting | None) -> bool:
    """Return whether the page offers something new since the last act, and has finished loading."""
    if acted_on is None or any(_loads(node) for node in _nodes(sighting)):
        return False
    return bool(_usable(sighting) - _usable(acted_on))


def _loads(node: Node) -> bool:
    return node.role == "progressbar" or bool(_LOADING.match(node.name or node.text))


_LOADING = re.compile(r"loading\b|please wait\b", re.IGNORECASE)


def _nodes(sighting: Sighting) -> Iterator[Node]:
    return (node for frame in sighting.frames for node in frame.nodes)


def _usable(sighting: Sighting) -> Counter[tuple[str, str]]:
    """Return everything that could be pressed, chosen or typed into, with its count."""
    return Counter((one.role, fold(one.name)) for one in _nodes(sighting) if one.role in USABLE and not one.disabled)


def _same(screen: Screen, before: Screen | None) -> bool:
    return before is not None and screen.key == before.key


def _came_unexpected(screen: Screen, before: Screen | None) -> Message:
    """Say that a known screen appeared that is not allowed now."""
    if before is None:
        return msg("{screen} appeared, which no step leads to", screen=screen.key)
    came = msg("{screen} came after {before}", screen=screen.key, before=before.key)
    if before.next:
        return clauses((came, msg("expected: {screens}", screens=before.next)))
    return clauses((came, msg("nothing leads to it")))


def _why_not(recognition: Recognition, expected: tuple[Screen, ...]) -> Message:
    """Say what the closest expected screen lacks: a renamed label keeps a walk where it is."""
    near = next((fit for fit in recognition.nearest if fit.screen in expected), None)
    if near is None or near.distance >= 1:
        return NOTHING
    return msg("it is not {screen}: {why}", screen=near.screen.key, why=near.explain())
