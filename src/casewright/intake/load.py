"""Loading: from the files that a seller has to claims and problems, every row accounted for."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from casewright.intake.claim_files import CLAIMS_EXPECTED, NO_CLAIMS_HERE, READERS, ClaimFile, find_claim_files
from casewright.intake.columns import HEADERS, is_field, names_claims, understand
from casewright.intake.duplicates import Seen
from casewright.intake.header_words import fold_header
from casewright.intake.paper_checks import PaperRules
from casewright.intake.paper_coverage import find_short_papers
from casewright.intake.photo_copies import Copies
from casewright.intake.report_table import name_report, recognise_report
from casewright.intake.row_evidence import EvidenceDesk
from casewright.intake.shelf import Shelf
from casewright.intake.sort_reports import OF_CLAIMS, kind_of_table
from casewright.intake.table import Notes, SourceTable
from casewright.intake.table_rows import Read, Surroundings, read_table
from casewright.message import NOTHING, Message, msg
from casewright.model.claim import Batch, Claim
from casewright.model.problem import Place

_AS_IT_COMES = PaperRules()
_TOLD_EVERY = 1000
"""Rows between two words on how far the loading is."""


def load(
    paths: Sequence[Path],
    columns: Mapping[str, str] | None = None,
    tell: Callable[[int], None] | None = None,
    *,
    copies: Copies | None = None,
    papers: PaperRules = _AS_IT_COMES,
    shelf: Shelf | None = None,
) -> Batch:
    """Read claims from files and folders; nothing raises for what stands in them, and no row is lost.

    `columns` are the seller's own headers → field (`[columns]` in casewright.toml). Each row is a claim or has at
    least one problem; a missing column is one problem for all its rows. `tell` hears every thousand rows how many
    were read. `copies` makes what is sent in place of photos that cannot go as they are; `papers` says what they are
    compared with; `shelf` is where costs and papers are taken from that a row does not name.
    """
    notes = Notes()
    claims: list[Claim] = []
    extras: dict[str, dict[str, str]] = {}
    rows = 0
    with _garbage_left_alone():
        for claim, problems, beside in read(paths, columns or {}, notes, copies, papers, shelf):
            rows += 1
            if tell and rows % _TOLD_EVERY == 0:
                tell(rows)
            notes.problems += problems
            if claim is not None:
                claims.append(claim)
                if beside:
                    extras[claim.claim_id] = beside
    if papers.compare:
        notes.problems += find_short_papers(claims)
    return Batch.model_construct(
        claims=tuple(claims),
        problems=tuple(notes.problems),
        statements=tuple(notes.statements),
        rows=rows + notes.rows,
        extras=extras,
    )


def read(
    paths: Sequence[Path],
    columns: Mapping[str, str],
    notes: Notes,
    copies: Copies | None = None,
    papers: PaperRules = _AS_IT_COMES,
    shelf: Shelf | None = None,
) -> Iterator[Read]:
    """The same row by row, for files that would fill the memory; what concerns whole files goes to the notes."""
    own = _own_headers(columns, notes)
    files = list(find_claim_files(paths, notes))
    seen = Seen()
    copies, shelf = copies or Copies(), shelf or Shelf()
    notes.problems += shelf.problems
    notes.statements += shelf.statements
    for file in files:
        around = Surroundings(own, EvidenceDesk(file.path.parent, copies), seen, papers, shelf)
        prefix = f"{_slug(file.path.stem)}-" if len(files) > 1 else ""
        yield from _read_file(file, around, notes, prefix)
    if files and all(_was_passed_over(file, notes) for file in files):
        notes.unreadable(files[0].path.parent, "no-claims-file", NO_CLAIMS_HERE, CLAIMS_EXPECTED)
    notes.statements += copies.statements


def _was_passed_over(file: ClaimFile, notes: Notes) -> bool:
    """Return whether the whole file was, and not only papers that a row of it names."""
    told = (problem.place for problem in notes.problems if problem.code == "passed-over")
    return any(place.file == file.path.name and place.field is None for place in told)


def _read_file(file: ClaimFile, around: Surroundings, notes: Notes, prefix: str) -> Iterator[Read]:
    """The rows of one file. One that lies in the folder and has nothing to do with claims is passed over, and told."""
    path = file.path
    mine = notes if file.named else Notes()
    found = False
    try:
        for table in READERS[path.suffix.casefold()](path, around.own, mine):
            found = True
            if sentence := _is_a_report(table, around.own):
                _tell_report(table, sentence, mine, named=file.named)
                continue
            name = f"{prefix}{_slug(table.sheet)}-row" if prefix and table.sheet else f"{prefix}row"
            yield from read_table(table, around, mine, name)
            prefix = prefix or f"{_slug(path.stem)}-"
    except (OSError, UnicodeError) as error:
        mine.unreadable(
            path,
            "unreadable-file",
            msg("this file cannot be read ({error})", error=error),
            msg("a file that can be opened"),
        )
    if mine is notes:
        return
    if not found and {problem.code for problem in mine.problems} == {"no-header"}:
        message = msg("there are no claims in this file, so it was skipped")
        notes.warning("passed-over", message, Place(file=path.name), msg("another folder for other files"))
    else:
        notes.take(mine)


def _is_a_report(table: SourceTable, own: Mapping[str, str]) -> Message:
    """The sentence about a report of Amazon's that was given in place of claims; nothing where these are claims."""
    missing = understand(table.header, own).missing
    if "type" in missing and (sentence := recognise_report(table.header)):
        return sentence
    if OF_CLAIMS.isdisjoint(missing) or names_claims(table.header, own):
        return NOTHING
    kind = kind_of_table(table)
    return NOTHING if kind is None else name_report(kind)


def _tell_report(table: SourceTable, sentence: Message, notes: Notes, *, named: bool) -> None:
    place = table.place(table.header_row)
    rows = sum(1 for _ in table.rows)
    if named:
        notes.rows += rows
        notes.problem("report-not-claims", sentence, place, msg("a file of claims"))
    else:
        notes.warning(
            "passed-over",
            msg("{sentence}; it was skipped", sentence=sentence),
            place,
            msg("another folder for reports"),
        )


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
                msg("the settings map the column {header} to a field that does not exist", header=header),
                Place(file="casewright.toml", field=f"columns.{header}"),
                msg("one of {words}", words=[*HEADERS]),
                field,
            )
    return {fold_header(header): field for header, field in columns.items() if is_field(field)}


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)[:20]
