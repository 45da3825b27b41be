"""From a table to claims, row by row: the short way where all is well, the long way where something is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from casewright.intake.cells import Cell
from casewright.intake.columns import HEADERS, Columns, closest, understand
from casewright.intake.duplicates import Seen
from casewright.intake.fast_rows import Quick
from casewright.intake.layout import line_without_claim
from casewright.intake.paper_checks import PaperRules, find_doubts, read_papers
from casewright.intake.photo_copies import carries_position
from casewright.intake.row import RowReader, claim_of
from casewright.intake.row_draft import RowDraft
from casewright.intake.row_evidence import EvidenceDesk, list_folder
from casewright.intake.shelf import Shelf
from casewright.intake.shelf_rows import take_papers
from casewright.intake.table import Notes, SourceTable
from casewright.message import msg
from casewright.model.claim import Claim
from casewright.model.evidence import EvidenceKind
from casewright.model.problem import Place, Problem

_COLUMN_OF = {EvidenceKind.STOCK_DOCUMENT: "stock_documents", EvidenceKind.PROOF_OF_DELIVERY: "proof_of_delivery"}
_LOCATION = msg("a photo without its location: --strip-location sends copies that have none")
_COLUMNS_TOLD = 50
_AT_ONCE = 512
"""Rows whose evidence is looked at together."""


class Read(NamedTuple):
    """What became of one row: a claim or at least one problem, and what stood in columns no field is for."""

    claim: Claim | None
    problems: Sequence[Problem] = ()
    extras: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rows of one folder share: the seller's headers, the desk for evidence, what was seen before."""

    own: Mapping[str, str]
    desk: EvidenceDesk
    seen: Seen
    papers: PaperRules
    shelf: Shelf


def read_table(table: SourceTable, around: Surroundings, notes: Notes, name: str) -> Iterator[Read]:
    """Read a table; `name` begins the names of claims that have none."""
    columns = understand(table.header, around.own)
    if around.shelf.costs.rows:
        columns = replace(columns, missing=tuple(name for name in columns.missing if name != "unit_value"))
    _tell_columns(table, columns, notes)
    around.seen.table(str(table.place()))
    reading = _TableReading(table, columns, RowReader(table, columns, notes, around.shelf), around)
    rows = iter(table.rows)
    while block := list(islice(rows, _AT_ONCE)):
        begun = [reading.begin(number, row, f"{name}-{number}") for number, row in block]
        around.desk.look(named for made in begun if isinstance(made, RowDraft) for named in made.files)
        for (number, _), made in zip(block, begun, strict=True):
            yield reading.end(made, number)


