"""Loading: from the files that a seller has to claims and problems, every row accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from casewright.claims.claim import Batch, Claim
from casewright.claims.columns import HEADERS, Columns, closest, is_field, plain, understand
from casewright.claims.delimited import delimited_tables
from casewright.claims.entries import entry_tables
from casewright.claims.gather import Desk, in_folder
from casewright.claims.mismatch import doubts
from casewright.claims.problem import Place, Problem
from casewright.claims.row import Draft, claim_of, draft
from casewright.claims.sheet import workbook_tables
from casewright.claims.table import Notes, Table
from casewright.claims.twice import Seen

_Reader = Callable[[Path, Mapping[str, str], Notes], Iterator[Table]]

READERS: dict[str, _Reader] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), workbook_tables),
    **dict.fromkeys((".csv", ".tsv", ".txt"), delimited_tables),
    **dict.fromkeys((".yaml", ".yml", ".json", ".jsonl"), entry_tables),
}
"""Ending of a file's name → what reads it."""

_AT_ONCE = 512
"""Rows whose evidence is looked at together."""


def load(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Batch:
    """Read claims from files and folders; nothing raises for what stands in them, and no row is lost.

    `columns` are the seller's own headers → field (`[columns]` in casewright.toml). Each row is a claim or has at
    least one problem; a missing column is one problem for all its rows.
    """
    notes = Notes()
    claims: list[Claim] = []
    extras: dict[str, dict[str, str]] = {}
    rows = 0
    for made, claim in read(paths, columns or {}, notes):
        rows += 1
        notes.problems += made.problems
        if claim is not None:
            claims.append(claim)
            if made.extras:
                extras[claim.claim_id] = made.extras
    return Batch.model_construct(
        claims=tuple(claims),
        problems=tuple(notes.problems),
        statements=tuple(notes.statements),
        rows=rows + notes.rows,
        extras=extras,
    )


def read(paths: Sequence[Path], columns: Mapping[str, str], notes: Notes) -> Iterator[tuple[Draft, Claim | None]]:
    """The same row by row, for files larger than memory: each row's draft with its problems, and its claim if any.

    What concerns whole files goes to the notes.
    """
    own = _own_headers(columns, notes)
    files = list(_files(paths, notes))
    seen = Seen()
    for path in files:
        prefix = f"{_slug(path.stem)}-" if len(files) > 1 else ""
        desk = Desk(path.parent)
        try:
            for table in READERS[path.suffix.casefold()](path, own, notes):
                yield from _table(table, own, notes, desk, seen, prefix)
                prefix = prefix or f"{_slug(path.stem)}-"
        except (OSError, UnicodeError) as error:
            notes.unreadable(
                path, "unreadable-file", f"this file cannot be read ({error})", "a file that can be opened"
            )


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


def _table(
    table: Table, own: Mapping[str, str], notes: Notes, desk: Desk, seen: Seen, prefix: str
) -> Iterator[tuple[Draft, Claim | None]]:
    columns = understand(table.header, own)
    _tell_columns(table, columns, notes)
    name = f"{prefix}{_slug(table.sheet)}-row" if prefix and table.sheet else f"{prefix}row"
    rows = iter(table.rows)
    while block := [draft(table, columns, number, row, f"{name}-{number}") for number, row in islice(rows, _AT_ONCE)]:
        for made in block:
            if desk.folders:
                made.files += in_folder(desk.root, made.claim_id)
        desk.look(named for made in block for named in made.files)
        for made in block:
            yield made, _finished(made, columns, desk, seen)


def _tell_columns(table: Table, columns: Columns, notes: Notes) -> None:
    row = table.header_row
    for name in columns.missing:
        example = HEADERS[name][0]
        notes.problem(
            "missing-column",
            f"there is no column for {example}, so no row can become a claim",
            table.place(row, name),
            f"a column named {example}, {name} or {HEADERS[name][-1]}",
        )
    for header in columns.unknown.values():
        near = closest(header)
        notes.warning(
            "unknown-column",
            "this column is not known; its values are kept beside the claim and not sent",
            table.place(row, header),
            f"did you mean {near}?" if near else "a known column, or a line for it under [columns] in casewright.toml",
            header,
        )
    for header in columns.repeated.values():
        notes.warning(
            "repeated-column",
            "an earlier column means the same; this one was not used",
            table.place(row, header),
            "one column for each field",
            header,
        )


def _finished(made: Draft, columns: Columns, desk: Desk, seen: Seen) -> Claim | None:
    """Put the evidence to the row, check all of it together, and see whether it was there before."""
    evidence = []
    for result in desk.results(made.files):
        if isinstance(result, Problem):
            made.wrong(result.code, result.message, "evidence", result.expected, result.value)
        else:
            evidence.append(result)
    made.values["evidence"] = tuple(evidence)
    seen.check_name(made)
    made.broken |= bool(columns.missing)
    claim = claim_of(made)
    if claim is None:
        return None
    seen.check_loss(made, claim)
    for code, sentence in doubts(claim, desk.texts(evidence)):
        made.doubtful(code, sentence, "stock_documents", "an invoice that names the product, with the quantity shipped")
    return claim
