"""`casewright preview`: a dry run that fills everything and submits nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import speech
from casewright.cli.options import Claims, Early, NoLocation, OfAccount, Paid
from casewright.cli.result import Result
from casewright.model.site_name import SiteName

commands = typer.Typer()


@commands.command()
def preview(
    claims: Claims,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the report and the plan.")] = None,
    site: Annotated[
        SiteName, typer.Option(help="Recorded pages, the practice server (or the one at `sandbox_url`), the real site.")
    ] = SiteName.REPLAY,
    reimbursements: Paid = None,
    early: Early = None,
    strip_location: NoLocation = None,
    account: OfAccount = None,
) -> Result:
    """Fill in the forms of every claim that may be filed, and submit nothing.

    Writes index.html with a picture of each screen, and plan.json, which `casewright file` files exactly as it is.
    """
    language = speech.spoken_language()
    with cli.progress.show_progress() as progress:
        previewed = app.preview.preview_claims(
            claims,
            site,
            out=out,
            reimbursements=reimbursements,
            early=early,
            strip_location=strip_location,
            lang=speech.asked_language(),
            narrowed=app.narrowing.narrowing(account),
            tell=progress.tell,
        )
    with cli.progress.writing_report():
        report.runs.write_preview_report(previewed, language)
    document, view = report.runs.preview_document(previewed), report.runs.preview_view(previewed)
    return Result("preview", document, view, previewed.planned.judged.batch.problems, previewed.exit_code)
