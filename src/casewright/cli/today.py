"""`casewright today`: the day on one screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli.options import OfAccount, OfMarketplace, OfType, OnSite
from casewright.cli.result import Result
from casewright.model.site_name import SiteName

commands = typer.Typer()


@commands.command()
def today(
    claims: Annotated[
        list[Path] | None, typer.Argument(metavar="[CLAIMS]", help=("Claims files whose windows are listed as well."))
    ] = None,
    site: OnSite = SiteName.LIVE,
    within: Annotated[
        int, typer.Option("--due", min=0, help=("Days from today; what is overdue is always listed."))
    ] = 3,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
) -> Result:
    """What is in doubt and what is due, with amounts, each with its next command.

    Nothing is opened or sent. `cases sync` brings what Amazon answered up to date.
    """
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    with cli.progress.show_progress() as progress:
        day = app.today.list_today(claims or (), site, within, narrowed, tell=progress.tell)
    document, view = report.today.today_document(day), report.today.today_view(day)
    return Result("today", document, view, day.problems, day.exit_code)
