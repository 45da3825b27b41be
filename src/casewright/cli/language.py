"""The option of every command that speaks both languages of the interface; not given, settings or system decide."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright.intake.guide import Language

Lang = Annotated[Language | None, typer.Option("--lang", help="Language of the answer.")]
