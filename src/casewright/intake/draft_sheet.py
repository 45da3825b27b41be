"""A claims workbook with rows that are not finished: what a person has to add is marked, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from casewright.errors import UsageError
from casewright.intake.columns import TYPE_WORDS
from casewright.intake.guide import GUIDES, Guide, Language, word
from casewright.intake.template import SHEETS, choices, headers, new_sheet
from casewright.model.problem import Value
from casewright.whole_file import whole_file

_MARK = "FFE699"
_COLUMN = {"stock_document": "stock_documents", "photo": "photos", "other": "stock_documents"}
"""Kind of evidence → its column, where the names differ."""
_LEFT: dict[Language, tuple[str, tuple[str, ...]]] = {
    "en": ("Left out", ("Why left out", "Reported on", "Which product", "Units lost", "Amazon's reference")),
    "zh": ("未列入", ("未列入原因", "报告日", "哪件商品", "损失件数", "亚马逊参考号")),
}


Cell = str | int | Decimal | date | None
"""What a cell of a draft may hold."""


class Unfinished(Value):
    """One row: the fields that are known, those that a person has to add (kinds of evidence too), and a note."""

    fields: Mapping[str, Cell]
    to_add: tuple[str, ...] = ()
    note: str = ""


def write_unfinished(
    path: Path, rows: Iterable[Unfinished], left: Iterable[Sequence[Cell]], language: Language
) -> Path | None:
    """Write the rows as a claims workbook; `left` are rows for a second sheet, which loading passes over.

    Without a row nothing is written, and None returned.

    Raises:
        UsageError: the ending is not .xlsx, or the file is there already.
    """
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path.name} cannot hold drafts", remedy="Name a file that ends in .xlsx.")
    if path.exists():
        raise UsageError(f"{path} is there already", remedy="Name another file, or remove this one first.")
    drafts = list(rows)
    if not drafts:
        return None
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = new_sheet(book, SHEETS[language][0])
    headers(sheet, language)
    choices(sheet, language)
    for number, row in enumerate(drafts, 2):
        _row(sheet, number, row, language)
        _as_texts(sheet, number)
    title, names = _LEFT[language]
    beside = book.create_sheet(title)
    beside.append(names)
    for cells in left:
        beside.append([_safe(cell) for cell in cells])
        _as_texts(beside, beside.max_row)
    with whole_file(path) as part:
        book.save(part)
    return path


def _row(sheet: Worksheet, number: int, row: Unfinished, language: Language) -> None:
    wanted = {_COLUMN.get(name, name) for name in row.to_add}
    for column, guide in enumerate(GUIDES, 1):
        cell = sheet.cell(number, column, _said(row, guide, language))
        if guide.field in wanted:
            cell.fill = PatternFill("solid", fgColor=_MARK)
            cell.comment = Comment(f"{guide.meaning(language)}\n{guide.example}", "Casewright", height=110, width=260)


def _as_texts(sheet: Worksheet, number: int) -> None:
    """A text that begins with = is a text, and no formula."""
    for cell in sheet[number]:
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _said(row: Unfinished, guide: Guide, language: Language) -> Cell:
    if guide.field == "notes":
        return row.note
    value = row.fields.get(guide.field)
    if guide.field == "type" and isinstance(value, str):
        return word(TYPE_WORDS[value], language)
    return _safe(value)


def _safe(value: Cell) -> Cell:
    """A value as a cell can hold it: no control characters."""
    return "".join(one for one in value if one.isprintable()) if isinstance(value, str) else value
