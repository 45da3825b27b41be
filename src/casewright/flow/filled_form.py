"""What a walk has filled, chosen and attached so far, and what of it must still hold at the submit."""

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
    """An act that must still hold at the submit, the screen it was done on, and the frames of its control.

    `greyed` counts the disabled controls of the same name: steps that were already over.
    """

    act: Given
    screen: str
    control: Control
    frames: frozenset[str]
    greyed: int

    def still_there(self, screen: Screen, sighting: Sighting) -> bool:
        """Return whether the page can still show it: on the same screen, or with the control in the same frame.

        Another form of the site may have a control of the same name, such as "Add attachments", and so may a step that
        was over before this one.
        """
        if self.screen == screen.key:
            return True
        if not self.frames or self.frames != frames_with(self.control, sighting):
            return False
        return self.is_usable(sighting) or greyed_twins(self.control, sighting) > self.greyed

    def is_usable(self, sighting: Sighting) -> bool:
        """Whether the control can be used; one that stands there grayed is of a step that is over."""
        return PageText.of(sighting).has_enabled(self.control)


@dataclass(slots=True)
class Filled:
    """The last act on each control, what was read back, and which of the form's values were given."""

    _held: dict[tuple[str, str], _Held] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)

    def remember(self, act: Given | Say, value: str, reading: Reading, control: Control, place: Arrival) -> None:
        """Remember an act that gave the form's `value`. What is said in a chat leaves its box, so it cannot be held."""
        label = act.target.label
        if not isinstance(act, Say):
            seen = place.sighting
            frames, greyed = frames_with(control, seen), greyed_twins(control, seen)
            self._held[mark(act)] = _Held(act, place.screen.key, control, frames, greyed)
        if not isinstance(act, Compare):
            self._readings[label] = reading
            self._values[label] = value

    def forget(self) -> None:
        """Forget everything: other pages have none of it."""
        for memory in (self._held, self._readings, self._values):
            memory.clear()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return what was read back, in the order in which the controls were first filled."""
        return tuple(self._readings.values())

    @property
    def values(self) -> frozenset[str]:
        """The names of the form's values that were given."""
        return frozenset(self._values.values())

    @property
    def labels(self) -> frozenset[str]:
        """The origins of all boxes and choices given so far."""
        return frozenset(self._readings)

    def gave(self, value: str) -> bool:
        """Return whether one of the form's values was given."""
        return value in self._values.values()

    def unseen(self, screen: Screen, sighting: Sighting) -> frozenset[str]:
        """Return the names of the given values that this screen can no longer show."""
        seen = {act.target.label for act in self.to_check(screen, sighting)}
        return frozenset(value for label, value in self._values.items() if label not in seen and value)

    def given_on(self, screen: Screen) -> bool:
        """Return whether anything was given on this screen."""
        return any(held.screen == screen.key for held in self._held.values())

    def holds(self, act: Given) -> bool:
        """Return whether this very act was done already."""
        held = self._held.get(mark(act))
        return held is not None and held.act == act

    def to_check(self, screen: Screen, sighting: Sighting) -> tuple[Given, ...]:
        """Return what must still hold, and can still be read, on this screen."""
        return tuple(held.act for held in self._held.values() if held.still_there(screen, sighting))

    def to_check_before_press(self, screen: Screen, sighting: Sighting) -> tuple[Given, ...]:
        """The same before a press that goes on: not what is grayed since the press that ended its own step.

        It was read again before that press, and is once more in front of the submit.
        """
        at_stake = (held for held in self._held.values() if held.screen == screen.key or held.is_usable(sighting))
        return tuple(held.act for held in at_stake if held.still_there(screen, sighting))

    def share_a_frame(self, screen: Screen, control: Control, sighting: Sighting) -> bool:
        """Return whether a control of this screen is in a frame of everything that was filled on it."""
        there = frames_with(control, sighting)
        own = [held.frames for held in self._held.values() if held.screen == screen.key and held.frames]
        return not there or all(there & frames for frames in own)
