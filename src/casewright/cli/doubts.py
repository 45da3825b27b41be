"""`casewright cases reconcile`, `decide`, `adopt`: which case a filing became, from the case log or a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import output
from casewright.cli.completion import complete_claim, complete_filing
from casewright.cli.options import OfAccount, OfMarketplace, OnSite
from casewright.cli.result import Result
from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.site_name import SiteName


def reconcile(site: OnSite = SiteName.LIVE, account: OfAccount = None, marketplace: OfMarketplace = None) -> Result:
    """Look up in the case log what became of every filing in doubt; the rest is yours to decide. Files nothing.

    Exits with 5 while a filing stays uncertain, with 4 while one needs a person.
    """
    narrowed = app.narrowing.narrowing(account, marketplace)
    with cli.progress.show_progress() as progress:

        def refuse(error: CasewrightError) -> None:
            with progress.paused():
                output.refused(error)

        asks = cli.prompt.Terminal(paused=progress.paused)
        settled = app.doubts.reconcile_doubts(site, asks, narrowed, tell=progress.tell, refused=refuse)
    document = report.doubts.reconciled_document(settled)
    view = report.doubts.reconciled_view(settled)
    return Result("cases reconcile", document, view, exit_code=settled.exit_code)


def decide(
    name: Annotated[
        str,
        typer.Argument(metavar="FILING", help="A filing ID, reference or claim ID.", autocompletion=complete_filing),
    ],
    why: Annotated[str, typer.Option(help="The reason, kept for good beside your name and the time.")],
    case_id: Annotated[str | None, typer.Option("--case-id", help="It was sent: this is its case.")] = None,
    not_sent: Annotated[bool, typer.Option("--not-sent", help="Nothing was sent: it may be claimed again.")] = False,
    site: OnSite = SiteName.LIVE,
) -> Result:
    """Decide what became of a filing in doubt, after checking in Seller Central yourself.

    Run `cases reconcile` first: it shows what was sent and what the case log has, side by side.
    """
    decided = app.doubts.decide_doubt(name, site, why=why, case_id=case_id, not_sent=not_sent)
    table = report.filings.filing_table([decided])
    return Result("cases decide", report.filings.filing_document(decided), [table])


def adopt(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="The case ID, as Seller Central shows it.")],
    claims: Annotated[list[Path], typer.Argument(metavar="CLAIMS...", help="The files that contain the claim.")],
    claim: Annotated[
        str,
        typer.Option("--claim", metavar="ID", help="The claim that the case is about.", autocompletion=complete_claim),
    ],
    site: OnSite = SiteName.LIVE,
) -> Result:
    """Add a case that was filed elsewhere to the ledger: it is followed, and the claim is never filed again.

    The case's own page is read; it must name one of the claim's identifiers. Nothing is changed there.
    """
    with cli.progress.show_progress(msg("reading case {case}", case=case_id)) as progress:
        adopted = app.adopt.adopt_case(case_id, claims, claim, site, tell=progress.tell)
    table = report.filings.filing_table([adopted])
    return Result("cases adopt", report.filings.filing_document(adopted), [table])
