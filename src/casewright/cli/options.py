"""The options that several commands share. Nothing here imports more than Typer, so that `--help` stays quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from casewright.cli.completion import complete_account, complete_claim_type, complete_marketplace
from casewright.model.site_name import SiteName

Language = str
"""A language of the interface, such as `en`."""

Claims = Annotated[list[Path], typer.Argument(metavar="CLAIMS", help="Claims files or folders: xlsx, csv, yaml, json.")]

FilingSite = Literal[SiteName.LIVE, SiteName.SANDBOX]
"""Where cases are filed, and so the sites that have a ledger."""

OnSite = Annotated[FilingSite, typer.Option("--site", help="Which ledger: the real one or the practice one.")]
"""The option of every command that asks a ledger."""

Paid = Annotated[
    list[Path] | None,
    typer.Option(
        "--reimbursements", help="Amazon's Reimbursements reports (files, folders): what was paid is not claimed again."
    ),
]
"""The option of every command that judges claims."""

Early = Annotated[
    bool | None,
    typer.Option("--early", help=("Do not wait where waiting is only advised: file what Amazon already accepts.")),
]
"""The option of every command that judges claims; not given, the settings decide."""

NoLocation = Annotated[
    bool | None,
    typer.Option("--strip-location/--keep-location", help="Send copies of photos without their location."),
]
"""The option of every command that looks at evidence; not given, the settings decide."""

OfAccount = Annotated[
    str | None, typer.Option("--account", help="Only those of this account.", autocompletion=complete_account)
]
OfMarketplace = Annotated[
    str | None,
    typer.Option(
        "--marketplace", help="Only those of this marketplace, such as US.", autocompletion=complete_marketplace
    ),
]
OfType = Annotated[
    str | None, typer.Option("--type", help="Only those of this claim type.", autocompletion=complete_claim_type)
]
"""What a list is narrowed to."""

DueWithin = Annotated[
    int | None, typer.Option("--due", min=0, metavar="DAYS", help="Only what is due within so many days, or overdue.")
]
"""The days that a list looks ahead; not given, it shows all."""
