"""Where a table begins: the header row among titles, notes and empty rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from casewright.intake.cells import Cell, clean, is_blank, show_cell
from casewright.intake.columns import count_known

#: A header further down than this is not looked for.
ROWS_LOOKED_AT = 20

#: Known columns that make a row with others among them a header.
_ENOUGH = 3

Row = tuple[int, Sequence[Cell]]


class Begun(NamedTuple):
    """A table whose header was found, and the rows below it; `header` is empty where no row looks like one."""

    row: int
    header: tuple[str, ...]
    rows: Iterator[Row]


def begin(rows: Iterable[Row], own: Mapping[str, str], keep: Container[int] = ()) -> Begun:
    """Find the header: of the first rows the one with most known columns.

    Empty rows are passed over everywhere, except those in `keep`, which only look empty.
    """
    lines = ((number, cells) for number, cells in rows if number in keep or not all(map(is_blank, cells)))
    first = list(islice(lines, ROWS_LOOKED_AT))
    headers = [header(cells) for _, cells in first]
    scores = [_score(words, own) for words in headers]
    if not any(scores):
        return Begun(first[0][0] if first else 0, (), chain(first, lines))
    best = scores.index(max(scores))
    lower = best + 1
    for upper, below in ((best, lower), (best - 1, best)):
        if upper >= 0 and below < len(first):
            joined = _joined(headers[upper], headers[below])
            if _score(joined, own) > scores[best]:
                return Begun(first[below][0], joined, chain(first[below + 1 :], lines))
    return Begun(first[best][0], headers[best], chain(first[lower:], lines))


def _joined(upper: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Two header rows as one: `Unit` above `value` is `Unit value`."""
    width = max(len(upper), len(below))
    pairs = zip(_filled(upper, width), _filled(below, width), strict=True)
    return tuple(f"{above} {beneath}".strip() for above, beneath in pairs)


def _filled(words: Sequence[str], width: int) -> list[str]:
    return [*words, *[""] * (width - len(words))]


def _score(words: Sequence[str], own: Mapping[str, str]) -> int:
    """How many known columns a row names; none where they are too few among others, as in a row of notes."""
    names = count_known(words, own)
    return names if names >= _ENOUGH or names == sum(map(bool, words)) else 0


def header(cells: Sequence[Cell]) -> tuple[str, ...]:
    """A row's cells as words of a header, up to the last that has any."""
    words = ["" if is_blank(cell) else clean(show_cell(cell)).strip("*") for cell in cells]
    while words and not words[-1]:
        words.pop()
    return tuple(words)
