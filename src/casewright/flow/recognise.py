"""Which screen a sighting shows: exactly one, or it says which fit how well. A pure function."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from casewright.flow.control import Control
from casewright.flow.model import FlowSet, Screen
from casewright.flow.sighting import Node, Sighting

#: Where the browser's word for a role differs: files are given through the button that opens the chooser.
ROLES = {"file": "button"}

#: What stands behind the colon of these is what somebody typed or chose, not what the page says.
TYPED = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "slider"})


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a screen fits: how often each `seen` control was counted, and which `not` controls were there."""

    screen: Screen
    counts: tuple[tuple[str, int], ...]
    present: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Each `seen` exactly once, no `not` at all."""
        return not self.present and all(count == 1 for _, count in self.counts)

    @property
    def missing(self) -> tuple[str, ...]:
        """`seen` controls that are not there."""
        return tuple(name for name, count in self.counts if count == 0)

    @property
    def repeated(self) -> tuple[str, ...]:
        """`seen` controls that are there more than once."""
        return tuple(name for name, count in self.counts if count > 1)

    @property
    def distance(self) -> float:
        """0 for a fit, up to 1 for a screen of which nothing is there; what is there too often is half wrong."""
        wrong = len(self.missing) + (len(self.repeated) + len(self.present)) / 2
        return wrong / (len(self.counts) + len(self.present) / 2)

    def explain(self) -> str:
        """What speaks against the screen, in the words of the flow; empty for a fit."""
        told = [f"no {name}" for name in self.missing]
        told += [f"more than one {name}" for name in self.repeated]
        told += [f"{name} should not be there" for name in self.present]
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What recognition found. `fits` holds every screen of every flow, in their order."""

    fits: tuple[Fit, ...]

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The screens that fit."""
        return tuple(fit.screen for fit in self.fits if fit.fits)

    @property
    def screen(self) -> Screen | None:
        """The one screen that fits; None where none or several do."""
        return self.screens[0] if len(self.screens) == 1 else None

    @property
    def kind(self) -> Literal["known", "none", "several"]:
        """Whether the walk knows where it is."""
        found = len(self.screens)
        return "known" if found == 1 else "several" if found else "none"

    @property
    def nearest(self) -> tuple[Fit, ...]:
        """All screens, the best fit first; of equals the one with more signs."""
        return tuple(sorted(self.fits, key=lambda fit: (fit.distance, -len(fit.counts))))

    def explain(self) -> str:
        """A sentence for a person: which screens fit, or which one nearly does and what speaks against it."""
        if self.screens:
            return f"this is {' and also '.join(screen.key for screen in self.screens)}"
        if not self.fits:
            return "there are no flows"
        near = self.nearest[0]
        if near.distance >= 1:
            return "no known screen, and none is like it"
        return f"no known screen; the nearest is {near.screen.key}, but: {near.explain()}"


def recognise(sighting: Sighting, flows: FlowSet) -> Recognition:
    """Compare what can be read with every screen of every flow.

    No screen goes before another: one that ends a walk or hands it over counts like the rest, so its signs must tell
    it apart. A walk that is in doubt stops, and stopping is never wrong.
    """
    page = Page.of(sighting)
    return Recognition(tuple(_fit(screen, page, flows) for screen in flows.screens))


def screen_of(sighting: Sighting, flows: FlowSet) -> Screen | None:
    """The one screen that fits, or None: what `recognise` says, in a tenth of the time, and no word on the others."""
    page = Page.of(sighting)
    found = [screen for screen in flows.screens if _is(screen, page, flows)]
    return found[0] if len(found) == 1 else None


def _is(screen: Screen, page: Page, flows: FlowSet) -> bool:
    """As `Fit.fits`; most screens lack their first sign already."""
    return all(page.count(flows.control(screen, name)) == 1 for name in screen.seen) and not any(
        page.count(flows.control(screen, name)) for name in screen.absent
    )


def _fit(screen: Screen, page: Page, flows: FlowSet) -> Fit:
    return Fit(
        screen,
        tuple((name, page.count(flows.control(screen, name))) for name in screen.seen),
        tuple(name for name in screen.absent if page.count(flows.control(screen, name))),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A sighting, counted over all its frames: role and name of every node, and every text the page says."""

    url: str
    language: str
    named: Counter[tuple[str, str]]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, sighting: Sighting) -> Page:
        """Count once what many controls are compared with."""
        nodes = [node for frame in sighting.frames for node in frame.nodes]
        return cls(
            sighting.url,
            sighting.language,
            Counter((node.role, plain(node.name)) for node in nodes),
            tuple(_texts(nodes)),
        )

    def count(self, control: Control) -> int:
        """How often a control is there.

        A `url` is searched in the page's own address. A `text` is there where a text of the page contains it, because
        the browser runs neighbouring texts together. All else has exactly this role and one of these names. A `css`
        control cannot be seen.
        """
        words = control.names(self.language)
        if control.role == "url":
            return int(any(re.search(word, self.url) for word in words))
        if control.role == "text":
            return sum(any(_within(word, text, control) for word in words) for text in self.texts)
        role = ROLES.get(control.role, control.role)
        return sum(self.named[role, name] for name in {plain(word) for word in words})

    def case_id(self, control: Control) -> str | None:
        """The case ID that an address or a text shows; None where there is none, or more than one."""
        where = (self.url,) if control.role == "url" else self.texts
        words = control.names(self.language)
        found = {match["case_id"] for text in where for word in words for match in re.finditer(word, text)}
        return found.pop() if len(found) == 1 else None


def _texts(nodes: list[Node]) -> Iterator[str]:
    """Every text the page says; one that ends with a colon goes on with the link behind it: `Case ID: 12345678901`."""
    for node, after in pairwise([*nodes, Node("end")]):
        if node.text and node.role not in TYPED:
            more = f" {after.name}" if after.role == "link" and node.text.rstrip().endswith(":") else ""
            yield plain(node.text + more)


def frames_with(control: Control, sighting: Sighting) -> frozenset[str]:
    """The addresses of the frames in which a control is: what tells it from one of the same name elsewhere."""
    alone = {frame.url: Sighting(sighting.url, sighting.language, (frame,)) for frame in sighting.frames}
    return frozenset(url for url, one in alone.items() if Page.of(one).count(control))


def _within(word: str, text: str, control: Control) -> bool:
    return bool(re.search(word, text)) if control.takes else plain(word) in text


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Words as a person compares them: NFC, white space collapsed, upper and lower case kept apart."""
    return " ".join(unicodedata.normalize("NFC", words).split())
