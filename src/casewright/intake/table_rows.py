"""From a table to claims, row by row: the short way where all is well, the long way where something is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from casewright.intake.cells import Cell
from casewright.intake.columns import HEADERS, Columns, closest, understand
from casewright.intake.document_match import doubts
from casewright.intake.duplicates import Seen
from casewright.intake.fast_rows import Quick
from casewright.intake.photo_copies import carries_position
from casewright.intake.row import Draft, claim_of, draft
from casewright.intake.row_evidence import Desk, in_folder
from casewright.intake.table import Notes, Table
from casewright.model.claim import Claim
from casewright.model.problem import Place, Problem

_PAPER = "an invoice that names the product, with the quantity shipped"
_LOCATION = "a photo without its position: --strip-location sends copies that have none"
_COLUMNS_TOLD = 50
_AT_ONCE = 512
"""Rows whose evidence is looked at together."""


class Read(NamedTuple):
    """What became of one row: a claim or at least one problem, and what stood in columns no field is for."""

    claim: Claim | None
    problems: Sequence[Problem] = ()
    extras: dict[str, str] | None = None


def read_table(table: Table, own: Mapping[str, str], notes: Notes, desk: Desk, seen: Seen, name: str) -> Iterator[Read]:
    """Read a table; `own` are the seller's headers, `name` begins the names of claims that have none."""
    columns = understand(table.header, own)
    _tell_columns(table, columns, notes)
    seen.table(str(table.place()))
    quick = Quick(columns)
    rows = iter(table.rows)
    while block := list(islice(rows, _AT_ONCE)):
        begun = [_begin(quick, table, columns, number, row, f"{name}-{number}", desk) for number, row in block]
        desk.look(named for made in begun if isinstance(made, Draft) for named in made.files)
        for (number, _), made in zip(block, begun, strict=True):
            yield _finish(made, number, columns, desk, seen) if isinstance(made, Draft) else _kept(made, number, seen)


def _begin(
    quick: Quick, table: Table, columns: Columns, number: int, row: Sequence[Cell], name: str, desk: Desk
) -> Draft | Claim:
    """The claim at once where the row is a plain good one; a draft, with the evidence still to be looked at, else."""
    if quick.usable and number not in table.hidden and not desk.folders:
        claim = quick.claim(row, table.place(number), name)
        if claim is not None:
            return claim
    made = draft(table, columns, number, row, name)
    if desk.folders:
        made.files += in_folder(desk.root, made.claim_id)
    return made


def _kept(claim: Claim, row: int, seen: Seen) -> Read:
    """A good row's claim, unless it was there before."""
    same_name, same_loss = seen.name(claim.claim_id, row), seen.loss(claim, row)
    if same_name is None and same_loss is None:
        return Read(claim)
    made = Draft(claim.place or Place(file=""), claim.claim_id)
    _tell_twice(made, same_name, same_loss)
    return Read(None if made.broken else claim, made.problems)


def _finish(made: Draft, row: int, columns: Columns, desk: Desk, seen: Seen) -> Read:
    """Put the evidence to the row, check all of it together, and see whether it was there before."""
    evidence = []
    for result in desk.results(made.files):
        if isinstance(result, Problem):
            column = made.named_by.get(result.value or "", "evidence")
            made.wrong(result.code, result.message, column, result.expected, result.value)
        else:
            evidence.append(result)
    made.values["evidence"] = tuple(evidence)
    _tell_twice(made, seen.name(made.claim_id, row), None)
    made.broken |= bool(columns.missing)
    claim = claim_of(made)
    if claim is not None:
        _tell_twice(made, None, seen.loss(claim, row))
        for code, sentence in doubts(claim, desk.texts(evidence)):
            made.doubtful(code, sentence, "stock_documents", _PAPER)
        for proof in filter(carries_position, evidence):
            message = f"{proof.name} says where it was taken, and would be sent so"
            made.doubtful("photo-location", message, "photos", _LOCATION)
    return Read(claim, made.problems, made.extras)


def _tell_twice(made: Draft, same_name: str | None, same_loss: str | None) -> None:
    """A second row of the same name is refused; a second one for the same loss is for the judgement to refuse."""
    if same_name:
        message = f"{made.claim_id} is the name of another row already ({same_name})"
        made.wrong("duplicate-claim-id", message, "claim_id", "a name of its own for each claim", made.claim_id)
    elif same_loss:
        message = f"this is the same loss as in {same_loss}; only the first can be filed"
        made.doubtful("duplicate-row", message, None, "one row for each loss")


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
    for header in list(columns.unknown.values())[:_COLUMNS_TOLD]:
        near = closest(header)
        notes.warning(
            "unknown-column",
            "this column is not known; its values are kept beside the claim and not sent",
            table.place(row, header),
            f"did you mean {near}?" if near else "a known column, or a line for it under [columns] in casewright.toml",
            header,
        )
    for header in list(columns.repeated.values())[:_COLUMNS_TOLD]:
        notes.warning(
            "repeated-column",
            "an earlier column means the same; this one was not used",
            table.place(row, header),
            "one column for each field",
            header,
        )
