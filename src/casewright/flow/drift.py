"""The drift report: what the nearest screens expect, next to what the page shows instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from casewright.flow.control import Control
from casewright.flow.model import FlowSet, Screen
from casewright.flow.recognise import Fit, PageText, Recognition, recognise
from casewright.flow.sighting import Sighting
from casewright.flow.words import fold
from casewright.message import Message, indented, lines, msg

_NEAREST = 3
_ALIKE = 0.4
"""From which likeness on a label is shown as what the expected one may have become."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One control that keeps a screen from matching.

    `found` is how often it was counted; `wanted` is 1 for `seen`, 0 for `not`. `instead` are labels of the same role on
    the page, the most similar first.
    """

    control: str
    role: str
    expected: tuple[str, ...]
    wanted: int
    found: int
    instead: tuple[str, ...] = ()

    @property
    def sentence(self) -> Message:
        """Return a line for people: what was expected, and what is there."""
        return msg("{place}: {message}", place=self.control, message=self._trouble())

    def _trouble(self) -> Message:
        control = f"{self.role} {' | '.join(map(_quoted, self.expected))}"
        if self.wanted == 0:
            return msg("{control} should not be on the page, but is", control=control)
        if self.found == 1:
            return msg("{control} is on the page but grayed out", control=control)
        if self.found > 1:
            return msg("{control} is on the page {count} times", control=control, count=self.found)
        if not self.instead:
            return msg("{control} is not on the page, and no {role} is like it", control=control, role=self.role)
        instead = [*map(_quoted, self.instead)]
        return msg("{control} is not on the page; the page has {instead}", control=control, instead=instead)

    def __str__(self) -> str:
        """The line in English."""
        return str(self.sentence)


def _quoted(word: str) -> str:
    return f'"{word}"'


@dataclass(frozen=True, slots=True)
class Near:
    """A screen that nearly matches (or one of several that do), with what keeps it from matching alone."""

    screen: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """Why a walk cannot go on: a page matches no screen or several, or is known but did not lead to the next one.

    A person mends a flow from it. `fits` holds a single screen only for a page that stayed, or that is known and
    `lacks` what is used there: `near` is then that screen itself.
    """

    url: str
    language: str
    fits: tuple[str, ...]
    near: tuple[Near, ...]

    @property
    def lacks(self) -> bool:
        """Whether the page is known, but lacks something that is used on it."""
        return len(self.fits) == 1 and [near.screen for near in self.near] == list(self.fits)

    @property
    def sentences(self) -> list[Message | str]:
        """Return the report for people, line by line."""
        page = msg("{url} (interface language: {language})", url=self.url, language=self.language)
        found: list[Message | str] = [page, self._trouble()]
        for near in self.near if len(self.fits) < 2 else ():
            found.append(f"  {near.screen}")
            found.extend(indented(difference.sentence, 4) for difference in near.differences)
        return found

    def _trouble(self) -> Message:
        if len(self.fits) > 1:
            return msg("fits several screens: {screens}", screens=self.fits)
        if self.lacks:
            return msg("is recognized, but not everything that is used there is on it exactly once:")
        if self.fits and self.near:
            return msg("stayed on {screen}; expected next:", screen=self.fits[0])
        if self.fits:
            return msg("stayed on {screen}", screen=self.fits[0])
        return msg("fits no screen; the nearest:") if self.near else msg("fits no screen, and none is like it")

    def __str__(self) -> str:
        """The report in English, as it is kept in a file."""
        return str(lines(self.sentences))


def drift(sighting: Sighting, flows: FlowSet) -> Drift:
    """Compare a page with the nearest screens. For a known page nothing differs: `near` is empty."""
    recognition = recognise(sighting, flows)
    fits = tuple(screen.key for screen in recognition.screens)
    return Drift(
        sighting.url,
        sighting.language,
        fits if len(fits) > 1 else (),
        () if fits else _nearest(recognition, PageText.of(sighting), flows),
    )


def stayed(sighting: Sighting, flows: FlowSet) -> Drift:
    """Report on a known page that did not go on: what it lacks itself, else what the expected screens lack."""
    recognition = recognise(sighting, flows)
    if recognition.screen is None:
        return drift(sighting, flows)
    if lacking := _lacking(recognition.screen, PageText.of(sighting), flows):
        key = recognition.screen.key
        return Drift(sighting.url, sighting.language, (key,), (Near(key, lacking),))
    after = {screen.key for screen in flows.following(recognition.screen)}
    expected = Recognition(tuple(fit for fit in recognition.fits if fit.screen.key in after and not fit.fits))
    near = _nearest(expected, PageText.of(sighting), flows)
    return Drift(sighting.url, sighting.language, (recognition.screen.key,), near)


def _lacking(screen: Screen, page: PageText, flows: FlowSet) -> tuple[Difference, ...]:
    """Return the controls that a screen's steps always use and that are not there exactly once, CSS ones apart."""
    always = (step for step in screen.do if not step.may_be_left_out(shown_on(page, screen, flows)))
    names = dict.fromkeys(use.control for step in always for use in step.uses[:1])
    used = [flows.control(screen, name) for name in names]
    seen = [(control, page.count(control)) for control in used if control.role not in {"css", "url"}]
    return tuple(_difference(control, 1, count, page) for control, count in seen if count != 1)


def shown_on(page: PageText, screen: Screen, flows: FlowSet) -> Callable[[str], bool]:
    """Return whether a page shows a control of the screen."""
    return lambda name: page.count(flows.control(screen, name)) > 0


def _nearest(recognition: Recognition, page: PageText, flows: FlowSet) -> tuple[Near, ...]:
    """Return the screens that match best; a label that was only renamed counts nearly as much as the old one."""
    scored = []
    for fit in recognition.fits:
        differences = _differences(fit, page, flows)
        renamed = sum(_like(one.instead[0], one.expected) for one in differences if one.instead and one.role != "url")
        scored.append((fit.distance - renamed / (2 * len(fit.counts)), Near(fit.screen.key, differences)))
    scored.sort(key=lambda one: one[0])
    return tuple(near for distance, near in scored[:_NEAREST] if distance < 1)


def _differences(fit: Fit, page: PageText, flows: FlowSet) -> tuple[Difference, ...]:
    seen = [(name, 1, count) for name, count in fit.counts if count != 1 or name == fit.greyed]
    absent = [(name, 0, page.count(flows.control(fit.screen, name))) for name in fit.present]
    return tuple(
        _difference(flows.control(fit.screen, name), wanted, found, page) for name, wanted, found in seen + absent
    )


def _difference(control: Control, wanted: int, found: int, page: PageText) -> Difference:
    expected = control.names(page.language)
    instead = likest(control, expected, page) if wanted and not found else ()
    return Difference(control.name, control.role, expected, wanted, found, instead)


def likest(control: Control, expected: tuple[str, ...], page: PageText) -> tuple[str, ...]:
    """Return the page's labels that a control may have become, the most similar first; empty if none is similar."""
    if control.role == "url":
        return (page.url,)
    labels = set(page.texts) if control.role == "text" else page.labels(control.role)
    alike = {label: _like(label, expected) for label in labels}
    likely = [label for label, likeness in alike.items() if likeness >= _ALIKE]
    return tuple(sorted(likely, key=lambda label: (-alike[label], label))[:3])


def _like(label: str, expected: tuple[str, ...]) -> float:
    return max(SequenceMatcher(None, fold(word), fold(label)).ratio() for word in expected)
