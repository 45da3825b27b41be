"""`casewright schema`: the JSON Schema of a claims file, for editors."""

from __future__ import annotations

import json

import typer

from casewright.cli.result import Result
from casewright.intake.claim_schema import json_schema

app = typer.Typer()


@app.command()
def schema() -> Result:
    """Print the JSON Schema of claims in YAML and JSON; save it as claims.schema.json beside your file."""
    made = json_schema()
    return Result("schema", data=made, view=[json.dumps(made, ensure_ascii=False, indent=2)])
