"""`casewright cases reconcile` and `decide`: what became of filings in doubt, from the case log or a person."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import output
from casewright.cli.options import OnSite
from casewright.cli.result import Result
from casewright.model.site_name import SiteName


def reconcile(site: OnSite = SiteName.LIVE) -> Result:
    """Ask the case log what became of every filing in doubt; what it does not decide is yours to. Files nothing.

    Ends with 5 while one stays uncertain, with 4 while one needs a person.
    """
    settled = app.doubts.reconcile_doubts(
        site, cli.prompt.Terminal(), tell=cli.progress.say_event, refused=output.refused
    )
    document = report.reconciled.reconciled_document(settled)
    view = report.reconciled.reconciled_view(settled)
    return Result("cases reconcile", document, view, exit_code=settled.exit_code)


def decide(
    name: Annotated[str, typer.Argument(metavar="FILING", help="A filing ID, reference or claim ID.")],
    why: Annotated[str, typer.Option(help="The reason, kept for good beside your name and the time.")],
    case_id: Annotated[str | None, typer.Option("--case-id", help="It was sent: this is its case.")] = None,
    not_sent: Annotated[bool, typer.Option("--not-sent", help="Nothing was sent: it may be claimed again.")] = False,
    site: OnSite = SiteName.LIVE,
) -> Result:
    """Say what became of a filing in doubt, after looking into Seller Central yourself.

    Run `cases reconcile` first: it shows what was sent and what the case log has, side by side.
    """
    decided = app.doubts.decide_doubt(name, site, why=why, case_id=case_id, not_sent=not_sent)
    table = report.filings.filing_table([decided])
    return Result("cases decide", report.filings.filing_document(decided), [table])
