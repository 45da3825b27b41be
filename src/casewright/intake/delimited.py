"""CSV and TSV as tables: encoding and separator found out and told; a broken row is told, the next ones are read."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from casewright.intake.columns import count_known
from casewright.intake.encodings import NAMES, TooLarge, find_encoding, open_text
from casewright.intake.header import ROWS_LOOKED_AT, Row, begin
from casewright.intake.table import Notes, SourceTable
from casewright.message import msg
from casewright.model.problem import Place

_SEPARATORS = {",": msg("commas"), ";": msg("semicolons"), "\t": msg("tabs"), "|": msg("vertical bars")}
_EXPECTED = msg("a text file with one row a line, its cells separated by commas, saved as CSV UTF-8")
_QUOTES = msg('cells with a comma, quote or line break in quotation marks, and quotes inside doubled: "a ""b"" c"')

#: A longer cell is not read as one: Excel's own limit is 32,767 characters.
_MAX_CELL = 32 * 1024 * 1024
_MOST_LINES = 500
"""Lines that one row may run over; more of them mean that a quotation mark was not closed."""


class Format(NamedTuple):
    """How a text file is written; `quoted` is False where quotation marks are letters like any other."""

    encoding: str
    separator: str
    quoted: bool = True


def delimited_tables(
    path: Path, own: Mapping[str, str], notes: Notes, *, plain_tabs: bool = False
) -> Iterator[SourceTable]:
    """The one table of a CSV or TSV file; what was taken for granted goes to the notes.

    `plain_tabs`: with tabs between the cells quotation marks mean nothing, unless the header itself has them. Amazon
    writes its reports so; a title may begin with one.
    """
    if path.stat().st_size == 0:
        notes.unreadable(path, "empty-file", msg("this file is empty"), msg("a header row and one row for each claim"))
        return
    try:
        written = find_format(path, own, plain_tabs=plain_tabs)
    except TooLarge as error:
        notes.unreadable(path, "too-large", msg("this file cannot be read: {error}", error=error), _EXPECTED)
        return
    if written is None:
        notes.unreadable(path, "not-a-table", msg("this is not text in an encoding that can be read"), _EXPECTED)
        return

    def read() -> Iterator[Row]:
        return _rows(path, written, notes)

    start = begin(read(), own)
    if not start.header:
        notes.no_header(path, None, max(sum(1 for _ in start.rows) - 1, 0))
        return
    names = NAMES[written.encoding], _SEPARATORS[written.separator]
    notes.statements.append(
        msg("{file}: read as {encoding}, cells separated by {marks}", file=path.name, encoding=names[0], marks=names[1])
    )
    yield SourceTable(
        path, start.header, start.rows, header_row=start.row, again=_silently(path, written), first_column=0
    )


def delimited_rows(path: Path, own: Mapping[str, str]) -> Iterator[Row]:
    """Every row of the file as it stands, but for those that are broken."""
    if written := find_format(path, own):
        yield from _rows(path, written, Notes())


def _silently(path: Path, written: Format) -> Callable[[], Iterable[Row]]:
    return lambda: _rows(path, written, Notes())


def find_format(path: Path, own: Mapping[str, str], *, plain_tabs: bool = False) -> Format | None:
    """Encoding and separator: those with which the file has most known headers; None where it is no text.

    Raises:
        OSError, TooLarge: the file cannot be read.
    """

    def count_headers(text: str) -> int:
        return max(_score(text, separator, own) for separator in _SEPARATORS)

    encoding = find_encoding(path, count_headers)
    if encoding is None:
        return None
    with open_text(path, encoding) as file:
        beginning = file.read(64 * 1024)
    separator = max(_SEPARATORS, key=lambda mark: _score(beginning, mark, own))
    first = beginning.lstrip("\ufeff").splitlines()[:ROWS_LOOKED_AT]
    header = max(first, key=lambda line: line.count("\t"), default="")
    return Format(encoding, separator, not (plain_tabs and separator == "\t" and not header.startswith('"')))


def _score(text: str, separator: str, own: Mapping[str, str]) -> int:
    """How many known headers the best of the first lines has when cut at this separator."""
    lines = text.lstrip("\ufeff").splitlines()[:ROWS_LOOKED_AT]
    return max((count_known([cell.strip(' "') for cell in line.split(separator)], own) for line in lines), default=0)


class _Lines:
    """Hands a file's lines to the csv module, and keeps those of the row it is at.

    Where the row is broken, reading goes on after its first line.
    """

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._waiting: deque[str] = deque()
        self.of_this_row: list[str] = []
        self.last = ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.of_this_row) >= _MOST_LINES:
            raise csv.Error(msg("a quotation mark is not closed"))
        line = self._waiting.popleft() if self._waiting else next(self._source)
        self.of_this_row.append(line)
        self.last = line
        return line

    def go_back(self) -> None:
        """Give up the row: its first line is lost, the others are read again as rows of their own."""
        self._waiting.extendleft(reversed(self.of_this_row[1:]))
        self.of_this_row.clear()


def _rows(path: Path, written: Format, notes: Notes) -> Iterator[Row]:
    usual = csv.field_size_limit(_MAX_CELL)
    number = 0
    try:
        with open_text(path, written.encoding) as file:
            lines = _Lines(iter(file))
            for number, cells in enumerate(_records(lines, written), 1):
                if isinstance(cells, csv.Error):
                    notes.rows += 1
                    message = msg(
                        "this row cannot be read ({cells}): is a quotation mark not closed, or inside a cell?",
                        cells=cells,
                    )
                    notes.problem("bad-csv", message, Place(file=path.name, row=number), _QUOTES)
                elif not (number == 1 and len(cells) <= 2 and "".join(cells).startswith("sep=")):
                    yield number, cells
            notes.open_end = not lines.last.endswith(("\n", "\r"))
    except (OSError, TooLarge) as error:
        notes.cut_off = True
        notes.rows += 1
        message = msg("from here on the file cannot be read ({error})", error=error)
        notes.problem("unreadable-file", message, Place(file=path.name, row=number + 1), msg("the whole file"))
    finally:
        csv.field_size_limit(usual)


def _reader(lines: _Lines, written: Format) -> Iterator[list[str]]:
    if written.quoted:
        return csv.reader(lines, delimiter=written.separator, strict=True)
    return csv.reader(lines, delimiter=written.separator, quoting=csv.QUOTE_NONE)


def _records(lines: _Lines, written: Format) -> Iterator[list[str] | csv.Error]:
    reader = _reader(lines, written)
    while True:
        lines.of_this_row.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.go_back()
            reader = _reader(lines, written)
            yield error
        else:
            yield cells if written.quoted else [_unwrap(cell) for cell in cells]


def _unwrap(cell: str) -> str:
    """A cell as it was before a spreadsheet wrapped it in quotation marks; `"Dusk" lamp`, which it did not, stays."""
    if len(cell) < 2 or not cell.startswith('"') or not cell.endswith('"'):
        return cell
    inside = cell[1:-1]
    return inside.replace('""', '"') if '"' not in inside.replace('""', "") else cell
