"""Which screen a sighting shows: exactly one, or how well each matches. A pure function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from casewright.flow.control import Control, words_in
from casewright.flow.find_control import UNNAMED, Spotted, find_controls, find_twins, index_of, roles_of
from casewright.flow.model import FlowSet, Screen, Signs
from casewright.flow.sighting import Node, Sighting
from casewright.flow.words import collapse_spaces, fold
from casewright.message import NOTHING, Message, listed, msg

#: What stands behind the colon of these is what somebody typed or chose, not what the page says.
TYPED = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "slider"})
CELLS = frozenset({"cell", "gridcell"})
"""What stands in one of these alone is its name, and is said nevertheless."""
_INLINE = frozenset({"text", "strong", "emphasis", "code", "link", "mark", "superscript", "subscript"})
"""What stands in one line with the words around it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a screen matches: how often each `seen` control was counted, and which `not` controls were there.

    `none_of` are the controls of `any` if none of them is there; `greyed` is what is used first there, if it is
    disabled: a step that is over, or not ready yet.
    """

    screen: Screen
    counts: tuple[tuple[str, int], ...]
    present: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    greyed: str | None = None

    @property
    def fits(self) -> bool:
        """Each `seen` exactly once, no `not` at all, one of `any`, and what is used first can be used."""
        return self.stands and not self.greyed

    @property
    def stands(self) -> bool:
        """Whether the page is or was this screen: what is used first there may be disabled by now."""
        return not self.present and not self.none_of and all(count == 1 for _, count in self.counts)

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
        """0 for a match, up to 1 for a screen of which nothing is there; a surplus control is half wrong."""
        half = len(self.repeated) + len(self.present) + bool(self.greyed)
        wrong = len(self.missing) + bool(self.none_of) + half / 2
        return wrong / (len(self.counts) + bool(self.none_of) + len(self.present) / 2)

    def explain(self) -> Message:
        """Say what speaks against the screen, in the words of the flow; empty for a match."""
        against = [msg("no {control}", control=name) for name in self.missing]
        against += [msg("more than one {control}", control=name) for name in self.repeated]
        against += [msg("{control} should not be there", control=name) for name in self.present]
        against += [msg("none of {controls}", controls=self.none_of)] if self.none_of else []
        against += [msg("{control} is grayed out", control=self.greyed)] if self.greyed else []
        return listed(against) if against else NOTHING


@dataclass(frozen=True, slots=True)
class Recognition:
    """What recognition found. `fits` holds every screen of every flow, in order."""

    fits: tuple[Fit, ...]

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The screens that match."""
        return tuple(fit.screen for fit in self.fits if fit.fits)

    @property
    def screen(self) -> Screen | None:
        """The one screen that matches; None if none or several do."""
        return self.screens[0] if len(self.screens) == 1 else None

    @property
    def kind(self) -> Literal["known", "none", "several"]:
        """Whether the walk knows where it is."""
        found = len(self.screens)
        return "known" if found == 1 else "several" if found else "none"

    @property
    def nearest(self) -> tuple[Fit, ...]:
        """All screens, the best match first; among equals the one with more signs."""
        return tuple(sorted(self.fits, key=lambda fit: (fit.distance, -len(fit.counts))))

    def explain(self) -> Message:
        """Say which screens match, or which one nearly does and what speaks against it."""
        if self.screen:
            return msg("this is {screen}", screen=self.screen.key)
        if self.screens:
            return msg("several screens fit: {screens}", screens=[screen.key for screen in self.screens])
        if not self.fits:
            return msg("there are no flows")
        near = self.nearest[0]
        if near.distance >= 1:
            return msg("no known screen, and none is like it")
        return msg("no known screen; the nearest is {screen}, but: {why}", screen=near.screen.key, why=near.explain())


def recognise(sighting: Sighting, flows: FlowSet) -> Recognition:
    """Compare what can be read with every screen of every flow.

    No screen takes precedence: one that ends a walk or hands it over counts like the rest, so its signs must
    distinguish it. A walk that is in doubt stops, and stopping is never wrong.
    """
    page = PageText.of(sighting)
    return Recognition(tuple(_fit(signs, page) for signs in flows.signs))


def screen_of(sighting: Sighting, flows: FlowSet) -> Screen | None:
    """Return the one screen that matches, or None: as `recognise`, in a tenth of the time, without the others."""
    found = screens_of(sighting, flows)
    return found[0] if len(found) == 1 else None


def screens_of(sighting: Sighting, flows: FlowSet) -> list[Screen]:
    """Return every screen that matches."""
    page = PageText.of(sighting)
    return [signs.screen for signs in flows.signs if _is(signs, page)]


def _is(signs: Signs, page: PageText) -> bool:
    """As `Fit.fits`; most screens lack their first sign already."""
    if not all(page.count(control) == 1 for control in signs.seen) or any(map(page.has_enabled, signs.absent)):
        return False
    if signs.first and not page.has_enabled(signs.first):
        return False
    return not signs.any or any(map(page.has_enabled, signs.any))


