"""`casewright money` and `cases reimbursed`: what came of the claims, and which payment belongs to which case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
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
        Path | None,
        typer.Option(
            "--statement",
            metavar="OUT",
            help="Write the statement to an .xlsx or .html file, or each client's into this folder.",
        ),
    ] = None,
    month: Annotated[
        str | None, typer.Option("--month", metavar="YYYY-MM", help="The month of the statement; else all months.")
    ] = None,
    client: Annotated[str | None, typer.Option("--client", help="The statement of this client only.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite an existing file.")] = False,
) -> Result:
    """What was claimed, paid, taken back and denied, by month, account, type and marketplace; how many succeed.

    Payments come from Amazon's Reimbursements reports, given here or in the settings. Different currencies are never
    added together. With a month, a client or a statement it shows each client's statement, with the fee that is set.
    """
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    earned = app.earnings.sum_up_earnings(site, reimbursements, narrowed)
    problems = earned.matched.problems if earned.matched else ()
    if not (statement or month or client):
        return Result(
            "money", report.earnings.earnings_document(earned), report.earnings.earnings_view(earned), problems
        )
    statements = app.statement.make_statements(earned, app.statement.read_month(month), client)
    room, language = report.statement, speech.spoken_language()
    written = room.write_statements(statements, statement, language, replace=replace) if statement else ()
    document = {**report.earnings.earnings_document(earned), **room.statements_document(statements, written)}
    return Result("money", document, room.statements_view(statements, written), problems)


def reimbursed(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORTS...", help="Amazon's Reimbursements reports.")],
    site: OnSite = SiteName.LIVE,
    claims: Annotated[
        list[Path] | None,
        typer.Option(
            "--claims", help=("Claims files: payments are then found by product, too, and units are counted.")
        ),
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the totals to this .csv file.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for a report with a chart.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite an existing CSV file.")] = False,
) -> Result:
    """Match Amazon's Reimbursements reports to cases: paid, partly, denied or taken back, and totals by month."""
    matched = app.money.match_reimbursements(reports, site, claims or ())
    settlements = report.settlements
    view = settlements.payments_view(matched)
    if csv and not matched.stopped:
        totals = settlements.export_totals(matched.money.totals, csv, replace=replace)
        view.append(msg("Totals: {path}", path=totals))
    if out and not matched.stopped:
        folder = app.workspace.make_report_folder(out)
        page = settlements.write_money(matched.money, folder, speech.spoken_language())
        view.append(msg("Report: {path}", path=page))
    document = settlements.payments_document(matched)
    return Result("cases reimbursed", document, view, matched.problems, matched.exit_code)
