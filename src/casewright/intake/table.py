"""What every reader of files hands on: tables of cells, and the notes taken while reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from casewright.intake.cells import Cell, show_cell
from casewright.message import Message, Text, as_message, msg
from casewright.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A header and the rows below it, read one by one; `rows` are (row as the file counts, cells).

    `header_row` is where the header stands; `hidden` are rows that a person does not see; `broken` says of cells
    that came out empty, by (row, column from 0), why: an error such as `#N/A`, a formula without a result. `again`
    reads all rows of the file once more, for what can only be told of a whole column. `first_column` is the column,
    from 0, in which the first cell of each row stands; None where there are no cells, as in YAML.
    """

    file: Path
    header: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[Cell]]]
    sheet: str | None = None
    header_row: int | None = None
    hidden: frozenset[int] = frozenset()
    broken: Mapping[tuple[int, int], Message] = field(default_factory=dict)
    again: Callable[[], Iterable[tuple[int, Sequence[Cell]]]] = tuple
    first_column: int | None = None

    def place(self, row: int | None = None, name: str | None = None, at: int | None = None) -> Place:
        """Where a row stands, or a field of it: `at` is the position of its cell in the row."""
        return Place(file=self.file.name, sheet=self.sheet, row=row, field=name, **self.cell(at))

    def cell(self, at: int | None) -> dict[str, str | None]:
        """Letter and header of the column at a position of the rows, as `Place` keeps them."""
        if at is None:
            return {}
        letter = None if self.first_column is None else column_letters(at + self.first_column)
        return {"column": letter, "header": self.header[at] if at < len(self.header) else None}


def column_letters(position: int) -> str:
    """A column's letters, from its position: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_CLAIM = msg("a claim")
_CLAIM_HEADER = msg(
    "a row of headers such as Claim type, Event date, FNSKU, Quantity; `casewright template` writes one"
)


@dataclass(slots=True)
class Notes:
    """What is found wrong and what is taken for granted while files are read.

    `rows` counts unreadable rows; `cut_off` says that a file, or its end, could not be read at all: nobody knows how
    many rows that were; `open_end` that the last line of a text file has no end. `table_of` and `header_expected` name
    what the files should hold, for people.
    """

    problems: list[Problem] = field(default_factory=list)
    statements: list[Message] = field(default_factory=list)
    rows: int = 0
    cut_off: bool = False
    open_end: bool = False
    table_of: Message = _CLAIM
    header_expected: Message = _CLAIM_HEADER

    def problem(self, code: str, message: Text, place: Place, expected: Text = "", value: Cell = None) -> None:
        """Note something that stops what it is about."""
        self._note("error", code, message, place, expected, value)

    def warning(self, code: str, message: Text, place: Place, expected: Text = "", value: Cell = None) -> None:
        """Note something that a person should know and that stops nothing."""
        self._note("warning", code, message, place, expected, value)

    def _note(
        self, severity: Literal["error", "warning"], code: str, message: Text, place: Place, expected: Text, value: Cell
    ) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=as_message(message),
                place=place,
                expected=as_message(expected) if expected else None,
                value=None if value is None else show_cell(value),
                severity=severity,
            )
        )

    def unreadable(self, file: Path, code: str, message: Text, expected: Text) -> None:
        """Note a file of which nothing could be read."""
        self.cut_off = True
        self.problem(code, message, Place(file=file.name), expected)

    def take(self, other: Notes) -> None:
        """Add what other notes say."""
        self.problems += other.problems
        self.statements += other.statements
        self.rows += other.rows
        self.cut_off |= other.cut_off

    def no_header(self, file: Path, sheet: str | None, rows: int) -> None:
        """Note a table of `rows` rows in which no header was found."""
        self.cut_off = True
        self.rows += rows
        self.problem(
            "no-header",
            msg("no row names the columns of {what}, so nothing below can be understood", what=self.table_of),
            Place(file=file.name, sheet=sheet),
            self.header_expected,
        )


TableReader = Callable[[Path, Mapping[str, str], Notes], Iterator[SourceTable]]
"""What reads the tables of one kind of file: its path, the seller's own headers, and where to note what is wrong."""