def _fit(signs: Signs, page: PageText) -> Fit:
    screen = signs.screen
    return Fit(
        screen,
        tuple((name, page.count(control)) for name, control in zip(screen.seen, signs.seen, strict=True)),
        tuple(name for name, control in zip(screen.absent, signs.absent, strict=True) if page.has_enabled(control)),
        () if any(map(page.has_enabled, signs.any)) else screen.any,
        _greyed(signs, page),
    )


def _greyed(signs: Signs, page: PageText) -> str | None:
    greyed = signs.first and page.find(signs.first) and not page.has_enabled(signs.first)
    return signs.screen.first_used if greyed else None


@dataclass(frozen=True, slots=True)
class PageText:
    """A sighting with all the texts on its page, for counting controls."""

    sighting: Sighting
    texts: tuple[str, ...]

    @classmethod
    def of(cls, sighting: Sighting) -> PageText:
        """Prepare, once, what many controls are compared with."""
        known = sighting.__dict__.get("_texts")
        if known is None:
            known = sighting.__dict__["_texts"] = tuple(_texts([n for frame in sighting.frames for n in frame.nodes]))
        return cls(sighting, known)

    @property
    def url(self) -> str:
        """The page's own address."""
        return self.sighting.url

    @property
    def language(self) -> str:
        """The interface language."""
        return self.sighting.language

    def count(self, control: Control) -> int:
        """Count how often a control is there.

        A `url` is searched in the page's own address. A `text` is there if a text of the page contains it, because the
        browser joins neighbouring texts. Everything else is found as in `find_control`. A `css` control cannot be seen.
        """
        if control.role == "url":
            return int(any(re.search(word, self.url) for word in control.names(self.language)))
        if control.role == "text":
            words = control.names(self.language)
            return sum(any(_within(word, text, control) for word in words) for text in self._texts_for(control))
        return len(self.find(control))

    def _texts_for(self, control: Control) -> tuple[str, ...]:
        """Return what the page says, or only the row in which the text is looked for."""
        if control.row is None:
            return self.texts
        index = index_of(self.sighting)
        rows = (row for words in words_in(control.row, self.language) for row in index.rows_with(words))
        return tuple(text for row in rows for text in _texts(row))

    def has_enabled(self, control: Control) -> bool:
        """Return whether a control is there and usable: old, disabled buttons are history."""
        if control.role in {"url", "text"}:
            return bool(self.count(control))
        return any(not one.node.disabled for one in self.find(control))

    def find(self, control: Control) -> list[Spotted]:
        """Return where a control is."""
        names = control.names(self.language)
        return find_controls(self.sighting, control.role, names, control.scopes(self.language))

    def labels(self, role: str) -> frozenset[str]:
        """Return what is written on everything of a role, and beside a box that has no name."""
        nodes = (node for frame in self.sighting.frames for node in frame.nodes)
        kinds = roles_of(role)
        said = ((node.name or node.text) if role == "words" else node.name for node in nodes if node.role in kinds)
        index = index_of(self.sighting)
        unnamed = {one for many in index.by_label.values() for one in many if one.node.role in kinds}
        beside = (index.labels(one)[0] for one in unnamed)
        return (frozenset(filter(None, said)) | frozenset(beside)) - UNNAMED

    def case_id(self, control: Control) -> str | None:
        """Return the case ID in an address or a text; None if there is none, or more than one."""
        where = (self.url,) if control.role == "url" else self._texts_for(control)
        words = control.names(self.language)
        found = {match["case_id"] for text in where for word in words for match in re.finditer(word, text)}
        return found.pop() if len(found) == 1 else None


def _texts(nodes: list[Node]) -> Iterator[str]:
    """Return every text on the page. One line is one text; a colon continues with the link after it."""
    line: list[Node] = []
    said = [node for node in nodes if "aria-hidden" not in node.states]
    for node, after in pairwise([*said, Node("end")]):
        if node.role in _INLINE:
            line.append(node)
            apart = node.role == after.role == "text"  # two blocks; of one line the browser makes one text
            if apart or after.role not in _INLINE or after.depth != node.depth:
                yield from _in_one_line(line)
                line = []
        elif node.role in CELLS and node.name and after.depth <= node.depth:
            yield collapse_spaces(node.name)
        elif node.text and node.role not in TYPED:
            more = f" {after.name}" if after.role == "link" and node.text.rstrip().endswith(":") else ""
            yield collapse_spaces(node.text + more)


def _in_one_line(line: list[Node]) -> Iterator[str]:
    """Return the words of a line; a link alone is no text."""
    if any(node.role != "link" for node in line):
        yield collapse_spaces(" ".join(node.text or node.name for node in line))


def frames_with(control: Control, sighting: Sighting) -> frozenset[str]:
    """Return the addresses of the frames that contain a control: they tell it from others of the same name."""
    return frozenset(sighting.frames[one.frame].url for one in PageText.of(sighting).find(control))


def greyed_twins(control: Control, sighting: Sighting) -> int:
    """Count the disabled controls of this name."""
    names, scopes = control.names(sighting.language), control.scopes(sighting.language)
    return sum(one.node.disabled for one in find_twins(sighting, control.role, names, scopes))


def _within(word: str, text: str, control: Control) -> bool:
    return bool(re.search(word, text)) if control.takes else fold(word) in fold(text)
