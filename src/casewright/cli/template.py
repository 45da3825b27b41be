"""`casewright template`: a starter claims file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
from casewright.cli.completion import complete_language
from casewright.cli.options import Language
from casewright.cli.result import Result
from casewright.cli.standard_streams import catch_output
from casewright.message import msg

commands = typer.Typer()


@commands.command()
def template(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write: .xlsx, .csv, .yaml or .json; - prints a .csv.")
    ],
    language: Annotated[
        Language | None,
        typer.Option(
            help="Language of headers and explanations; the same as --lang.", autocompletion=complete_language
        ),
    ] = None,
) -> Result:
    """Write a starter file for claims: headers, explanations, drop-downs where the format has them."""
    with catch_output(out, ".csv") as caught:
        path = app.sheets.write_template(caught.path, lang=language or speech.asked_language())
    command = report.next_step.command_line("check", path)
    told = msg("Written to {path}. Fill it in, then run: {command}", path=path, command=command)
    notice = app.sheets.template_notice(path)
    document = {"path": str(path), "notice": str(notice) or None}
    return Result("template", document, [told, *([notice] if notice else [])], content=caught.content)
