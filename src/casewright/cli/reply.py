"""`casewright cases reply`: a message to a case, shown, confirmed, sent once, and proven."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli.options import OnSite
from casewright.cli.result import Result
from casewright.message import msg
from casewright.model.site_name import SiteName


def reply(
    name: Annotated[str, typer.Argument(metavar="CASE", help="A case ID, reference or claim ID.")],
    text: Annotated[str | None, typer.Option(help="What to say.")] = None,
    text_file: Annotated[Path | None, typer.Option("--text-file", help="The same from a UTF-8 file.")] = None,
    attach: Annotated[list[Path] | None, typer.Option(help="A file to send along; repeatable.")] = None,
    site: OnSite = SiteName.LIVE,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send without asking.")] = False,
) -> Result:
    """Reply to a case: fill the form, ask, send once, and look whether the case shows it.

    The same words and files are never sent twice. Ends with 5 when it is not known whether it was sent.
    """
    if not yes:
        cli.prompt.need_terminal(
            msg("Run the same command in a terminal: the reply is shown and asked about before it is sent.")
        )
    with cli.progress.shown() as progress:
        asks = app.asks.Approved("--yes") if yes else cli.prompt.Terminal(paused=progress.paused)
        done = app.reply.reply_to_case(
            name, site, asks, text=text, text_file=text_file, attach=attach or (), tell=progress.tell
        )
    document, view = report.replied.reply_document(done), report.replied.reply_view(done)
    return Result("cases reply", document, view, exit_code=done.replied.outcome.exit_code)
