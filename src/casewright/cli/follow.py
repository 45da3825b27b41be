"""`casewright cases sync`, `due` and `reply`: what became of the cases, what is due when, and an answer to one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.app.orders import DueOrder
from casewright.cli import speech
from casewright.cli.completion import complete_filing
from casewright.cli.options import OfAccount, OfMarketplace, OfType, OnSite
from casewright.cli.result import Result
from casewright.cli.standard_streams import catch_output, read_given_text
from casewright.message import msg
from casewright.model.site_name import SiteName


def sync(
    site: OnSite = SiteName.LIVE,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
) -> Result:
    """Read the page of every open case: status, last answer, what it asks for. Changes nothing there.

    When the site asks to slow down, the command waits; when it keeps asking, the rest is left for another day (exit
    code 7).
    """
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    with cli.progress.show_progress() as progress:
        synced = app.follow.sync_cases(site, narrowed, tell=progress.tell)
    document, view = report.followed.sync_document(synced), report.followed.sync_view(synced)
    return Result("cases sync", document, view, exit_code=synced.exit_code)


def due(
    claims: Annotated[
        list[Path] | None, typer.Argument(metavar="[CLAIMS]", help=("Claims files whose windows are listed as well."))
    ] = None,
    site: OnSite = SiteName.LIVE,
    within: Annotated[
        int, typer.Option("--within", "--due", min=0, help="Days from today; what is overdue is always listed.")
    ] = 14,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file; - prints it.")
    ] = None,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
    order: Annotated[DueOrder, typer.Option("--sort", help="Sort order.")] = DueOrder.DAY,
) -> Result:
    """What is due: Amazon's answers, your replies to answered cases, claims whose window closes.

    Answers are due after three working days of the marketplace. `cases sync` brings the statuses up to date.
    """
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    with cli.progress.show_progress() as progress:
        dues = app.follow.list_due(claims or (), site, within, narrowed, order=order, tell=progress.tell)
    if ics is None:
        document, view = report.followed.due_document(dues, None), report.followed.due_view(dues, None)
        return Result("cases due", document, view, dues.problems, dues.exit_code)
    with catch_output(ics, ".ics") as caught:
        calendar = report.calendar.write_calendar(caught.path, dues.all, dues.now, speech.spoken_language())
    document, view = report.followed.due_document(dues, calendar), report.followed.due_view(dues, calendar)
    return Result("cases due", document, view, dues.problems, dues.exit_code, content=caught.content)


def reply(
    name: Annotated[
        str, typer.Argument(metavar="CASE", help="A case ID, reference or claim ID.", autocompletion=complete_filing)
    ],
    text: Annotated[str | None, typer.Option(help="The text of the reply.")] = None,
    text_file: Annotated[
        Path | None, typer.Option("--text-file", help="The same from a UTF-8 file; - reads standard input.")
    ] = None,
    attach: Annotated[list[Path] | None, typer.Option(help="A file to attach.")] = None,
    site: OnSite = SiteName.LIVE,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send without asking.")] = False,
) -> Result:
    """Reply to a case: fill in the form, ask, send once, and check that the case shows it.

    The same text with the same files is never sent twice. Exits with 5 when it is not known whether it was sent.
    """
    text_file, text = read_given_text(text_file, text)
    if not yes:
        cli.prompt.need_terminal(
            msg("Run the same command in a terminal: the reply is shown and asked about before it is sent.")
        )
    with cli.progress.show_progress() as progress:
        asks = app.asks.Approved("--yes") if yes else cli.prompt.Terminal(paused=progress.paused)
        done = app.reply.reply_to_case(
            name, site, asks, text=text, text_file=text_file, attach=attach or (), tell=progress.tell
        )
    document, view = report.followed.reply_document(done), report.followed.reply_view(done)
    return Result("cases reply", document, view, exit_code=done.replied.outcome.exit_code)
