"""`casewright prepare`: claims drafted from Amazon's own reports, for a person to complete."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
from casewright.cli.completion import complete_account
from casewright.cli.result import Result

commands = typer.Typer()

Files = list[Path] | None


@commands.command()
def prepare(
    account: Annotated[
        str,
        typer.Option(help="The store's name as Seller Central's header shows it.", autocompletion=complete_account),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The workbook to write: .xlsx.")],
    reports: Annotated[
        Files, typer.Argument(help="Amazon's reports, or folders of them: each is known by its columns.")
    ] = None,
    marketplace: Annotated[str, typer.Option(help="The marketplace of rows that name no country.")] = "US",
    ledger: Annotated[Files, typer.Option("--ledger", help="Inventory Ledger, detailed view.")] = None,
    reimbursements: Annotated[
        Files, typer.Option("--reimbursements", help="Reimbursements: what was paid is not drafted again.")
    ] = None,
    returns: Annotated[Files, typer.Option("--returns", help="FBA customer returns.")] = None,
    refunds: Annotated[
        Files, typer.Option("--refunds", help="Date-range transactions: refunds whose units never came back.")
    ] = None,
    removals: Annotated[Files, typer.Option("--removals", help="Removal order detail.")] = None,
    parcels: Annotated[Files, typer.Option("--removal-shipments", help="Removal shipment detail.")] = None,
    shipments: Annotated[Files, typer.Option("--shipments", help="Contents of shipments to Amazon.")] = None,
    receipts: Annotated[Files, typer.Option("--receipts", help="Received inventory, beside the ledger's.")] = None,
    costs: Annotated[
        Files, typer.Option("--costs", help="Your cost list by SKU: payments below it are drafted, too.")
    ] = None,
) -> Result:
    """Draft claims from Amazon's reports: what was lost, damaged or paid too low, and neither found again nor paid.

    Give the files as they are, or a folder of downloads; an option says what a file is. The cells that you have to
    fill in (proof, value) are marked. Nothing is filed, and nothing is overwritten.
    """
    named = app.drafts.ReportFiles(
        ledger=ledger or (),
        reimbursements=reimbursements or (),
        returns=returns or (),
        refunds=refunds or (),
        removal_orders=removals or (),
        removal_shipments=parcels or (),
        shipment_contents=shipments or (),
        receipts=receipts or (),
        costs=costs or (),
    )
    files = named.with_more(app.drafts.ReportFiles.sorted_from(reports)) if reports else named
    prepared = app.drafts.prepare_drafts(files, account, out, marketplace=marketplace, lang=speech.asked_language())
    document, view = (
        report.drafted.drafts_document(prepared),
        report.drafted.drafts_view(prepared),
    )
    return Result("prepare", document, view, prepared.problems, prepared.exit_code)
