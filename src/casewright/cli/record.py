"""`casewright flow record`: walk through Seller Central by hand, and keep the walk as a recording."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright.browser.capture import Capture, reader
from casewright.browser.launch import find_browser
from casewright.casework.record import record as record_walk
from casewright.cli import output
from casewright.cli.intake import flow_set
from casewright.cli.ledgers import SiteName
from casewright.cli.result import Result
from casewright.cli.wiring import site_of
from casewright.errors import UsageError
from casewright.recording.draft import draft_name
from casewright.settings import load_settings


def record(
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="A new folder; its name is the recording's.")],
    site: Annotated[SiteName, typer.Option(help="Seller Central, or the practice one.")] = SiteName.LIVE,
    account: Annotated[str, typer.Option(help="The account as the page's header shows it.")] = "Harbor Lane Goods",
    marketplace: Annotated[str, typer.Option(help="Its marketplace, such as US.")] = "US",
    name: Annotated[
        list[str] | None, typer.Option(help="A word that must not be kept, such as your own name; repeatable.")
    ] = None,
) -> Result:
    """Open a visible browser, let you walk, and keep what you saw as a recording.

    Close the window when you are done. Scripts and styles are dropped, what you typed is not kept, and personal data
    becomes placeholders. If anything still looks like personal data, nothing is written, and you are told what.
    """
    folder = out.absolute()
    if folder.name != draft_name(folder.name) or (folder.exists() and any(folder.iterdir())):
        raise UsageError(
            f"{out} cannot become a recording",
            remedy="A new folder, its name in small letters, digits and hyphens: -o recordings/my-walk",
        )
    settings = load_settings()
    opened = site_of(site, settings, shown=True)
    found = find_browser(settings.browser)
    with opened.visit(account, marketplace, folder.parent) as visit:
        output.say("Walk through Seller Central in the window that opened, and close it when you are done.")
        written = record_walk(visit, flow_set(), folder, Capture.watch, reader(found), tuple(name or ()))
    pages = len(list(written.glob("*.html.j2")))
    return Result(
        "flow record",
        data={"recording": str(written), "pages": pages},
        view=[
            f"{pages} pages recorded: {written}",
            "Look through them before you share them. Then compare them with the flows:",
            f"  casewright flow check --recording {written}",
        ],
    )
