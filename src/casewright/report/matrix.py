"""The matrix of recorded pages and screens as a table for people, and as a document for machines."""

from __future__ import annotations

from collections.abc import Sequence

from casewright.message import Message, indented, lines, msg
from casewright.model.labels import label
from casewright.recording.matrix import Cell, MatrixRow
from casewright.report.table import Column, Table


def matrix_table(rows: Sequence[MatrixRow]) -> Table:
    """Page, recognised screen, controls: one line a page."""
    columns = (Column(msg("Page"), width=34), Column(msg("Recognized as"), width=28), Column(msg("Found")))
    return Table(
        columns,
        tuple((_page(row), ", ".join(row.screens) or "-", _controls(row)) for row in rows),
        tuple("" if row.sound else "bad" for row in rows),
    )


def matrix_troubles(rows: Sequence[MatrixRow]) -> list[Message]:
    """What is wrong, in full: each page that no screen or more than one fits, with what speaks against the nearest."""
    return [lines([f"{row.page} ({row.file})", *map(indented, _trouble(row))]) for row in rows if not row.sound]


def matrix_documents(rows: Sequence[MatrixRow]) -> list[dict[str, object]]:
    """Each page × screen, recognised or not and why not; each control of a recognised screen with its count."""
    return [
        {
            "page": row.page,
            "file": row.file,
            "opened": row.opened,
            "sound": row.sound,
            "recognised": list(row.screens),
            "controls": {screen: [_document(cell) for cell in cells] for screen, cells in row.cells.items()},
            "not_recognised": row.rejected,
            "drift": None if row.sound else str(lines(_trouble(row))),
        }
        for row in rows
    ]


def _document(cell: Cell) -> dict[str, object]:
    return {
        "control": cell.control,
        "finding": cell.finding,
        "count": cell.count,
        "sign": cell.sign,
        "instead": list(cell.instead),
    }


def _trouble(row: MatrixRow) -> list[Message | str]:
    """Why a page is not what the flows expect: no screen or several, or a control that a walk would stop at."""
    if len(row.screens) != 1:
        return row.drift.sentences
    head = msg("is {screen}, but:", screen=row.screens[0])
    return [head, *(indented(_lack(cell)) for cell in row.lacking)]


def _lack(cell: Cell) -> Message:
    finding = label(cell.finding)
    if not cell.instead:
        return msg("{control}: {finding}", control=cell.control, finding=finding)
    return msg(
        "{control}: {finding}; the page has {instead}", control=cell.control, finding=finding, instead=cell.instead
    )


def _page(row: MatrixRow) -> str:
    """The recording and the innermost page: what stands around it is the same for many."""
    parts = row.page.split("/")
    return f"{parts[0]}/{parts[-1]}"


def _controls(row: MatrixRow) -> str:
    cells = [cell for found in row.cells.values() for cell in found]
    told = [f"{sum(cell.finding == 'found' for cell in cells)}/{len(cells)}"] if cells else []
    told += [f"{cell.control} {cell.finding}" for cell in cells if not cell.sound]
    return ", ".join(told) or "-"
