"""`casewright flow`: the screens of each variant of the site, and whether they are sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import output
from casewright.cli.completion import complete_flow, complete_marketplace, complete_recording
from casewright.cli.options import FilingSite
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.message import msg

commands = typer.Typer(
    name="flow", no_args_is_help=True, help="The flows: which screens Casewright knows, and what it does."
)


@commands.command("list")
def list_flows() -> Result:
    """All flows, with your mends laid over them."""
    flows = app.flows.load_flows()
    document = {"flows": report.flow_list.flows_document(flows)}
    return Result("flow list", document, [report.flow_list.flows_table(flows)])


@commands.command()
def show(
    name: Annotated[str, typer.Argument(help="A flow's name, as `flow list` shows it.", autocompletion=complete_flow)],
) -> Result:
    """One flow: how each screen is recognized, and what is done there."""
    flow = app.flows.flow_named(name)
    return Result("flow show", flow.model_dump(mode="json"), report.flow_list.flow_view(flow))


@commands.command()
def check(
    recording: Annotated[
        str | None,
        typer.Option(
            help="Only this recording: the name of a shipped one, or a folder.",
            metavar="NAME|DIR",
            autocompletion=complete_recording,
        ),
    ] = None,
) -> Result:
    """Prove the flows, then compare every screen with every recorded page.

    First the flows: names resolve, screens can be reached and told apart, every way has exactly one submit. Then a line
    for each recorded page: which screen it is recognized as, and which of the screen's controls are found, missing or
    ambiguous. Your own mends are checked with them. Exits with 1 when a page is not recognized as exactly one screen,
    and says what the nearest screens lack; mistakes in a flow are shown with line and column.
    """
    checked = app.flows.check_flows(recording)
    document, view = report.flow_list.flow_check_document(checked), report.flow_list.flow_check_view(checked)
    return Result("flow check", document, view, exit_code=ExitCode.DONE if document["sound"] else ExitCode.REFUSED)


@commands.command()
def golden(
    recording: Annotated[
        str | None,
        typer.Argument(
            help="The name of a shipped recording, or a folder; all of them if omitted.", metavar="NAME|DIR"
        ),
    ] = None,
) -> Result:
    """Write the golden texts of a recording: what a browser reads in each of its pages.

    For pages that you wrote or changed by hand. Each page is opened in a browser that reaches nothing, and each tab
    or choice that its recording names under `shows` is pressed. Texts that read as before, and those that are kept
    by hand, stay as they are.
    """
    written = app.record.write_golden_texts(recording, tell=output.say)
    document, view = report.flow_list.goldens_document(written), report.flow_list.goldens_view(written)
    return Result("flow golden", document, view)


@commands.command()
def record(
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="DIR", help=("A new folder; its name becomes the name of the recording.")),
    ],
    site: Annotated[
        FilingSite | None,
        typer.Option(help=("Seller Central, or the practice site; you are asked if this is omitted.")),
    ] = None,
    account: Annotated[str, typer.Option(help="The account as the page's header shows it.")] = "Harbor Lane Goods",
    marketplace: Annotated[
        str, typer.Option(help="Its marketplace, such as US.", autocompletion=complete_marketplace)
    ] = "US",
    name: Annotated[list[str] | None, typer.Option(help="A word that must not be kept, such as your own name.")] = None,
) -> Result:
    """Open a visible browser, let you walk through the site, and keep what you saw as a recording.

    Close the window when you are done. Scripts and styles are dropped, what you typed is not kept, and personal data
    becomes placeholders. If anything still looks like personal data, nothing is written, and you are told what.
    """
    where = site or cli.prompt.ask_site()
    recorded = app.record.record_walk(out, where, account, marketplace, names=name or (), opened=_say_how)
    document, view = report.flow_list.recorded_document(recorded), report.flow_list.recorded_view(recorded)
    return Result("flow record", document, view)


def _say_how() -> None:
    output.say(msg("Walk through Seller Central in the window that opened, and close it when you are done."))
    output.say(
        msg(
            "What is kept: the pages as they were at each press, what each press led to, and the names of text"
            " boxes and file buttons. What is not kept: what you type, scripts, pictures, cookies, and "
            "anything that looks like personal data."
        )
    )
    output.say(
        msg(
            "Anything you submit is really submitted. The recording is finished when the window is "
            "closed and its folder is named here."
        )
    )
