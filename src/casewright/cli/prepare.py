"""`casewright prepare`: claims drafted from Amazon's own reports, for a person to complete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from casewright.cli.language import Lang
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.intake.draft_sheet import Cell, Unfinished, write_unfinished
from casewright.intake.reports import Report, read_ledger, read_reimbursements, read_returns
from casewright.policy.losses import Draft, LeftOut
from casewright.policy.losses import prepare as drafted
from casewright.policy.rules import load_rules
from casewright.report.outcome_words import plain
from casewright.report.table import Column, Table
from casewright.settings import load_settings

app = typer.Typer()

_NOT_COLUMNS = frozenset({"why", "lost", "paid", "first_day", "deadline", "to_add"})
_NOTES = {
    "en": "{why}; {lost} units, {paid} of them paid already; may be filed from {first} to {last}",
    "zh": "{why}；共 {lost} 件，其中 {paid} 件已赔偿；可申请期间 {first} 至 {last}",
}


@app.command()
def prepare(
    ledger: Annotated[list[Path], typer.Option("--ledger", help="Amazon's Inventory Ledger, detailed view.")],
    account: Annotated[str, typer.Option(help="The store's name as Seller Central's header shows it.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The workbook to write: .xlsx.")],
    marketplace: Annotated[str, typer.Option(help="The marketplace of rows that name no country.")] = "US",
    reimbursements: Annotated[
        list[Path] | None, typer.Option("--reimbursements", help="What was paid is not drafted again.")
    ] = None,
    returns: Annotated[list[Path] | None, typer.Option("--returns", help="Amazon's customer returns report.")] = None,
    lang: Lang = None,
) -> Result:
    """Draft claims from what Amazon's reports show lost or damaged, not found again and not paid.

    The cells that you have to add (proof, value) are marked. Nothing is filed, and nothing is overwritten.
    """
    settings = load_settings(lang=lang)
    events = [read_ledger(path) for path in ledger]
    paid = [read_reimbursements(path) for path in reimbursements or ()]
    back = [read_returns(path) for path in returns or ()]
    made = drafted(
        [row for one in events for row in one.rows],
        [row for one in paid for row in one.rows],
        [row for one in back for row in one.rows],
        load_rules(settings.rules),
        datetime.now(UTC),
        account,
        marketplace,
    )
    rows = [_unfinished(draft, settings.language) for draft in made.drafts]
    written = write_unfinished(out, rows, [_left(one) for one in made.left_out], settings.language)
    reports: list[Report[Any]] = [*events, *paid, *back]
    problems = [problem for one in reports for problem in one.problems]
    statements = [line for one in reports for line in one.statements]
    told = [f"{len(made.drafts)} drafts in {written}; losses left out, each with its reason: {len(made.left_out)}."]
    told += [f"Add what is marked, then: casewright check {written}"] if made.drafts else []
    return Result(
        "prepare",
        data={
            "path": str(written),
            "drafts": [draft.model_dump(mode="json") for draft in made.drafts],
            "left_out": [one.model_dump(mode="json") for one in made.left_out],
            "statements": statements,
        },
        view=[*statements, *_tables(made.drafts), *told],
        problems=problems,
        exit_code=ExitCode.REFUSED if any(one.severity == "error" for one in problems) else ExitCode.DONE,
    )


def _unfinished(draft: Draft, language: str) -> Unfinished:
    fields = {name: value for name, value in draft.model_dump().items() if name not in _NOT_COLUMNS}
    note = _NOTES[language].format(
        why=draft.why, lost=draft.lost, paid=draft.paid, first=draft.first_day, last=draft.deadline
    )
    return Unfinished(fields=fields, to_add=draft.to_add, note=note)


def _left(one: LeftOut) -> Sequence[Cell]:
    return one.why, one.day, one.product, one.quantity, one.reference


def _tables(drafts: tuple[Draft, ...]) -> list[Table]:
    if not drafts:
        return []
    columns = (
        Column("Draft", width=22),
        Column("Type", width=10),
        Column("Units", right=True, width=5),
        Column("From", width=10),
        Column("Deadline", width=10),
        Column("To add"),
    )
    rows = tuple(
        (
            one.claim_id,
            plain(one.type),
            str(one.quantity),
            str(one.first_day),
            str(one.deadline),
            ", ".join(map(plain, one.to_add)),
        )
        for one in drafts
    )
    return [Table(columns, rows)]
