"""`casewright sandbox`: serve the practice Seller Central until Ctrl-C."""

from __future__ import annotations

import threading
from typing import Annotated

import typer

from casewright import app
from casewright.cli import output
from casewright.cli.completion import complete_marketplace, complete_recording
from casewright.cli.result import Result
from casewright.message import msg

commands = typer.Typer()

_LISTEN_EVERY = 0.5
"""Seconds after which Ctrl-C is heard on Windows at the latest; elsewhere it is heard at once."""


@commands.command()
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on 127.0.0.1; 0 picks a free one.")] = 8765,
    account: Annotated[str, typer.Option(help="The account that is signed in.")] = "Harbor Lane Goods",
    marketplace: Annotated[
        str, typer.Option(help="Its marketplace, such as US.", autocompletion=complete_marketplace)
    ] = "US",
    recording: Annotated[
        str | None, typer.Option(help="Which recorded variant of the site.", autocompletion=complete_recording)
    ] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(help="Something to go wrong on purpose, such as drop-after@Send."),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(metavar="CASE=TEXT", help="Let an associate answer a practice case, then exit."),
    ] = None,
    status: Annotated[str, typer.Option(help="The status of the case after the answer.")] = "Answered",
) -> Result:
    """Serve the practice Seller Central on this machine until Ctrl-C; its cases are kept.

    Click through it yourself, or file in it from elsewhere with CASEWRIGHT_SANDBOX_URL. With `--answer` nothing is
    served: the practice case gets an answer, so that you can practice following up.
    """
    if answer:
        answered = list(app.practice.answer_practice_cases(answer, status))
        return Result(
            "sandbox", {"answered": answered}, [msg("Answered ({status}): {cases}", status=status, cases=answered)]
        )
    with app.practice.serve_practice(account, marketplace, port=port, recording=recording, faults=fault or ()) as url:
        output.say(
            msg("Practice Seller Central of {account}: {url} (Ctrl-C ends it)", account=account, url=f"{url}/home")
        )
        output.say(msg("To file in it from another terminal, set {variable}", variable=f"CASEWRIGHT_SANDBOX_URL={url}"))
        until_interrupted()
    return Result("sandbox", {"url": url}, [msg("The practice Seller Central was closed.")])


def until_interrupted() -> None:
    """Wait for Ctrl-C, which Windows tells nobody who waits without an end."""
    never = threading.Event()
    try:
        while not never.wait(_LISTEN_EVERY):
            continue
    except KeyboardInterrupt:
        return
