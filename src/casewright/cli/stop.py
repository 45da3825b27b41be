"""`casewright stop`: put the stop switch on."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright import app
from casewright.cli.result import Result
from casewright.message import msg

commands = typer.Typer()


@commands.command()
def stop(reason: Annotated[str, typer.Option(help="Why, for whoever finds the switch on.")] = "") -> Result:
    """Stop everything: a running filing stops before its next action, and nothing new starts.

    A case that was already submitted is still looked up and recorded.
    """
    switch = app.machine.stop_everything(reason)
    told = msg(
        "Stopped. Nothing is done while {path} exists. {command} removes it.",
        path=switch,
        command="`casewright resume`",
    )
    return Result("stop", {"stopped": True, "switch": str(switch)}, [told])
