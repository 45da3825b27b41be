"""The list of cases, read from the words of its page: rows and pager. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from casewright.caselog.case import CASE_ID, CaseRow
from casewright.caselog.labels import CaseLogLabels
from casewright.caselog.moments import find_moment
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import msg

_COLUMNS = {
    "created": "created-column",
    "case_id": "case-id-column",
    "status": "status-column",
    "subject": "subject-column",
}
_ORDER = ("created", "case_id", "status", "email", "subject")
"""What stands in which cell where there are no headers (seen March 2025)."""


@dataclass(frozen=True, slots=True)
class Pager:
    """`Cases 11 to 20 of 556`."""

    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class RowWords:
    """One line of the table: its cells, and the address and words of each link in it."""

    cells: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LobbyWords:
    """The page: what stands in its search boxes, the cells of its headers, its rows, every line of it."""

    searched: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[RowWords, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lobby:
    """One page of the case log: what was searched for, the rows, the pager where it is shown."""

    searched: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    pager: Pager | None


def read_lobby(words: LobbyWords, labels: CaseLogLabels) -> Lobby | None:
    """The list of cases; None where there is neither a table nor a pager.

    Raises:
        WindowError: `unknown-screen`, a line of the table has no case ID.
    """
    pager = _pager(words.lines, labels)
    if not words.rows and not words.headers and pager is None:
        return None
    names = _names(words.headers, labels)
    return Lobby(words.searched, tuple(_row(row, names) for row in words.rows), pager)


def _names(headers: Sequence[str], labels: CaseLogLabels) -> tuple[str, ...]:
    named = tuple(
        next((name for name, control in _COLUMNS.items() if labels.is_label(header, control)), header)
        for header in headers
    )
    return named if "case_id" in named else _ORDER


def _row(row: RowWords, names: Sequence[str]) -> CaseRow:
    cells = dict(zip(names, row.cells, strict=False))
    case_id = _case_id(row, cells.get("case_id", ""))
    if case_id is None:
        raise WindowError(
            Reason.UNKNOWN_SCREEN, msg("a line of the case log has no case ID: {cells}", cells=list(row.cells))
        )
    return CaseRow(
        case_id=case_id,
        subject=cells.get("subject", ""),
        status=cells.get("status", ""),
        created=find_moment(cells.get("created", "")),
    )


def _case_id(row: RowWords, cell: str) -> str | None:
    """The cell of that name; else the one ID that the line's links go to. Two that differ are none."""
    if CASE_ID.fullmatch(cell):
        return cell
    linked = {found for address, _ in row.links for found in parse_qs(urlsplit(address).query).get("caseID", ())}
    worded = {text for _, text in row.links if CASE_ID.fullmatch(text)}
    found = {one for one in linked | worded if CASE_ID.fullmatch(one)}
    return found.pop() if len(found) == 1 and not re.search(r"\d", cell) else None


def _pager(lines: Sequence[str], labels: CaseLogLabels) -> Pager | None:
    """The counts, whatever their order in a language: the first is never more than the last, nor that than all."""
    for line in lines:
        numbers = labels.numbers(line, "pager")
        if len(numbers) == 3:
            return Pager(*sorted(numbers))
    return None
