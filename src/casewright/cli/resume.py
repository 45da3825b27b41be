"""`casewright resume`: take the stop switch away."""

from __future__ import annotations

import typer

from casewright import app
from casewright.cli.result import Result
from casewright.message import msg

commands = typer.Typer()


@commands.command()
def resume() -> Result:
    """Turn the stop switch off. What was stopped is started again with its own command."""
    was_on = app.machine.resume_work()
    told = msg("The stop switch is off.") if was_on else msg("The stop switch was not on.")
    return Result("resume", {"stopped": False, "was_on": was_on}, [told])
