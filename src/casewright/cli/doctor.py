"""`casewright doctor`: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import typer

from casewright import app, report
from casewright.cli.result import Result

commands = typer.Typer()


@commands.command()
def doctor() -> Result:
    """Check browser, keyring, folders, flows, recordings, fonts and versions. Changes nothing.

    Exits with 1 when something needed is missing.
    """
    examined = app.machine.examine_machine()
    document = {"findings": [finding.model_dump() for finding in examined.findings]}
    return Result("doctor", document, report.examined.examined_view(examined), exit_code=examined.exit_code)
