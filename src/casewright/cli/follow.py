"""`casewright cases sync` and `cases due`: what became of the cases, and what is due when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import speech
from casewright.cli.options import OfAccount, OfMarketplace, OfType, OnSite
from casewright.cli.result import Result
from casewright.model.site_name import SiteName


def sync(site: OnSite = SiteName.LIVE) -> Result:
    """Read the page of every open case: status, last answer, what it asks for. Changes nothing there.

    A site that asks to slow down is waited for, and left for another day when it goes on asking (exit 7).
    """
    with cli.progress.shown() as progress:
        synced = app.follow.sync_cases(site, tell=progress.tell)
    document, view = report.followed.sync_document(synced), report.followed.sync_view(synced)
    return Result("cases sync", document, view, exit_code=synced.exit_code)


def due(
    claims: Annotated[
        list[Path] | None, typer.Argument(metavar="[CLAIMS]", help="Claims files whose windows are told as well.")
    ] = None,
    site: OnSite = SiteName.LIVE,
    within: Annotated[int, typer.Option(min=0, help="Days from today; what is overdue is always told.")] = 14,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file.")] = None,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
) -> Result:
    """What is due: Amazon's answers, your replies to answered cases, claims whose window closes.

    Answers are due after three working days of the marketplace. `cases sync` brings the statuses up to date.
    """
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    with cli.progress.shown() as progress:
        dues = app.follow.list_due(claims or (), site, within, narrowed, tell=progress.tell)
    calendar = report.calendar.write_calendar(ics, dues.all, dues.now, speech.spoken_language()) if ics else None
    return Result("cases due", report.followed.due_document(dues, calendar), report.followed.due_view(dues, calendar))
