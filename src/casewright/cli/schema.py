"""`casewright schema`: the JSON Schema of a claims file, for editors."""

from __future__ import annotations

import json

import typer

from casewright import app
from casewright.cli.result import Result

commands = typer.Typer()


@commands.command()
def schema() -> Result:
    """Print the JSON Schema of claims in YAML and JSON; save it as claims.schema.json beside your file."""
    made = app.sheets.claim_schema()
    return Result("schema", made, [json.dumps(made, ensure_ascii=False, indent=2)])
