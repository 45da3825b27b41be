"""The seller's own sheet written back with each problem as a comment on its cell; the good rows stay as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from casewright.errors import UsageError
from casewright.intake.columns import EVIDENCE_COLUMNS, Columns, understand
from casewright.intake.delimited import delimited_rows
from casewright.intake.header import begin
from casewright.intake.header_words import fold_header
from casewright.message import msg
from casewright.model.claim import Batch
from casewright.model.problem import Problem
from casewright.whole_file import whole_file

_COLOURS = {"error": "F8CBAD", "warning": "FFE699"}
_LONGEST = 2000
"""Characters of one comment; Excel shows no more."""


def fix_up(source: Path, batch: Batch, out: Path, columns: Mapping[str, str] | None = None) -> Path:
    """Write `source` to `out` (.xlsx) with what `batch` found wrong in it as comments, and return `out`.

    A workbook keeps its other sheets, formats and formulas; a CSV becomes a workbook of text cells.

    Raises:
        UsageError: the source is neither .xlsx nor text in columns, `out` is no .xlsx or is there already.
    """
    if out.exists():
        raise UsageError(
            msg("{path} already exists.", path=out), remedy=msg("Name another file, or remove this one first.")
        )
    if out.suffix.casefold() != ".xlsx":
        raise UsageError(
            msg("{file} cannot take the comments.", file=out.name), remedy=msg("Name another file, ending in .xlsx.")
        )
    own = {fold_header(name): field for name, field in (columns or {}).items()}
    book = _copied(source, own)
    mine = [problem for problem in batch.problems if problem.place.file == source.name]
    for sheet in book.worksheets:
        _comment(sheet, [one for one in mine if one.place.sheet in (sheet.title, None)], own)
    with whole_file(out) as part:
        book.save(part)
    return out


def _copied(source: Path, own: Mapping[str, str]) -> Workbook:
    suffix = source.suffix.casefold()
    if suffix == ".xlsx":
        return load_workbook(source)
    if suffix not in (".csv", ".tsv", ".txt"):
        raise UsageError(
            msg("{file} cannot be written back with comments.", file=source.name),
            remedy=msg("This works for .xlsx, .csv and .tsv; the problems of other files are listed in the terminal."),
        )
    book = Workbook()
    sheet = book.worksheets[0]
    for number, cells in delimited_rows(source, own):
        for at, cell in enumerate(cells, 1):
            try:
                sheet.cell(number, at, cell or None).data_type = "s"
            except IllegalCharacterError:
                sheet.cell(number, at, "".join(one for one in cell if one.isprintable()))
    return book


def _comment(sheet: Worksheet, problems: Iterable[Problem], own: Mapping[str, str]) -> None:
    found = list(problems)
    rows = ((number, [cell.value for cell in cells]) for number, cells in enumerate(sheet.iter_rows(), 1))
    start = begin(rows, own)
    if not start.header:
        return
    columns = understand(start.header, own)
    notes: dict[tuple[int, int], list[Problem]] = {}
    for problem in found:
        spot = (problem.place.row or start.row, _column(problem, columns, start.header))
        notes.setdefault(spot, []).append(problem)
    for (row, at), several in notes.items():
        _note(sheet, row, at + 1, several)


def _column(problem: Problem, columns: Columns, names: tuple[str, ...]) -> int:
    """The column that a problem is about, from 0; the first where it is about the whole row."""
    field = problem.place.field
    positions = {name: at for at, name in reversed(columns.fields.items())}
    if field in positions:
        return positions[field]
    if field == "evidence":
        return next((positions[name] for name in EVIDENCE_COLUMNS if name in positions), 0)
    return names.index(field) if field in names else 0


def _note(sheet: Worksheet, row: int, column: int, problems: list[Problem]) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        return
    lines = [f"{one.message}\n{one.expected or ''}".strip() for one in problems]
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment((before + "\n\n".join(lines))[:_LONGEST], "Casewright", height=150, width=320)
    worst = "error" if any(one.severity == "error" for one in problems) else "warning"
    cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
