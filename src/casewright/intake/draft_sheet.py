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
from casewright.intake.template import CLAIMS_SHEET, choices, headers, meaning, new_sheet
from casewright.message import NOTHING, Message, msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.field_table import TEMPLATE, ClaimField
from casewright.model.problem import Value
from casewright.whole_file import whole_file

_MARK = "FFE699"
_COLUMN = {"stock_document": "stock_documents", "photo": "photos", "other": "stock_documents"}
"""Kind of evidence → its column, where the names differ."""
_LEFT_OUT = (
    msg("Why left out"),
    msg("Reported on"),
    msg("Product"),
    msg("Units lost"),
    msg("Amazon's reference"),
)


Cell = Message | str | int | Decimal | date | None
"""What a cell of a draft may hold."""


class Unfinished(Value):
    """One row: the fields that are known, those that a person has to add (kinds of evidence too), and a note."""

    fields: Mapping[str, Cell]
    to_add: tuple[str, ...] = ()
    note: Message = NOTHING


def write_unfinished(
    path: Path, rows: Iterable[Unfinished], left: Iterable[Sequence[Cell]], language: str
) -> Path | None:
    """Write the rows as a claims workbook; `left` are rows for a second sheet, which loading passes over.

    Without a row nothing is written, and None returned.

    Raises:
        UsageError: the ending is not .xlsx, or the file is there already.
    """
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(
            msg("{file} cannot hold drafts.", file=path.name), remedy=msg("Name a file that ends in .xlsx.")
        )
    if path.exists():
        raise UsageError(
            msg("{path} already exists.", path=path), remedy=msg("Name another file, or remove this one first.")
        )
    drafts = list(rows)
    if not drafts:
        return None
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = new_sheet(book, CLAIMS_SHEET.say(language))
    headers(sheet, language)
    choices(sheet, language)
    for number, row in enumerate(drafts, 2):
        _row(sheet, number, row, language)
        _as_texts(sheet, number)
    beside = book.create_sheet(msg("Left out").say(language))
    beside.append([head.say(language) for head in _LEFT_OUT])
    for cells in left:
        beside.append([_safe(cell, language) for cell in cells])
        _as_texts(beside, beside.max_row)
    with whole_file(path) as part:
        book.save(part)
    return path


def _row(sheet: Worksheet, number: int, row: Unfinished, language: str) -> None:
    wanted = {_COLUMN.get(name, name) for name in row.to_add}
    for column, field in enumerate(TEMPLATE, 1):
        cell = sheet.cell(number, column, _value(row, field, language))
        if field.name in wanted:
            cell.fill = PatternFill("solid", fgColor=_MARK)
            cell.comment = Comment(f"{meaning(field, language)}\n{field.example}", "Casewright", height=110, width=260)


def _as_texts(sheet: Worksheet, number: int) -> None:
    """A text that begins with = is a text, and no formula."""
    for cell in sheet[number]:
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _value(row: Unfinished, field: ClaimField, language: str) -> str | int | Decimal | date | None:
    if field.name == "notes":
        return row.note.say(language)
    value = row.fields.get(field.name)
    if field.name == "type" and isinstance(value, str):
        return CLAIM_TYPES[value].title.say(language)
    return _safe(value, language)


def _safe(value: Cell, language: str) -> str | int | Decimal | date | None:
    """A value as a cell can hold it: in a language, without control characters."""
    if isinstance(value, Message):
        value = value.say(language)
    return "".join(one for one in value if one.isprintable()) if isinstance(value, str) else value
