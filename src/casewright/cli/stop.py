"""`casewright stop`: put the stop switch on."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright.casework.stop_switch import stop as put_on
from casewright.cli.result import Result
from casewright.places import home

app = typer.Typer()


@app.command()
def stop(reason: Annotated[str, typer.Option(help="Why, for whoever finds the switch on.")] = "") -> Result:
    """Stop everything: a running filing stops before its next act, and nothing new begins.

    A case that was submitted already is still looked up and written down.
    """
    switch = put_on(home(), reason)
    return Result(
        "stop",
        data={"stopped": True, "switch": str(switch)},
        view=[f"Stopped. Nothing is done while {switch} is there; `casewright resume` takes it away."],
    )
