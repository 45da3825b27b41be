"""`casewright prepare`: claims drafted from Amazon's own reports, for a person to complete."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
from casewright.cli.result import Result

commands = typer.Typer()


@commands.command()
def prepare(
    ledger: Annotated[list[Path], typer.Option("--ledger", help="Amazon's Inventory Ledger, detailed view.")],
    account: Annotated[str, typer.Option(help="The store's name as Seller Central's header shows it.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The workbook to write: .xlsx.")],
    marketplace: Annotated[str, typer.Option(help="The marketplace of rows that name no country.")] = "US",
    reimbursements: Annotated[
        list[Path] | None, typer.Option("--reimbursements", help="What was paid is not drafted again.")
    ] = None,
    returns: Annotated[list[Path] | None, typer.Option("--returns", help="Amazon's customer returns report.")] = None,
) -> Result:
    """Draft claims from what Amazon's reports show lost or damaged, not found again and not paid.

    The cells that you have to add (proof, value) are marked. Nothing is filed, and nothing is overwritten.
    """
    prepared = app.drafts.prepare_drafts(
        ledger,
        account,
        out,
        marketplace=marketplace,
        reimbursements=reimbursements or (),
        returns=returns or (),
        lang=speech.asked_language(),
    )
    document, view = report.drafted.drafts_document(prepared), report.drafted.drafts_view(prepared)
    return Result("prepare", document, view, prepared.problems, prepared.exit_code)
