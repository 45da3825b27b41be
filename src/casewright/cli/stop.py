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
    """Stop everything: a running filing stops before its next act, and nothing new begins.

    A case that was submitted already is still looked up and written down.
    """
    switch = app.machine.stop_everything(reason)
    told = msg(
        "Stopped. Nothing is done while {path} exists. {command} removes it.",
        path=switch,
        command="`casewright resume`",
    )
    return Result("stop", {"stopped": True, "switch": str(switch)}, [told])
