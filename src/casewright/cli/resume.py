"""`casewright resume`: take the stop switch away."""

from __future__ import annotations

import typer

from casewright.casework.stop_switch import resume as take_away
from casewright.cli.result import Result
from casewright.places import home

app = typer.Typer()


@app.command()
def resume() -> Result:
    """Take the stop switch away. What was stopped is begun again by its own command."""
    was_on = take_away(home())
    told = "The stop switch is off." if was_on else "The stop switch was not on."
    return Result("resume", data={"stopped": False, "was_on": was_on}, view=[told])
