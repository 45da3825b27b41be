"""Opening workbooks: xlsx at once, older and rarer formats by a process of its own, both with one face."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from casewright.intake.cells import Cell
from casewright.intake.workbook_process import read_apart
from casewright.message import msg

Range = tuple[tuple[int, int], tuple[int, int]]


class Locked(Exception):
    """The workbook asks for a password."""


class SheetLike(Protocol):
    """One sheet: its used area as (row, column) from 0, merged areas, and its rows from the first of the sheet."""

    @property
    def name(self) -> str:
        """The sheet's name."""

    @property
    def start(self) -> tuple[int, int] | None:
        """The top left cell in use, None for an empty sheet."""

    @property
    def end(self) -> tuple[int, int] | None:
        """The bottom right cell in use."""

    @property
    def merged_cell_ranges(self) -> list[Range] | None:
        """Merged areas, each from its top left to its bottom right cell."""

    def iter_rows(self) -> Iterator[list[Cell]]:
        """The rows; one may raise `OverflowError` or `ValueError` and the next still come."""


@dataclass(frozen=True, slots=True)
class Book:
    """The names of a workbook's sheets of cells, and how to get at one (raises ValueError where it is broken)."""

    names: list[str]
    sheet: Callable[[str], SheetLike]


MAX_UNPACKED = 512 * 1024**2
"""Bytes that a workbook may unpack to: a hundred thousand claims are about 150 MB."""
_TIGHT = 40
"""Times that a workbook grows when it is unpacked, from which it is read where memory is limited: Excel's own grow
five- to twentyfold, and what repeats itself so much may unfold further while it is read."""
_WORTH_LIMITING = 32 * 1024**2


def unpacked_size(path: Path) -> int:
    """The bytes that a packed workbook unpacks to; 0 for one that is not packed, or not readable so."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0


def _is_packed_tightly(path: Path) -> bool:
    size = unpacked_size(path)
    return size > _WORTH_LIMITING and size > path.stat().st_size * _TIGHT


_SHARED = "xl/sharedStrings.xml"
_CELL = len('<c t="s"><v>9</v></c>')
"""Bytes of the shortest cell that refers to a shared text."""
_MOST_TEXT = 1024**3
_BLOCK = 1024**2


def _may_unfold_texts(path: Path) -> bool:
    """Whether cells that refer to one long text may unfold to more than a gigabyte: the library copies it for each."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            cells = sum(size for name, size in parts.items() if name.startswith("xl/worksheets/")) // _CELL
            if cells * parts.get(_SHARED, 0) <= _MOST_TEXT:
                return False
            return cells * _find_longest_text(archive) > _MOST_TEXT
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return False  # whatever reads it will say what is wrong


def _find_longest_text(archive: zipfile.ZipFile) -> int:
    """The bytes of the longest shared text, with its marks."""
    longest, begun = 0, 0
    with archive.open(_SHARED) as texts:
        while block := texts.read(_BLOCK):
            first, *others = block.split(b"</si>")
            longest = max((longest, begun + len(first), *map(len, others)))
            begun = len(others[-1]) if others else begun + len(first)
    return longest


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Open a workbook for reading.

    Raises:
        Locked: it asks for a password.
        ValueError: it is none, or a damaged one.
        OSError: the file cannot be opened.
    """
    if path.suffix.casefold() not in (".xlsx", ".xlsm") or _is_packed_tightly(path) or _may_unfold_texts(path):
        try:
            sheets = {sheet.name: sheet for sheet in read_apart(path)}
        except PermissionError as error:
            raise Locked(str(error)) from None
        yield Book(list(sheets), sheets.__getitem__)
        return
    workbook = _opened(path)
    with workbook:
        yield Book(_sheets_of_cells(workbook), lambda name: _sheet(workbook, name))


def _opened(path: Path) -> CalamineWorkbook:
    try:
        with panic_is_an_error():
            return load_workbook(path)
    except PasswordError as error:
        raise Locked(str(error)) from None
    except (CalamineError, MemoryError) as error:
        raise ValueError(str(error)) from None


def _sheets_of_cells(workbook: CalamineWorkbook) -> list[str]:
    return [one.name for one in workbook.sheets_metadata if "Work" in str(one.typ)]


def _sheet(workbook: CalamineWorkbook, name: str) -> SheetLike:
    try:
        with panic_is_an_error():
            return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, MemoryError) as error:
        raise ValueError(str(error)) from None


@contextmanager
def panic_is_an_error() -> Iterator[None]:
    """The library's parser gives up on some broken files with a panic, which Python's `Exception` does not cover."""
    try:
        yield
    except BaseException as error:
        if not is_panic(error):
            raise
        raise ValueError(DAMAGED) from None


DAMAGED = msg("the file is damaged inside")


def is_panic(error: BaseException) -> bool:
    """Return whether the library's parser gave up."""
    return type(error).__name__ == "PanicException"
