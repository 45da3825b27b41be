"""The desks that are open on a home folder: each keeps a file locked while it is open, so none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from casewright.app.workspace import make_home
from casewright.places import home


@contextmanager
def announce_desk(port: int) -> Iterator[None]:
    """Let other desks of this home know of the one on a port, for as long as this is entered.

    Raises:
        CasewrightError: the home folder cannot be used.
    """
    make_home(home())
    folder = home().desks
    folder.mkdir(exist_ok=True, mode=0o700)
    mark = folder / f"{port}.lock"
    try:
        with FileLock(mark, timeout=0):
            yield
    finally:
        mark.unlink(missing_ok=True)


def other_desks(port: int) -> tuple[int, ...]:
    """The ports of the other desks that are open on this home; what a crash left behind counts for nothing."""
    marks = home().desks.glob("*.lock") if home().desks.is_dir() else ()
    others = [mark for mark in marks if mark.stem.isdigit() and int(mark.stem) != port]
    return tuple(sorted(int(mark.stem) for mark in others if _is_held(mark)))


def _is_held(mark: Path) -> bool:
    try:
        with FileLock(mark, timeout=0):
            pass
    except Timeout:
        return True
    mark.unlink(missing_ok=True)
    return False
