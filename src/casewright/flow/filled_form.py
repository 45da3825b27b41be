"""What a walk filled, chose and attached so far, and what of it must still hold at the submit."""

from __future__ import annotations

from dataclasses import dataclass, field

from casewright.flow.arrive import Arrival
from casewright.flow.control import Control
from casewright.flow.model import Screen
from casewright.flow.recognise import PageText, frames_with, greyed_twins
from casewright.flow.sighting import Sighting
from casewright.flow.window import Compare, Given, Reading, Say, mark


@dataclass(frozen=True, slots=True)
class _Held:
    """An act that must still hold at the submit, on which screen it was done, and in which frames its control was.

    `greyed` is how many controls of the same name stood there that could not be used: steps that were over already.
    """

    act: Given
    screen: str
    control: Control
    frames: frozenset[str]
    greyed: int

    def still_there(self, screen: Screen, sighting: Sighting) -> bool:
        """Whether the page can still tell: it is the same screen, or the control is still in the same frame.

        Another form of the site may have a control of the same name, such as "Add attachments", and so may a step that
        was over before this one.
        """
        if self.screen == screen.key:
            return True
        if not self.frames or self.frames != frames_with(self.control, sighting):
            return False
        only_greyed = not PageText.of(sighting).has_enabled(self.control)
        return not only_greyed or greyed_twins(self.control, sighting) > self.greyed


@dataclass(slots=True)
class Filled:
    """The last act on each control, what was read back, and which of the form's values went in."""

    _held: dict[tuple[str, str], _Held] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)

    def remember(self, act: Given | Say, value: str, reading: Reading, control: Control, place: Arrival) -> None:
        """An act was done; it put the form's `value` in. What is said is gone at once, so nothing of it can be held."""
        label = act.target.label
        if not isinstance(act, Say):
            seen = place.sighting
            frames, greyed = frames_with(control, seen), greyed_twins(control, seen)
            self._held[mark(act)] = _Held(act, place.screen.key, control, frames, greyed)
        if not isinstance(act, Compare):
            self._readings[label] = reading
            self._values[label] = value

    def forget(self) -> None:
        """Other pages have none of it."""
        for memory in (self._held, self._readings, self._values):
            memory.clear()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What was read back, in the order in which the controls were first filled."""
        return tuple(self._readings.values())

    @property
    def values(self) -> frozenset[str]:
        """The names of the form's values that went in."""
        return frozenset(self._values.values())

    @property
    def labels(self) -> frozenset[str]:
        """Where every box and choice comes from that was given so far."""
        return frozenset(self._readings)

    def gave(self, value: str) -> bool:
        """Whether one of the form's values went in."""
        return value in self._values.values()

    def unseen(self, screen: Screen, sighting: Sighting) -> frozenset[str]:
        """The names of the values that went in and that this screen cannot show any more."""
        seen = {act.target.label for act in self.to_check(screen, sighting)}
        return frozenset(value for label, value in self._values.items() if label not in seen and value)

    def given_on(self, screen: Screen) -> bool:
        """Whether anything was given on this screen."""
        return any(held.screen == screen.key for held in self._held.values())

    def holds(self, act: Given) -> bool:
        """Whether this very act was done already."""
        held = self._held.get(mark(act))
        return held is not None and held.act == act

    def to_check(self, screen: Screen, sighting: Sighting) -> tuple[Given, ...]:
        """What must still hold, and can still be read, on this screen."""
        return tuple(held.act for held in self._held.values() if held.still_there(screen, sighting))

    def share_a_frame(self, screen: Screen, control: Control, sighting: Sighting) -> bool:
        """Whether a control of this screen is in a frame of everything that was filled on it."""
        there = frames_with(control, sighting)
        own = [held.frames for held in self._held.values() if held.screen == screen.key and held.frames]
        return not there or all(there & frames for frames in own)
