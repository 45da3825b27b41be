"""The matrix: each recorded page against each screen, and how often each of the screen's controls is on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from casewright.flow.control import Control
from casewright.flow.drift import Drift, drift, likest, shown_on
from casewright.flow.model import FlowSet, Screen
from casewright.flow.recognise import PageText, recognise
from casewright.flow.sighting import Sighting
from casewright.recording.resting_pages import Situation, situations, with_shown

Finding = Literal["found", "missing", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One control of a screen on a page: how often it is there, and whether the screen is recognised by it.

    `instead` are labels that the page has where a control is missing, the likest first. An `optional` control is used
    for some claims only, and may be missing.
    """

    control: str
    count: int
    sign: bool
    optional: bool = False
    instead: tuple[str, ...] = ()

    @property
    def finding(self) -> Finding:
        """Found once, missing, or more than once."""
        return "missing" if not self.count else "found" if self.count == 1 else "ambiguous"

    @property
    def sound(self) -> bool:
        """Whether a walk can use it."""
        return self.count == 1 or (self.optional and not self.count)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One page as it can be seen, the screens that were recognised in it, and each one's controls.

    `level` says that it is a level of categories, which is no screen. `opened` is false for what the page shows only
    after a press in it: a walk may pass through it unrecognised.
    """

    page: str
    file: str
    opened: bool
    screens: tuple[str, ...]
    cells: dict[str, tuple[Cell, ...]]
    rejected: dict[str, str]
    drift: Drift
    level: bool = False

    @property
    def sound(self) -> bool:
        """Recognised exactly once, with every control; what is shown after a press may be no screen, but never two."""
        if self.level:
            return not self.screens
        if not self.opened:
            return len(self.screens) <= 1
        return len(self.screens) == 1 and not self.lacking

    @property
    def lacking(self) -> tuple[Cell, ...]:
        """The controls that a walk would stop at."""
        return tuple(cell for found in self.cells.values() for cell in found if not cell.sound)


EXAMPLE = {
    "fnsku": "X0012AB34C",
    "sku": "HL-TRAY-BAM-2",
    "shipment_id": "FBA17K4R2WQD",
    "transaction_id": "20261010000114",
}
"""The claim that recorded pages are about, where they list more than one loss."""


def matrix(flows: FlowSet, root: Path, names: tuple[str, ...] | None = None) -> Iterator[MatrixRow]:
    """Compare every page of these recordings under `root` (all, where none are named) with every screen.

    Raises:
        RecordingError: a recording cannot be read.
        NotReadable: a page has no golden text.
    """
    about = flows.for_claim(lambda name: EXAMPLE.get(name, ""))
    for situation in situations(root, names):
        for one in with_shown(situation):
            yield row(one, about)


def row(situation: Situation, flows: FlowSet) -> MatrixRow:
    """One page against all screens."""
    sighting = situation.sighting()
    recognition = recognise(sighting, flows)
    return MatrixRow(
        page=situation.name,
        file=situation.pages[-1].file,
        opened=situation.shown is None,
        screens=tuple(screen.key for screen in recognition.screens),
        cells={screen.key: cells(screen, sighting, flows) for screen in recognition.screens},
        rejected={fit.screen.key: str(fit.explain()) for fit in recognition.fits if not fit.fits},
        drift=drift(sighting, flows),
        level=situation.pages[-1].level,
    )


def cells(screen: Screen, sighting: Sighting, flows: FlowSet) -> tuple[Cell, ...]:
    """How often each control of a screen is on a page: those it is recognised by, then those it uses."""
    page = PageText.of(sighting)
    used = _used(screen, shown_on(page, screen, flows))
    used = {name: optional for name, optional in used.items() if name not in screen.seen}
    wanted = dict.fromkeys(screen.seen, False) | used
    return tuple(
        _cell(name, flows.control(screen, name), page, sign=name in screen.seen, optional=optional)
        for name, optional in wanted.items()
        if flows.control(screen, name).role != "css"
    )


def _cell(name: str, control: Control, page: PageText, *, sign: bool, optional: bool) -> Cell:
    count = page.count(control)
    return Cell(name, count, sign, optional, () if count else likest(control, control.names(page.language), page))


def _used(screen: Screen, shows: Callable[[str], bool]) -> dict[str, bool]:
    """The controls that its steps act on, and whether only some claims use them on a page that shows these."""
    names: dict[str, bool] = {}
    for step in screen.do:
        for use in step.uses:
            names[use.control] = names.get(use.control, True) and (step.may_be_left_out(shows) or use.optional)
    return names
