"""`casewright desk`: the desk, a page in the browser of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright.cli import output, speech
from casewright.cli.faces import load_face
from casewright.cli.options import FilingSite
from casewright.cli.result import Result
from casewright.message import msg, msg_n
from casewright.model.site_name import SiteName

commands = typer.Typer()


@commands.command()
def desk(
    claims: Annotated[
        list[Path] | None, typer.Argument(metavar="[CLAIMS|PLAN]", help=("Claims files, or the plan of a preview."))
    ] = None,
    site: Annotated[FilingSite, typer.Option(help="Seller Central, or the practice site.")] = SiteName.LIVE,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on 127.0.0.1; 0 picks a free one.")] = 0,
) -> Result:
    """Review claims with their evidence, file them, and follow cases and money, in the browser of this machine.

    Prints a link that lets one browser in, once; nobody else gets in. Closes with Ctrl-C, or after half an hour without
    use; a filing in progress keeps it open.
    """
    server = load_face("desk.serve")
    closed = server.serve_desk(
        claims or (), site, port, speech.spoken_language(), lang=speech.asked_language(), ready=_tell_link
    )
    view = [
        msg("The desk was idle for too long and has closed.") if closed.idle else msg("The desk has closed."),
        *([msg("Approved plan: {path}", path=closed.plan)] if closed.plan else []),
    ]
    return Result("desk", {"idle": closed.idle, "plan": closed.plan and str(closed.plan)}, view)


def _tell_link(link: str, others: tuple[int, ...]) -> None:
    if others:
        output.say(
            msg_n(
                "Another desk is open on this home folder, on port {ports}.",
                "{count} other desks are open on this home folder, on the ports {ports}.",
                len(others),
                ports=others,
            ),
            tone="open",
        )
    output.say(msg("Open this link in a browser on this machine. It works once:"))
    output.say_link(link)
    output.say(msg("Ctrl-C closes the desk."))
