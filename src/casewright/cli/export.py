"""`casewright cases export`: the ledger for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.cli.options import OnSite
from casewright.cli.result import Result
from casewright.model.site_name import SiteName


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .csv, .xlsx or .json.")],
    site: OnSite = SiteName.LIVE,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> Result:
    """Write all filings to a file for other programs."""
    with app.cases.all_cases(site) as filings:
        exported = report.export.export_filings(filings, out, replace=replace)
    return Result("cases export", report.export.exported_document(exported), report.export.exported_view(exported))