class _TableReading:
    """The rows of one table on their way to claims."""

    def __init__(self, table: SourceTable, columns: Columns, reader: RowReader, around: Surroundings) -> None:
        self._table = table
        self._columns = columns
        self._reader = reader
        self._desk = around.desk
        self._seen = around.seen
        self._papers = around.papers
        self._shelf = around.shelf
        self._quick = Quick(columns)
        self._is_quick = self._quick.usable and not reader.header_currencies
        self._has_lines = table.first_column is not None

    def begin(self, number: int, row: Sequence[Cell], name: str) -> RowDraft | Claim | Problem:
        """The claim at once where the row is plain and good; else a draft, its evidence still to be looked at."""
        if self._is_quick and number not in self._table.hidden and not self._desk.folders and self._shelf.is_empty:
            claim = self._quick.claim(row, self._table.place(number), name)
            if claim is not None:
                return claim
        if self._has_lines and (label := line_without_claim(self._columns, row)) is not None:
            return _no_claim(self._table.place(number), label)
        made = self._reader.draft(number, row, name)
        if self._desk.folders:
            named, passed_over = list_folder(self._desk.root, made.claim_id)
            made.files += named
            for other in passed_over:
                message = msg("{other} is not a type of file that Amazon accepts, so it was skipped", other=other)
                made.doubtful("passed-over", message, "evidence", msg("evidence as PDF, JPEG, PNG or TIFF"), other)
        return made

    def end(self, made: RowDraft | Claim | Problem, number: int) -> Read:
        """What became of the row, now that its evidence was looked at."""
        if isinstance(made, Problem):
            return Read(None, (made,))
        if isinstance(made, RowDraft):
            return self._finish(made, number)
        same_name, same_loss = self._seen.name(made.claim_id, number), self._seen.loss(made, number)
        if same_name is None and same_loss is None:
            return Read(made)
        draft = RowDraft(made.place or Place(file=""), made.claim_id)
        _tell_twice(draft, same_name, same_loss)
        return Read(None if draft.broken else made, draft.problems)

    def _finish(self, made: RowDraft, row: int) -> Read:
        """Put the evidence to the row, check all of it together, and see whether it was there before."""
        evidence = []
        for result in self._desk.results(made.files):
            if isinstance(result, Problem):
                column = made.named_by.get(result.value or "", "evidence")
                made.wrong(result.code, result.message, column, result.expected, result.value)
            else:
                evidence.append(result)
        evidence += take_papers(self._shelf, made, evidence)
        made.values["evidence"] = tuple(evidence)
        _tell_twice(made, self._seen.name(made.claim_id, row), None)
        made.broken |= bool(self._columns.missing)
        claim = claim_of(made)
        if claim is not None:
            _tell_twice(made, None, self._seen.loss(claim, row))
            papers = read_papers(evidence) if self._papers.compare else []
            for doubt in find_doubts(claim, papers, self._papers):
                made.doubtful(doubt.code, doubt.message, _COLUMN_OF[doubt.kind], doubt.expected, doubt.line)
            for proof in filter(carries_position, evidence):
                message = msg(
                    "{name} contains the location where it was taken, and would be sent with it", name=proof.name
                )
                made.doubtful("photo-location", message, "photos", _LOCATION)
        return Read(claim, made.problems, made.extras)


def _no_claim(place: Place, label: str) -> Problem:
    message = msg("there is no claim here ({label})", label=label)
    return Problem(code="no-claim", message=message, place=place, severity="warning")


def _tell_twice(made: RowDraft, same_name: str | None, same_loss: str | None) -> None:
    """A second row of the same name is refused; a second one for the same loss is for the judgement to refuse."""
    if same_name:
        message = msg(
            "{claim_id} is already the name of another row ({same_name})", claim_id=made.claim_id, same_name=same_name
        )
        made.wrong("duplicate-claim-id", message, "claim_id", msg("a name of its own for each claim"), made.claim_id)
    elif same_loss:
        message = msg("this is the same loss as in {same_loss}; only the first can be filed", same_loss=same_loss)
        made.doubtful("duplicate-row", message, None, msg("one row for each loss"))


def _tell_columns(table: SourceTable, columns: Columns, notes: Notes) -> None:
    row = table.header_row
    for name in columns.missing:
        example = HEADERS[name][0]
        notes.problem(
            "missing-column",
            msg("there is no column for {example}, so no row can become a claim", example=example),
            table.place(row, name),
            msg("a column named {example}, {name} or {HEADERS}", example=example, name=name, HEADERS=HEADERS[name][-1]),
        )
    for at, header in list(columns.unknown.items())[:_COLUMNS_TOLD]:
        near = closest(header)
        notes.warning(
            "unknown-column",
            msg("this column is not known; its values are kept beside the claim and not sent"),
            table.place(row, header, at),
            msg("a known column such as {near}", near=near)
            if near
            else msg("a line for it under [columns] in casewright.toml, to use it"),
            header,
        )
    for at, header in list(columns.repeated.items())[:_COLUMNS_TOLD]:
        notes.warning(
            "repeated-column",
            msg("an earlier column means the same; this one was not used"),
            table.place(row, header, at),
            msg("one column for each field"),
            header,
        )
