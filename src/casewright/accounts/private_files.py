"""Folders that only their owner may read."""

from __future__ import annotations

from pathlib import Path


def private_folder(path: Path) -> Path:
    """The folder, made where it is missing, readable by its owner only; on Windows the user's profile sees to that.

    Raises:
        OSError: it cannot be made.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.chmod(0o700)
    return path
