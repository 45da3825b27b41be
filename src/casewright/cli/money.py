"""`casewright money`: what came of the claims, and a statement for an account."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli.options import OfAccount, OfMarketplace, OfType, OnSite, Paid
from casewright.cli.result import Result
from casewright.message import msg
from casewright.model.site_name import SiteName

commands = typer.Typer()


@commands.command()
def money(
    site: OnSite = SiteName.LIVE,
    reimbursements: Paid = None,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
    statement: Annotated[
        Path | None, typer.Option("--statement", metavar="OUT", help="Write the statement to this .xlsx file.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> Result:
    """What was claimed, paid, taken back and denied, by month, account, type and marketplace; how many succeed.

    Payments come from Amazon's Reimbursements reports, given here or in the settings. Currencies are never added.
    """
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    earned = app.earnings.sum_up_earnings(site, reimbursements, narrowed)
    view = report.earnings.earnings_view(earned)
    if statement:
        written = report.earnings.write_statement(earned, account or "", statement, replace=replace)
        view.append(msg("Statement: {path}", path=written))
    problems = earned.matched.problems if earned.matched else ()
    return Result("money", report.earnings.earnings_document(earned), view, problems)
