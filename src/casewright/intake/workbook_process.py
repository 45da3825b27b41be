"""Reads workbooks of older or rarer formats in a process of its own: their parser can die of a damaged file."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, PasswordError, load_workbook

from casewright.child_environment import run_child
from casewright.intake.cells import Cell
from casewright.message import msg

if sys.platform != "win32":
    import resource

#: Seconds until a file counts as one that never ends; the largest .xls takes about two.
_PATIENCE = 30
_MEMORY = 1024**3
"""Bytes that the other process may take where the system can hold it to that: a few cells can ask for terabytes."""


class Sheet(NamedTuple):
    """One sheet, read whole: what the loader asks of a sheet of the library, as plain values."""

    name: str
    start: tuple[int, int] | None
    end: tuple[int, int] | None
    merged_cell_ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None
    rows: list[list[Cell]]

    def iter_rows(self) -> Iterator[list[Cell]]:
        """The rows, from the first of the sheet."""
        return iter(self.rows)


def read_apart(path: Path) -> list[Sheet]:
    """Every sheet of a workbook, read by another process.

    Raises:
        PermissionError: the workbook is locked with a password.
        ValueError: it cannot be read, with the library's words; or the other process died of it.
    """
    command = [sys.executable, "-P", "-m", __name__, str(path)]
    try:
        done = run_child(command, _PATIENCE)
    except subprocess.TimeoutExpired:
        raise ValueError(msg("reading it takes too long")) from None
    if done.returncode != 0:
        raise ValueError(msg("the file is damaged inside, or needs more memory than it may have"))
    locked, trouble, sheets = pickle.loads(done.stdout)  # noqa: S301 (written by ourselves, a line ago)
    if locked:
        raise PermissionError(trouble)
    if trouble:
        raise ValueError(trouble)
    return [Sheet(*one) for one in sheets]


def _read(path: str) -> tuple[bool, str, list[Any]]:
    try:
        with load_workbook(path) as book:
            found = [book.get_sheet_by_name(one.name) for one in book.sheets_metadata if "Work" in str(one.typ)]
            sheets = [(one.name, one.start, one.end, one.merged_cell_ranges, list(one.iter_rows())) for one in found]
    except PasswordError as error:
        return True, str(error), []
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        return False, str(error) or type(error).__name__, []
    return False, "", [tuple(one) for one in sheets]


def _hold_memory() -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _hold_memory()
    sys.stdout.buffer.write(pickle.dumps(_read(sys.argv[1])))
