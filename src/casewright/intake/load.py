"""Loading: from the files that a seller has to claims and problems, every row accounted for."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from casewright.intake.columns import HEADERS, is_field, plain
from casewright.intake.delimited import delimited_tables
from casewright.intake.duplicates import Seen
from casewright.intake.entries import entry_tables
from casewright.intake.photo_copies import Copies
from casewright.intake.row_evidence import Desk
from casewright.intake.sheet import workbook_tables
from casewright.intake.table import Notes, Table
from casewright.intake.table_rows import Read, read_table
from casewright.model.claim import Batch, Claim
from casewright.model.problem import Place

_Reader = Callable[[Path, Mapping[str, str], Notes], Iterator[Table]]

READERS: dict[str, _Reader] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), workbook_tables),
    **dict.fromkeys((".csv", ".tsv", ".txt"), delimited_tables),
    **dict.fromkeys((".yaml", ".yml", ".json", ".jsonl"), entry_tables),
}
"""Ending of a file's name → what reads it."""

_TOLD_EVERY = 1000
"""Rows between two words on how far the loading is."""


def load(
    paths: Sequence[Path],
    columns: Mapping[str, str] | None = None,
    tell: Callable[[int], None] | None = None,
    *,
    copies: Copies | None = None,
) -> Batch:
    """Read claims from files and folders; nothing raises for what stands in them, and no row is lost.

    `columns` are the seller's own headers → field (`[columns]` in casewright.toml). Each row is a claim or has at
    least one problem; a missing column is one problem for all its rows. `tell` hears every thousand rows how many
    were read. `copies` makes what is sent in place of photos that cannot go as they are.
    """
    notes = Notes()
    claims: list[Claim] = []
    extras: dict[str, dict[str, str]] = {}
    rows = 0
    with _garbage_left_alone():
        for claim, problems, beside in read(paths, columns or {}, notes, copies):
            rows += 1
            if tell and rows % _TOLD_EVERY == 0:
                tell(rows)
            notes.problems += problems
            if claim is not None:
                claims.append(claim)
                if beside:
                    extras[claim.claim_id] = beside
    return Batch.model_construct(
        claims=tuple(claims),
        problems=tuple(notes.problems),
        statements=tuple(notes.statements),
        rows=rows + notes.rows,
        extras=extras,
    )


def read(
    paths: Sequence[Path], columns: Mapping[str, str], notes: Notes, copies: Copies | None = None
) -> Iterator[Read]:
    """The same row by row, for files that would fill the memory; what concerns whole files goes to the notes."""
    own = _own_headers(columns, notes)
    files = list(_files(paths, notes))
    seen = Seen()
    copies = copies or Copies()
    for path in files:
        prefix = f"{_slug(path.stem)}-" if len(files) > 1 else ""
        desk = Desk(path.parent, copies)
        try:
            for table in READERS[path.suffix.casefold()](path, own, notes):
                name = f"{prefix}{_slug(table.sheet)}-row" if prefix and table.sheet else f"{prefix}row"
                yield from read_table(table, own, notes, desk, seen, name)
                prefix = prefix or f"{_slug(path.stem)}-"
        except (OSError, UnicodeError) as error:
            notes.unreadable(
                path, "unreadable-file", f"this file cannot be read ({error})", "a file that can be opened"
            )
    notes.statements += copies.statements


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Loading makes no circles; searching an ever larger batch for them takes as long as the loading itself."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _own_headers(columns: Mapping[str, str], notes: Notes) -> dict[str, str]:
    """The seller's own headers, made comparable; a field that does not exist is told."""
    for header, field in columns.items():
        if not is_field(field):
            notes.problem(
                "unknown-field",
                f"the settings map the column {header} to a field that does not exist",
                Place(file="casewright.toml", field=f"columns.{header}"),
                "one of " + ", ".join(HEADERS),
                field,
            )
    return {plain(header): field for header, field in columns.items() if is_field(field)}


def _files(paths: Iterable[Path], notes: Notes) -> Iterator[Path]:
    """Each file once; of a folder the files of claims in it."""
    known = ", ".join(READERS)
    given: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix.casefold() in READERS and _is_of_a_person(one))
            if not inside:
                notes.unreadable(
                    path, "no-claims-file", "there is no file of claims in this folder", f"a file in {known}"
                )
        else:
            inside = [path]
        for one in inside:
            if one.resolve() in given:
                notes.statements.append(f"{one.name}: named more than once, read once")
            elif not one.is_file():
                notes.unreadable(one, "file-not-found", "there is no such file", "the path of a file of claims")
            elif one.suffix.casefold() not in READERS:
                notes.unreadable(
                    one, "unknown-format", f"{one.suffix or 'this'} is not read here", f"a file in {known}"
                )
            else:
                given.add(one.resolve())
                yield one


def _is_of_a_person(path: Path) -> bool:
    """Not one of the files that Excel and editors leave beside the real one."""
    return path.is_file() and not path.name.startswith(("~$", "."))


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)[:20]
