"""Files dropped onto a page: written into a new folder of the home folder, under names that cannot lead elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from casewright.app.drafts import ReportFiles
from casewright.app.workspace import make_home
from casewright.errors import UsageError
from casewright.file_names import is_device_name
from casewright.intake.claim_files import READERS
from casewright.intake.reports import REPORT_ENDINGS
from casewright.intake.sort_reports import sort_reports
from casewright.message import msg
from casewright.model.evidence import MEDIA_TYPES
from casewright.places import home
from casewright.whole_file import PRIVATE, write_whole

_READ = frozenset(READERS) | REPORT_ENDINGS - {""}
"""The endings of what is read: sheets of claims and Amazon's reports."""
TAKEN = _READ | frozenset(MEDIA_TYPES)
"""The endings of what is kept: what is read, and papers and photos. Anything else in a folder is left out."""

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')
"""What Windows has in no name."""
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped: its folder, and which of the files are Amazon's reports.

    `has_claims` is False if there are only reports: nothing to check, but something to draft from.
    """

    folder: Path
    has_claims: bool
    reports: ReportFiles

    @property
    def has_reports(self) -> bool:
        """Whether any of Amazon's reports, or a cost list, is among the files."""
        return any(True for _ in self.reports.by_name())


def keep_dropped(files: Iterable[tuple[str, bytes]]) -> Dropped:
    """Write dropped files, each by name and content, into a new folder, and sort them. Nothing is overwritten.

    A name may include the file's folder, as browsers report it when a whole folder is dropped.

    Raises:
        UsageError: there are neither claims nor reports, two names are equal, or a name cannot be kept.
        CannotWrite: the folder cannot be written.
    """
    named = {name: content for name, content in _name_each(files).items() if name.suffix.casefold() in TAKEN}
    if not any(name.suffix.casefold() in _READ for name in named):
        raise UsageError(
            msg("There is neither a sheet of claims nor a report among these files."),
            remedy=msg("Drop the sheet together with the papers that it names, or the whole folder."),
        )
    folder = _write_each(named)
    found = sort_reports(folder.joinpath(*name.parts) for name in named if name.suffix.casefold() in _READ)
    reports = ReportFiles.of(found) if found.files else ReportFiles()
    return Dropped(folder / _common(named), bool(found.claims or not found.files), reports)


def keep_papers(files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write all papers that go with a reply, each by name and content, into a new folder.

    Raises:
        UsageError: two names are equal, or a name cannot be kept.
        CannotWrite: the folder cannot be written.
    """
    named = _name_each(files)
    folder = _write_each(named) if named else Path()
    return tuple(folder.joinpath(*name.parts) for name in named)


def name_dropped(ending: str = "") -> Path:
    """Return a new folder name beside everything dropped so far; nothing exists there yet."""
    return home().dropped / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}{ending}"


def _name_each(files: Iterable[tuple[str, bytes]]) -> dict[PurePosixPath, bytes]:
    named: dict[PurePosixPath, bytes] = {}
    for given, content in files:
        name = _inside(given)
        if str(name).casefold() in {str(known).casefold() for known in named}:
            raise UsageError(
                msg("Two of the files are called {name}.", name=str(name)), remedy=msg("Drop them one at a time.")
            )
        named[name] = content
    return named


def _write_each(named: Mapping[PurePosixPath, bytes]) -> Path:
    """Write the files into a new folder, and return the folder."""
    make_home(home())
    folder = name_dropped()
    for name, content in named.items():
        write_whole(folder.joinpath(*name.parts), content, mode=PRIVATE)
    return folder


def _inside(given: str) -> PurePosixPath:
    """Return a name as a path that stays inside its folder on every system.

    Raises:
        UsageError: it leads elsewhere, or some system does not allow it.
    """
    path = PurePosixPath(given.replace("\\", "/"))
    kept = not any(
        part != part.strip(" .") or _NOT_IN_NAMES.search(part) or is_device_name(part) for part in path.parts
    )
    if path.is_absolute() or not path.parts or not kept or len(str(path)) > _LONGEST:
        raise UsageError(
            msg("A file called {name} cannot be kept.", name=given[:80]),
            remedy=msg("Rename the file, then drop it again."),
        )
    return path


def _common(names: Iterable[PurePosixPath]) -> Path:
    """Return the folder that all of them share, if a whole folder was dropped."""
    first = {name.parts[0] if len(name.parts) > 1 else "" for name in names}
    return Path(first.pop()) if len(first) == 1 else Path()
