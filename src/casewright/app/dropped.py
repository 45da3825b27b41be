"""Files that were dropped onto a page: put into a new folder of the home folder, under names that lead nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath

from casewright.app.workspace import make_home
from casewright.errors import UsageError
from casewright.file_names import is_device_name
from casewright.intake.claim_files import READERS
from casewright.message import msg
from casewright.model.evidence import MEDIA_TYPES
from casewright.places import home
from casewright.whole_file import PRIVATE, write_whole

TAKEN = frozenset(READERS) | frozenset(MEDIA_TYPES)
"""The endings of what is kept: sheets of claims, and their papers and photos. Anything else in a folder is left out."""

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')
"""What Windows has in no name."""
_LONGEST = 150


def keep_dropped(files: Iterable[tuple[str, bytes]]) -> Path:
    """Write dropped files, each by name and content, into a new folder, and return the folder. Nothing is overwritten.

    A name may say in which folder the file was, as it is told of a folder that is dropped whole.

    Raises:
        UsageError: no file of claims is among them, two have one name, or a name is not one that can be kept.
        CannotWrite: the folder cannot be written.
    """
    named: dict[PurePosixPath, bytes] = {}
    for given, content in files:
        name = _inside(given)
        if str(name).casefold() in {str(known).casefold() for known in named}:
            raise UsageError(
                msg("Two of the files are called {name}.", name=str(name)), remedy=msg("Drop them one at a time.")
            )
        if name.suffix.casefold() in TAKEN:
            named[name] = content
    if not any(name.suffix.casefold() in READERS for name in named):
        raise UsageError(
            msg("There is no sheet of claims among these files."),
            remedy=msg("Drop the sheet together with the papers that it names, or the whole folder."),
        )
    make_home(home())
    folder = home().dropped / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}"
    for name, content in named.items():
        write_whole(folder.joinpath(*name.parts), content, mode=PRIVATE)
    return folder / _common(named)


def _inside(given: str) -> PurePosixPath:
    """A name as a path that stays where it is put, on every system.

    Raises:
        UsageError: it leads elsewhere, or a system does not take it.
    """
    path = PurePosixPath(given.replace("\\", "/"))
    kept = not any(
        part != part.strip(" .") or _NOT_IN_NAMES.search(part) or is_device_name(part) for part in path.parts
    )
    if path.is_absolute() or not path.parts or not kept or len(str(path)) > _LONGEST:
        raise UsageError(
            msg("The name {name} cannot be kept.", name=given[:80]), remedy=msg("Rename the file, then drop it again.")
        )
    return path


def _common(names: Iterable[PurePosixPath]) -> Path:
    """The folder that all of them are in, where a folder was dropped whole."""
    first = {name.parts[0] if len(name.parts) > 1 else "" for name in names}
    return Path(first.pop()) if len(first) == 1 else Path()
