"""`casewright check`: load and judge, and show the verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.app.orders import ClaimOrder
from casewright.cli import speech
from casewright.cli.options import Claims, DueWithin, Early, NoLocation, OfAccount, OfMarketplace, OfType, Paid
from casewright.cli.result import Result
from casewright.cli.standard_streams import given_claims

commands = typer.Typer()


@commands.command()
def check(
    claims: Claims,
    reimbursements: Paid = None,
    early: Early = None,
    strip_location: NoLocation = None,
    mended: Annotated[
        Path | None,
        typer.Option(
            "--fix-up", metavar="OUT", help=("Write a copy of the sheet (.xlsx) with each problem as a comment.")
        ),
    ] = None,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
    within: DueWithin = None,
    order: Annotated[ClaimOrder | None, typer.Option("--sort", help="Sort order; by default as in the files.")] = None,
) -> Result:
    """Check claims against the rules: each verdict, reason and deadline, and the money at stake by deadline.

    Nothing is opened or sent. Exits with 1 when a claim is refused or a row cannot be read.
    """
    with cli.progress.show_progress() as progress, given_claims(claims) as files:
        checked = app.check.check_claims(
            files,
            reimbursements=reimbursements,
            early=early,
            strip_location=strip_location,
            fix_up_to=mended,
            narrowed=app.narrowing.narrowing(account, marketplace, claim_type),
            lang=speech.asked_language(),
            tell=progress.tell,
        )
    checked = app.browse.arrange_claims(checked, order, within)
    document, view = report.checked.check_document(checked), report.checked.check_view(checked)
    return Result("check", document, view, checked.judged.batch.problems, checked.exit_code)
