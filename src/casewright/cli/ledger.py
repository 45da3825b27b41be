"""`casewright ledger`: the database in which it is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright import app
from casewright.cli.result import Result
from casewright.message import msg

commands = typer.Typer(name="ledger", no_args_is_help=True, help="The ledger's database: copy it to another.")


@commands.callback()
def ledger() -> None:
    """The ledger's database: copy it to another."""


@commands.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The ledger's file, or its address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty file or database, like postgresql://…")],
) -> Result:
    """Copy a ledger into another database, and prove the copy by its chain before it is kept.

    Meanwhile nothing can be filed with the old one. Set ledger_url to the new one afterwards.
    """
    copied = app.ledgers.copy_to(source, target)
    told = msg(
        "{filings} filings and {receipts} receipts were copied to {place} and are as they were written.",
        filings=copied.filings,
        receipts=copied.receipts,
        place=copied.place,
    )
    return Result("ledger copy", copied.model_dump(mode="json"), [told])
