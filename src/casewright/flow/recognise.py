"""Which screen a sighting shows: a pure function over the screens of all flows together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from casewright.flow.model import Control, FlowSet, Screen
from casewright.flow.sighting import Sighting


def plain(words: str) -> str:
    """Words as they are compared: one Unicode composition, white space folded, capitals kept."""
    return " ".join(unicodedata.normalize("NFC", words).split())


@dataclass(frozen=True)
class Inventory:
    """What is on a page, counted once, so that every screen can be held against it cheaply."""

    sighting: Sighting

    @cached_property
    def _named(self) -> Counter[tuple[str, str]]:
        return Counter((node.role, plain(node.name)) for frame in self.sighting.frames for node in frame.nodes)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        words = (plain(f"{node.name} {node.text}") for frame in self.sighting.frames for node in frame.nodes)
        return tuple(text for text in words if text)

    def count(self, control: Control) -> int:
        """How often the control is there, over all frames."""
        names = {plain(name) for name in control.names(self.sighting.language)}
        match control.role:
            case "url":
                return int(control.pattern.search(self.sighting.url) is not None)
            case "text":
                return sum(any(_holds(text, name) for name in names) for text in self._texts)
            case "file":  # files are given through the button that opens the chooser
                return sum(self._named["button", name] for name in names)
            case "css":
                return 0
            case role:
                return sum(self._named[role, name] for name in names)

    def taken(self, control: Control) -> str | None:
        """The case ID that a `take` control shows: the group `case_id` of its pattern, in address or text."""
        places = (self.sighting.url,) if control.role == "url" else self._texts
        for pattern in control.names(self.sighting.language):
            for place in places:
                if (found := re.search(pattern, place)) and "case_id" in found.groupdict():
                    return found["case_id"]
        return None


def _holds(text: str, words: str) -> bool:
    """Whether a text holds the words; words with a named group are a pattern (`case ID: (?P<case_id>…)`)."""
    return re.search(words, text) is not None if "(?P<" in words else words in text


@dataclass(frozen=True)
class Nearness:
    """How far a screen is from fitting: labels that are missing, there too often, or there though they must not be."""

    screen: Screen
    missing: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the screen is recognised."""
        return not (self.missing or self.repeated or self.unwanted)

    @property
    def faults(self) -> int:
        """How many controls speak against it."""
        return len(self.missing) + len(self.repeated) + len(self.unwanted)


@dataclass(frozen=True)
class Recognition:
    """What a sighting was recognised as: exactly one screen, none, or (to be treated like none) several."""

    sighting: Sighting
    screens: tuple[Screen, ...]
    flows: FlowSet

    @property
    def screen(self) -> Screen | None:
        """The one screen that fits; None where none or several do."""
        return self.screens[0] if len(self.screens) == 1 else None

    def explain(self) -> str:
        """A sentence on what was recognised, for a person: which screens fit, or which one nearly does and why not."""
        if len(self.screens) > 1:
            return f"more than one screen fits: {', '.join(screen.key for screen in self.screens)}"
        if self.screens:
            return f"this is {self.screens[0].key}"
        nearest = min(nearness(self.sighting, self.flows), key=lambda one: one.faults)
        told = [f"no {label}" for label in nearest.missing]
        told += [f"more than one {label}" for label in nearest.repeated]
        told += [f"an unexpected {label}" for label in nearest.unwanted]
        return f"no known screen fits {self.sighting.url}; nearest is {nearest.screen.key}: {', '.join(told)}"


def recognise(sighting: Sighting, flows: FlowSet) -> Recognition:
    """Hold every screen of every flow against a sighting: `seen` each exactly once, `not` not at all."""
    page = Inventory(sighting)
    fitting = tuple(screen for screen in flows.screens if _fits(screen, page, flows))
    return Recognition(sighting, fitting, flows)


def _fits(screen: Screen, page: Inventory, flows: FlowSet) -> bool:
    return all(page.count(flows.control(screen, name)) == 1 for name in screen.seen) and not any(
        page.count(flows.control(screen, name)) for name in screen.absent
    )


def nearness(sighting: Sighting, flows: FlowSet) -> tuple[Nearness, ...]:
    """For every screen, what speaks against it: what a drift report is made from."""
    page = Inventory(sighting)
    return tuple(_near(screen, page, flows) for screen in flows.screens)


def _near(screen: Screen, page: Inventory, flows: FlowSet) -> Nearness:
    counts = {name: page.count(flows.control(screen, name)) for name in screen.seen}
    return Nearness(
        screen=screen,
        missing=tuple(name for name, count in counts.items() if count == 0),
        repeated=tuple(name for name, count in counts.items() if count > 1),
        unwanted=tuple(name for name in screen.absent if page.count(flows.control(screen, name))),
    )
