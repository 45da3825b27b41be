"""`casewright doctor`: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import typer

from casewright.casework.health import Finding, examine
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.places import home
from casewright.report.table import Column, Table
from casewright.settings import load_settings

app = typer.Typer()


@app.command()
def doctor() -> Result:
    """Look at browser, keyring, folders, flows, recordings, fonts and versions. Changes nothing.

    Ends with 1 when something that is needed is missing.
    """
    findings = examine(load_settings(), home())
    ill = [one for one in findings if one.state == "missing"]
    columns = (Column("What", width=14), Column("State", width=8), Column("Found"))
    rows = tuple((one.what, one.state, one.detail) for one in findings)
    tones = tuple({"good": "good", "missing": "bad"}.get(one.state, "open") for one in findings)
    return Result(
        "doctor",
        data={"findings": [one.model_dump() for one in findings]},
        view=[Table(columns, rows, tones), *map(_advice, (one for one in findings if one.remedy))],
        exit_code=ExitCode.REFUSED if ill else ExitCode.DONE,
    )


def _advice(finding: Finding) -> str:
    return f"{finding.what}: {finding.remedy}"
