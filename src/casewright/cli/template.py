"""`casewright template`: a starter claims file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from casewright.cli.result import Result
from casewright.intake.template import template as write_template
from casewright.settings import load_settings

app = typer.Typer()


@app.command()
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .xlsx, .csv, .yaml or .json.")],
    language: Annotated[
        Literal["en", "zh"] | None, typer.Option("--lang", "--language", help="Language of headers and explanations.")
    ] = None,
) -> Result:
    """Write a starter file for claims: headers, explanations, drop-downs where the format has them."""
    path = write_template(out, load_settings(lang=language).language)
    told = f"Written to {path}. Fill it in, then: casewright check {path}"
    return Result("template", data={"path": str(path)}, view=[told])
