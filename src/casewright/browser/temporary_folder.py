"""The folder for a browser's temporary files: removed with the browser, or by the next one if it was killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "casewright-"
_MARK = "in-use.lock"
"""Held as long as the browser runs; a folder with a mark that nobody holds was left behind."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder of its own; those that killed programs left behind are removed first."""
    _clear_left_behind(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = FileLock(folder / _MARK)
    lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)  # what a browser still holds is removed by the next one


def _clear_left_behind(root: Path) -> None:
    """Remove our folders that nobody uses; one that cannot be looked into is somebody else's."""
    for mark in root.glob(f"{_PREFIX}*/{_MARK}"):
        lock = FileLock(mark, blocking=False)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        lock.release()
        shutil.rmtree(mark.parent, ignore_errors=True)
