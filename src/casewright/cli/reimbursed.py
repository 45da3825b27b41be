"""`casewright cases reimbursed`: what Amazon paid for which case, from its own reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
from casewright.cli.options import OnSite
from casewright.cli.result import Result
from casewright.message import msg
from casewright.model.site_name import SiteName


def reimbursed(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Amazon's Reimbursements reports.")],
    site: OnSite = SiteName.LIVE,
    claims: Annotated[
        list[Path] | None,
        typer.Option("--claims", help="Files of claims: finds payments by product too, and counts units."),
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the totals to this .csv file.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for a report with a picture.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a CSV file that is there.")] = False,
) -> Result:
    """Match Amazon's Reimbursements reports to cases: paid, partly, denied or taken back, and totals by month."""
    matched = app.money.match_reimbursements(reports, site, claims or ())
    settlements = report.settlements
    view = settlements.payments_view(matched)
    if csv and not matched.stopped:
        totals = settlements.export_totals(matched.money.totals, csv, replace=replace)
        view.append(msg("Totals: {path}", path=totals))
    if out and not matched.stopped:
        page = settlements.write_money(matched.money, out.absolute(), speech.spoken_language())
        view.append(msg("Report: {path}", path=page))
    document = settlements.payments_document(matched)
    return Result("cases reimbursed", document, view, matched.problems, matched.exit_code)
