"""What the pages of the case log say, as values: rows, pager, moments. Pure; English pages only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from casewright.caselog.case import CaseRow
from casewright.flow.reason import Reason
from casewright.flow.sighting import Node, Sighting
from casewright.flow.window import WindowError

_CASE_ID = re.compile(r"\d{8,14}")

# The words of the pages that are relied on, and the order of columns where they have no headers (seen March 2025).
_COLUMNS = {"creation date": "created", "case id": "case_id", "status": "status", "short description": "subject"}
_ORDER = ("created", "case_id", "status", "email", "subject")
_PAGER = re.compile(r"Cases ([\d,]+) to ([\d,]+) of ([\d,]+)")


@dataclass(frozen=True, slots=True)
class Pager:
    """`Cases 11 to 20 of 556`."""

    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Lobby:
    """One page of the case log: what stands in search boxes, the rows, the pager where it is shown."""

    searched: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    pager: Pager | None


def read_lobby(seen: Sighting) -> Lobby | None:
    """The case log in a sighting; None where no frame shows its table.

    Raises:
        WindowError: `unknown-screen`, a line of the table has no case ID.
    """
    for frame in seen.frames:
        lines = list(_lines(frame.nodes))
        if lines:
            names, cells = _columns(lines)
            return Lobby(
                searched=tuple(node.text for node in frame.nodes if node.role == "searchbox"),
                rows=tuple(_row(dict(zip(names, line, strict=False))) for line in cells),
                pager=_pager(frame.nodes),
            )
    return None


def _lines(nodes: Sequence[Node]) -> Iterator[tuple[str, ...]]:
    """The cells of each line of every table."""
    cells: list[str] | None = None
    depth = 0
    for node in nodes:
        if node.role == "row" or (cells is not None and node.depth <= depth):
            if cells:
                yield tuple(cells)
            cells, depth = ([] if node.role == "row" else None), node.depth
        elif cells is not None and node.role in {"cell", "gridcell", "columnheader", "rowheader"}:
            cells.append(node.name or node.text)
    if cells:
        yield tuple(cells)


def _columns(lines: Sequence[tuple[str, ...]]) -> tuple[Sequence[str], Sequence[tuple[str, ...]]]:
    """The names of the columns, and the lines without the headers."""
    header = [_COLUMNS.get(cell.casefold(), cell) for cell in lines[0]]
    return (header, lines[1:]) if "case_id" in header else (_ORDER, lines)


def _row(cells: dict[str, str]) -> CaseRow:
    case_id = cells.get("case_id", "")
    if not _CASE_ID.fullmatch(case_id):
        raise WindowError(Reason.UNKNOWN_SCREEN, f"a line of the case log has no case ID: {list(cells.values())}")
    return CaseRow(
        case_id=case_id,
        subject=cells.get("subject", ""),
        status=cells.get("status", ""),
        created=moment(cells.get("created", "")),
    )


def _pager(nodes: Sequence[Node]) -> Pager | None:
    found = _PAGER.search("\n".join(f"{node.name}\n{node.text}" for node in nodes))
    return Pager(*(int(number.replace(",", "")) for number in found.groups())) if found else None


_ZONE = re.compile(r"\s*(?:GMT|UTC|Z)?(?P<hours>[+-]\d{1,2})(?::?(?P<minutes>\d{2}))?$|\s*(?:GMT|UTC|Z)$")
_PATTERNS = ("%B %d, %Y at %I:%M:%S %p", "%B %d, %Y at %I:%M %p", "%Y-%m-%dT%H:%M:%S")


def moment(text: str) -> datetime | None:
    """`March 19, 2025 at 07:17:06 PM GMT+5` in UTC; None for what does not read like that, or names no zone."""
    zone = _ZONE.search(text)
    if not zone:
        return None
    hours, minutes = int(zone["hours"] or 0), int(zone["minutes"] or 0)
    east = timedelta(hours=abs(hours), minutes=minutes)
    for pattern in _PATTERNS:
        try:
            there = datetime.strptime(text[: zone.start()], pattern)  # noqa: DTZ007 (its zone is added below)
            return there.replace(tzinfo=timezone(-east if hours < 0 else east)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
