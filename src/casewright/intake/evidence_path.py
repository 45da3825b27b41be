"""From what a sheet says to a file in its folder: names as people and file systems spell them, nothing outside."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PureWindowsPath

from casewright.intake.cells import Unreadable
from casewright.message import NOTHING, Message, clauses, msg

EXPECTED_PATH = msg("a path inside the folder of the claims file, like evidence/invoice-41.pdf")
_LONGEST_NAME = 255
_MOST_LOOKED_AT = 5000
"""Files looked through for one that a sheet names without its folder."""


def find_file(text: str, root: Path) -> Path:
    """The file that the text names, with every link on the way followed, still inside the folder `root`.

    An absolute path counts where it leads into the folder; names that differ only in how a letter with its accent is
    written (NFC, NFD) are the same name.

    Raises:
        Unreadable: `evidence-outside` or `evidence-not-found`, with the file that is most likely meant.
    """
    inside = root.resolve()
    wanted = inside.joinpath(*_parts(text, root, inside))
    try:
        wanted = wanted if wanted.exists() else _by_normal_form(inside, wanted)
        real = wanted.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable(
            "evidence-not-found", clauses((msg("there is no such file"), _hint(wanted, inside))), EXPECTED_PATH
        ) from None
    except (OSError, RuntimeError) as error:
        raise Unreadable(
            "evidence-not-found", msg("this path leads nowhere ({error})", error=error), EXPECTED_PATH
        ) from None
    if not real.is_relative_to(inside):
        message = msg("this is a link to a place outside the folder of the claims file")
        raise Unreadable("evidence-outside", message, EXPECTED_PATH)
    if not real.is_file():
        raise Unreadable("evidence-not-found", msg("this is not a file"), EXPECTED_PATH)
    return wanted


def is_file_inside(text: str, root: Path) -> bool:
    """Return whether the text names a file in the folder."""
    try:
        find_file(text, root)
    except Unreadable:
        return False
    return True


def _parts(text: str, root: Path, inside: Path) -> tuple[str, ...]:
    """The way from the folder to the file, as its parts."""
    if "://" in text:
        raise Unreadable("evidence-outside", msg("this is a link, not a file"), EXPECTED_PATH)
    windows = PureWindowsPath(text)
    if ".." in windows.parts or "\0" in text:
        raise Unreadable("evidence-outside", msg("this path leaves the folder of the claims file"), EXPECTED_PATH)
    if not windows.drive and not windows.root:
        return windows.parts
    for folder in (root.absolute(), inside):
        if Path(text).is_relative_to(folder):
            return Path(text).relative_to(folder).parts
    leaves, tail = msg("this path leaves the folder of the claims file"), _tail(windows, inside)
    raise Unreadable("evidence-outside", clauses((leaves, tail)), EXPECTED_PATH)


def _tail(path: PureWindowsPath, inside: Path) -> Message:
    """A hint for the path of another machine whose end is a file of the folder."""
    parts = path.parts[1:]
    ends = (parts[start:] for start in range(len(parts)))
    end = next((end for end in ends if inside.joinpath(*end).is_file()), None)
    return msg("write it from the sheet's folder: {path}", path="/".join(end)) if end else NOTHING


def _by_normal_form(inside: Path, wanted: Path) -> Path:
    """The same path with each name as the file system has it; as it was where one is not found."""
    found = inside
    for part in wanted.relative_to(inside).parts:
        step = found / part
        if len(part) <= _LONGEST_NAME and not step.exists() and found.is_dir():
            form = unicodedata.normalize("NFC", part)
            step = next((each for each in found.iterdir() if unicodedata.normalize("NFC", each.name) == form), step)
        found = step
    return found


def _hint(wanted: Path, inside: Path) -> Message:
    """A hint for a mistyped name, or for one whose folder was left out."""
    if len(wanted.name) > _LONGEST_NAME:
        return NOTHING
    name = unicodedata.normalize("NFC", wanted.name).casefold()
    if wanted.parent.is_dir():
        names = [entry.name for entry in wanted.parent.iterdir() if entry.is_file()]
        if near := difflib.get_close_matches(wanted.name, names, n=1, cutoff=0.7):
            return _did_you_mean((wanted.parent / near[0]).relative_to(inside))
    for path in islice(_files_below(inside), _MOST_LOOKED_AT):
        if unicodedata.normalize("NFC", path.name).casefold() == name:
            return _did_you_mean(path.relative_to(inside))
    return msg("its folder {folder} is there", folder=wanted.parent.name) if wanted.parent.is_dir() else NOTHING


def _did_you_mean(path: Path) -> Message:
    return msg("did you mean {path}?", path=path.as_posix())


def _files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
