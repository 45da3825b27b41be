"""`casewright cases reimbursed`: what Amazon paid for which case, what it took back, and the totals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright.cli.ledgers import OnSite, SiteName, ledger_of
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.settings import load_settings


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
    from casewright.casework.money import merged, settle_up  # noqa: PLC0415 (the rest of the group needs none of it)
    from casewright.intake.load import load  # noqa: PLC0415
    from casewright.intake.reports import read_reimbursements  # noqa: PLC0415
    from casewright.policy.rules import load_rules  # noqa: PLC0415
    from casewright.report import settlements as told  # noqa: PLC0415

    settings = load_settings()
    read = [read_reimbursements(path) for path in reports]
    batch = load(claims, settings.columns) if claims else None
    with ledger_of(site, settings) as ledger:
        filings = ledger.filings()
        statuses = {case_id: seen.status for case_id, seen in ledger.followed().items()}
    rows = merged(one.rows for one in read)
    found = settle_up(filings, batch.claims if batch else (), rows, load_rules(settings.rules), statuses)
    problems = [problem for one in read for problem in one.problems] + list(batch.problems if batch else ())
    statements = [line for one in read for line in one.statements] + list(batch.statements if batch else ())
    written = [f"Totals: {told.export_totals(found.totals, csv, replace=replace)}"] if csv else []
    written += [f"Report: {told.write_money(found, out.absolute())}"] if out else []
    unread = f"The amount of {', '.join(found.unread)} could not be read: it is in no total."
    return Result(
        "cases reimbursed",
        data={"site": site, **told.money_document(found), "statements": statements},
        view=[
            *statements,
            *([told.settlement_table(found.settlements)] if found.settlements else []),
            f"{told.counted(found)}.",
            *([told.total_table(found.totals)] if found.totals else ["The reports hold no payment."]),
            *([unread] if found.unread else []),
            *written,
        ],
        problems=problems,
        exit_code=ExitCode.REFUSED if any(one.severity == "error" for one in problems) else ExitCode.DONE,
    )
