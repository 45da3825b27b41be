"""CSV and TSV as tables: encoding and separator found out and told, a broken quote noticed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from casewright.intake.columns import known
from casewright.intake.encodings import NAMES, encoding_of
from casewright.intake.header import ROWS_LOOKED_AT, Row, begin
from casewright.intake.table import Notes, Table
from casewright.model.problem import Place

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_EXPECTED = "a text file with one row a line, its cells separated by commas, saved as CSV UTF-8"

#: A longer cell is not read as one: Excel's own limit is 32,767 characters.
_MAX_CELL = 32 * 1024 * 1024


def delimited_tables(path: Path, own: Mapping[str, str], notes: Notes) -> Iterator[Table]:
    """The one table of a CSV or TSV file; what was taken for granted goes to the notes."""
    if path.stat().st_size == 0:
        notes.unreadable(path, "empty-file", "this file is empty", "a header row and one row for each claim")
        return
    written = _how_written(path, own)
    if written is None:
        notes.unreadable(path, "not-a-table", "this is not text in an encoding that can be read", _EXPECTED)
        return
    encoding, separator = written
    start = begin(_rows(path, encoding, separator, notes), own)
    if not start.header:
        notes.no_header(path, None, max(sum(1 for _ in start.rows) - 1, 0))
        return
    notes.statements.append(f"{path.name}: read as {NAMES[encoding]}, cells separated by {_SEPARATORS[separator]}")
    yield Table(path, start.header, start.rows, header_row=start.row)


def delimited_rows(path: Path, own: Mapping[str, str]) -> Iterator[Row]:
    """Every row of the file as it stands, up to where it cannot be read."""
    if written := _how_written(path, own):
        yield from _rows(path, *written, Notes())


def _how_written(path: Path, own: Mapping[str, str]) -> tuple[str, str] | None:
    """Encoding and separator: those with which the file has most known headers; None where it is no text."""

    def knows(text: str) -> int:
        return max(_score(text, separator, own) for separator in _SEPARATORS)

    encoding = encoding_of(path, knows)
    if encoding is None:
        return None
    with path.open(encoding=encoding, newline="") as file:
        beginning = file.read(64 * 1024)
    return encoding, max(_SEPARATORS, key=lambda one: _score(beginning, one, own))


def _score(text: str, separator: str, own: Mapping[str, str]) -> int:
    """How many known headers the best of the first lines has when cut at this separator."""
    lines = text.lstrip("\ufeff").splitlines()[:ROWS_LOOKED_AT]
    return max((known([cell.strip(' "') for cell in line.split(separator)], own) for line in lines), default=0)


def _rows(path: Path, encoding: str, separator: str, notes: Notes) -> Iterator[Row]:
    number = 0
    usual = csv.field_size_limit(_MAX_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=separator, strict=True)
            for number, cells in enumerate(reader, 1):
                if not (number == 1 and len(cells) <= 2 and "".join(cells).startswith("sep=")):
                    yield number, cells
    except csv.Error as error:
        notes.rows += 1
        notes.problem(
            "bad-csv",
            f"from here on the file cannot be read ({error}); a quotation mark is not closed, or stands inside a cell",
            Place(file=path.name, row=number + 1),
            'cells with a comma, quote or line break in quotation marks, and quotes inside doubled: "a ""b"" c"',
        )
    finally:
        csv.field_size_limit(usual)
