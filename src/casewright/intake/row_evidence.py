"""The evidence of a row: the files its cells name and those in its folder, looked at in parallel, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from casewright.intake.cells import Cell, Unreadable, file_names
from casewright.intake.evidence_file import inspect, refused_as
from casewright.intake.evidence_path import is_file_inside
from casewright.intake.photo_copies import Copies
from casewright.model.evidence import MEDIA_TYPES, Evidence, EvidenceKind, kind_of
from casewright.model.problem import Problem

_KINDS: Mapping[str, EvidenceKind | None] = {
    "stock_documents": EvidenceKind.STOCK_DOCUMENT,
    "photos": EvidenceKind.PHOTO,
    "proof_of_delivery": EvidenceKind.PROOF_OF_DELIVERY,
    "evidence": None,
}

#: A file that a claim names: its path as written, and what it proves.
Named = tuple[str, EvidenceKind]

#: The folder beside the claims file that holds one folder for each claim, named like it.
FOLDER = "evidence"

_OTHER_SEPARATORS = re.compile(r"\s*[,，、+]\s*|\s+/\s+|\s+&\s+")
"""Marks between names that may be part of one: they separate only where every part is a file."""


def named_in(field: str, cell: Cell, root: Path) -> list[Named]:
    """The files that a cell of an evidence column names; `root` is the folder that they are in.

    Raises:
        Unreadable: the cell holds something else than names.
    """
    names = (part for name in file_names(cell) for part in _separated(name, root))
    return [(name, _KINDS[field] or kind_of(name)) for name in names]


def _separated(name: str, root: Path) -> list[str]:
    """One name, or the several that it is where all of them are files."""
    if not _OTHER_SEPARATORS.search(name) or is_file_inside(name, root):
        return [name]
    parts = [part for part in _OTHER_SEPARATORS.split(name) if part]
    return parts if len(parts) > 1 and all(is_file_inside(part, root) for part in parts) else [name]


class InFolder(NamedTuple):
    """What the folder of one claim holds: files that are evidence, and names of those that are none."""

    named: list[Named]
    passed_over: list[str]


def list_folder(root: Path, claim_id: str) -> InFolder:
    """The files in `evidence/<claim id>/` and its folders, by name; what the system puts there itself is not told."""
    folder = root / FOLDER / claim_id
    if not claim_id.strip(".") or not folder.is_dir():
        return InFolder([], [])
    files = sorted(path.relative_to(root).as_posix() for path in _files_below(folder))
    named = [(name, kind_of(name)) for name in files if Path(name).suffix.casefold() in MEDIA_TYPES]
    return InFolder(named, [name for name in files if Path(name).suffix.casefold() not in MEDIA_TYPES])


_OF_THE_SYSTEM = frozenset({"Thumbs.db", "desktop.ini", "Icon\r", "__MACOSX"})


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith((".", "~$")) or path.name in _OF_THE_SYSTEM:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files_below(path)
        elif path.is_file():
            yield path


class EvidenceDesk:
    """Looks at evidence files for one claims folder: several at a time, and each only once."""

    def __init__(self, root: Path, copies: Copies | None = None) -> None:
        self.root = root
        self._copies = copies or Copies()
        self.folders = (root / FOLDER).is_dir()
        self._seen: dict[Named, Evidence | Problem] = {}

    def look(self, wanted: Iterable[Named]) -> None:
        """Look at those not seen yet; hashing and reading run in parallel."""
        new = [named for named in dict.fromkeys(wanted) if named not in self._seen]
        if len(new) < 2:
            self._seen.update((named, self._look_at(named)) for named in new)
            return
        with ThreadPoolExecutor(max_workers=min(8, len(new))) as workers:
            self._seen.update(zip(new, workers.map(self._look_at, new), strict=True))

    def _look_at(self, named: Named) -> Evidence | Problem:
        path, kind = named
        found = inspect(path, kind, self.root)
        if isinstance(found, Problem):
            return found
        try:
            return self._copies.instead_of(found)
        except Unreadable as refused:
            return refused_as(refused, path)

    def results(self, wanted: Sequence[Named]) -> list[Evidence | Problem]:
        """What was found, in order; a file that two columns name counts once, as the first says."""
        self.look(wanted)
        results: list[Evidence | Problem] = []
        taken: set[Path] = set()
        for named in dict.fromkeys(wanted):
            result = self._seen[named]
            if isinstance(result, Problem):
                results.append(result)
            elif result.path not in taken:
                taken.add(result.path)
                results.append(result)
        return results
