"""Spreadsheets (xlsx, xls, ods) as tables: every sheet that holds claims, merged cells filled, hidden rows told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from casewright.intake.cells import Cell
from casewright.intake.columns import names_claims
from casewright.intake.file_content import (
    HEAD,
    JPEG,
    PDF,
    PNG,
    SIGN_IN_PAGE,
    TEXT,
    WEB_PAGE,
    XML,
    XML_SHEET,
    recognise_content,
)
from casewright.intake.header import Row, begin
from casewright.intake.ooxml import MAX_CELLS, SheetLook, look_at
from casewright.intake.table import Notes, SourceTable
from casewright.intake.workbook import (
    DAMAGED,
    MAX_UNPACKED,
    Book,
    Locked,
    SheetLike,
    is_panic,
    open_book,
    unpacked_size,
)
from casewright.message import msg
from casewright.model.problem import Place

#: A sheet of this name is the template's example: it shows how, and is never filed.
EXAMPLE_SHEETS = frozenset({"example", "示例"})

_NOT_WORKBOOKS = {
    SIGN_IN_PAGE: msg("sign in to the site and download the file again"),
    **dict.fromkeys((WEB_PAGE, XML_SHEET, XML), msg("open it in Excel or LibreOffice and save it as .xlsx")),
    TEXT: msg("rename it to .txt if tabs separate its cells, or to .csv"),
    **dict.fromkeys((PDF, JPEG, PNG), msg("take the workbook that it was made from")),
}
_EXPECTED = msg("an Excel or LibreOffice workbook, saved there as .xlsx, or as CSV UTF-8")


def workbook_tables(path: Path, own: Mapping[str, str], notes: Notes) -> Iterator[SourceTable]:
    """The tables of a workbook, one a sheet; what cannot be read goes to the notes."""
    with path.open("rb") as file:
        content = recognise_content(file.read(HEAD))
    if content in _NOT_WORKBOOKS:
        known = {"content": content.name, "ending": path.suffix, "remedy": _NOT_WORKBOOKS[content]}
        message = msg("this is {content} called {ending}: {remedy}", **known)
        notes.unreadable(path, "not-a-workbook", message, _EXPECTED)
        return
    if unpacked_size(path) > MAX_UNPACKED:
        message = msg("this workbook unpacks to more than {size} MB", size=MAX_UNPACKED // 1024**2)
        notes.unreadable(path, "too-large", message, msg("a workbook of claims only"))
        return
    try:
        with open_book(path) as book:
            yield from _tables(path, book, own, notes)
    except Locked:
        notes.unreadable(
            path, "encrypted", msg("this workbook is locked with a password"), msg("the same file without password")
        )
    except (ValueError, OSError) as error:
        notes.unreadable(
            path, "not-a-workbook", msg("this is not a workbook that can be read ({error})", error=error), _EXPECTED
        )


def _tables(path: Path, book: Book, own: Mapping[str, str], notes: Notes) -> Iterator[SourceTable]:
    looks = look_at(path)
    names = [name for name in book.names if name.strip().casefold() not in EXAMPLE_SHEETS]
    tables = {name: _table(path, book, name, own, notes, looks.get(name, SheetLook())) for name in names}
    named = {name: table for name, table in tables.items() if table and table.header}
    claims = {name: table for name, table in named.items() if names_claims(table.header, own)} or named
    yield from claims.values()
    left = [name for name, table in tables.items() if table and table.header_row and name not in claims]
    if claims:
        examples = (name for name in book.names if name not in names)
        notes.statements += [
            msg("{file}: sheet {name} is an example and was not read", file=path.name, name=name) for name in examples
        ]
        notes.statements += [
            msg("{file}: sheet {name} has no columns for claims and was not read", file=path.name, name=name)
            for name in left
        ]
    elif left or not names or any(tables.values()):
        _nothing_found(path, book, names, left, notes)


def _table(
    path: Path, book: Book, name: str, own: Mapping[str, str], notes: Notes, look: SheetLook
) -> SourceTable | None:
    place = Place(file=path.name, sheet=name)
    if look.cells > MAX_CELLS:
        notes.problem("too-large", msg("a cell far outside makes this sheet larger than can be read"), place, _EXPECTED)
        return None
    try:
        sheet = book.sheet(name)
    except ValueError as error:
        notes.problem("unreadable-sheet", msg("this sheet cannot be read ({error})", error=error), place, _EXPECTED)
        return None
    broken_rows = frozenset(row for row, _ in look.broken)
    below = sorted(row for row in broken_rows if row > (sheet.end[0] + 1 if sheet.end else 0))
    read = _rows(path, sheet, notes)
    start = begin(chain(read, ((row, ()) for row in below)), own, broken_rows)
    first = sheet.start[1] if sheet.start else 0
    shifted = {(row, column - first): why for (row, column), why in look.broken.items()}
    table = SourceTable(path, start.header, start.rows, name, start.row, look.hidden, shifted, first_column=first)
    return replace(table, again=lambda: _rows(path, sheet, Notes()))


def _rows(path: Path, sheet: SheetLike, notes: Notes) -> Iterator[Row]:
    """Rows as the spreadsheet counts them; a merged area says the same in each of its rows, as a person reads it."""
    if sheet.start is None:
        return
    column = sheet.start[1]
    covers = _covers(sheet)
    kept: dict[tuple[int, int], Cell] = {}
    for index, cells in _numbered(path, sheet, notes):
        for position, corner in covers.get(index, ()):
            if not 0 <= position - column < len(cells):
                continue
            if corner[0] == index:
                kept[corner] = cells[position - column]
            else:
                cells[position - column] = kept.get(corner, "")
        yield index + 1, cells


def _numbered(path: Path, sheet: SheetLike, notes: Notes) -> Iterator[tuple[int, list[Cell]]]:
    """Rows counted from 0; one with a time that no calendar has is told and passed over."""
    rows = sheet.iter_rows()
    for index in range(sheet.end[0] + 1 if sheet.end else 0):
        try:
            cells = _next(rows)
        except StopIteration:
            return
        except (OverflowError, ValueError) as error:
            place = Place(file=path.name, sheet=sheet.name, row=index + 1)
            notes.rows += 1
            message = msg("a cell of this row holds a date or time that does not exist ({error})", error=error)
            notes.problem("unreadable-row", message, place, msg("dates of this century, like 2026-11-03"))
        else:
            yield index, cells


def _next(rows: Iterator[list[Cell]]) -> list[Cell]:
    """The next row; entering a context for each of a hundred thousand rows takes longer than reading them."""
    try:
        return next(rows)
    except BaseException as error:
        if not is_panic(error):
            raise
        raise ValueError(DAMAGED) from None


def _covers(sheet: SheetLike) -> dict[int, list[tuple[int, tuple[int, int]]]]:
    """Row → (column, top left corner) of areas merged downwards; areas merged sideways are titles and stay."""
    covers: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    last = sheet.end[0] if sheet.end else 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, last) + 1) if bottom > top else ():
            covers.setdefault(row, []).append((left, (top, left)))
    return covers


def _nothing_found(path: Path, book: Book, read: Sequence[str], left: Sequence[str], notes: Notes) -> None:
    """Say that no sheet holds claims, and count the rows that nobody could read."""
    for name in left:
        rows = sum(1 for _ in begin(_rows(path, book.sheet(name), Notes()), {}).rows)
        notes.no_header(path, name, max(rows - 1, 0))
    if not left:
        sheet = read[0] if len(read) == 1 else None
        notes.problem(
            "empty-sheet",
            msg("there is nothing in this workbook") if sheet is None else msg("there is nothing in this sheet"),
            Place(file=path.name, sheet=sheet),
            msg("a header row and one row for each claim; `casewright template claims.xlsx` writes one to start from"),
        )
