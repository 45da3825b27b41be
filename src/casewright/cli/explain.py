"""`casewright explain`: a claim type in plain words."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
from casewright.cli.completion import complete_claim_type
from casewright.cli.result import Result

commands = typer.Typer()


@commands.command()
def explain(
    claim_type: Annotated[
        str | None,
        typer.Argument(
            metavar="[TYPE]", help="A claim type; all of them if omitted.", autocompletion=complete_claim_type
        ),
    ] = None,
) -> Result:
    """When a claim may be filed, with which proof, in which window, and what to expect."""
    explained = app.explain.explain_types(claim_type, lang=speech.asked_language())
    document = {"types": [explanation.model_dump(mode="json") for explanation in explained]}
    view = [line for explanation in explained for line in report.explained.explanation_view(explanation)]
    return Result("explain", document, view)
