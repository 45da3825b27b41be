"""Which files of what a person named hold claims: of a folder its own files, without copies and what systems leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from casewright.intake.delimited import delimited_tables
from casewright.intake.entries import entry_tables
from casewright.intake.sheet import workbook_tables
from casewright.intake.table import Notes, TableReader
from casewright.message import msg
from casewright.model.problem import Place

READERS: Mapping[str, TableReader] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), workbook_tables),
    **dict.fromkeys((".csv", ".tsv", ".txt"), delimited_tables),
    **dict.fromkeys((".yaml", ".yml", ".json", ".jsonl"), entry_tables),
}
"""Ending of a file's name → what reads it."""

NO_CLAIMS_HERE = msg("there is no file of claims in this folder")
CLAIMS_EXPECTED = msg("a file in {known}", known=", ".join(READERS))

_COPY = re.compile(
    r"(?P<original>.+?)(?: ?\(\d+\)| [-–] (?:copy|kopie|copie|copia|副本|コピー)(?: ?\(\d+\))?| copy(?: \d+)?|"
    r" ?\([^)]*conflict[^)]*\)|[-_ ]conflict[-_ ].*| ?副本(?: ?\d+)?)",
    re.IGNORECASE,
)


class ClaimFile(NamedTuple):
    """A file to be read; `named` says whether the person named it, or only the folder that it is in."""

    path: Path
    named: bool


def find_claim_files(paths: Iterable[Path], notes: Notes) -> Iterator[ClaimFile]:
    """Each file once; of a folder the files of claims in it, without copies of one another."""
    given: set[Path] = set()
    for path in paths:
        for file in _in_folder(path, notes) if path.is_dir() else [ClaimFile(path, named=True)]:
            if _is_readable(file.path, given, notes):
                given.add(file.path.resolve())
                yield file


def list_claim_files(paths: Iterable[Path]) -> list[Path]:
    """The same as paths only, for whoever keeps or compares them."""
    return [file.path for file in find_claim_files(paths, Notes())]


def _is_readable(path: Path, given: set[Path], notes: Notes) -> bool:
    if path.resolve() in given:
        notes.statements.append(msg("{file}: named more than once, read once", file=path.name))
    elif not path.is_file():
        notes.unreadable(path, "file-not-found", msg("there is no such file"), msg("the path of a file of claims"))
    elif path.suffix.casefold() not in READERS:
        without = msg("a file without an extension cannot be read")
        why = msg("{suffix} files cannot be read", suffix=path.suffix) if path.suffix else without
        notes.unreadable(path, "unknown-format", why, CLAIMS_EXPECTED)
    else:
        return True
    return False


def _in_folder(folder: Path, notes: Notes) -> list[ClaimFile]:
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() in READERS and _is_of_a_person(path))
    names = {path.name.casefold() for path in files}
    originals = []
    for path in files:
        original = _original_of(path)
        if original.casefold() in names:
            message = msg("this looks like a copy of {original}, and was not read", original=original)
            expected = msg("the one file that holds your claims; name the copy itself to have it read")
            notes.warning("copy-not-read", message, Place(file=path.name), expected)
        else:
            originals.append(ClaimFile(path, named=False))
    if not originals:
        notes.unreadable(folder, "no-claims-file", NO_CLAIMS_HERE, CLAIMS_EXPECTED)
    return originals


def _original_of(path: Path) -> str:
    """The name of the file that this one is a copy of, by its name; empty for any other."""
    copy = _COPY.fullmatch(path.stem)
    return copy["original"] + path.suffix if copy else ""


def _is_of_a_person(path: Path) -> bool:
    """Not one of the files that Excel and editors leave beside the real one, nor a page that was kept in a report."""
    return path.is_file() and not path.name.startswith(("~$", ".")) and not path.name.endswith(".aria.yaml")
