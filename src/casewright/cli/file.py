"""`casewright file`: every claim becomes a case at most once, after a yes for each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import speech
from casewright.cli.options import Early, FilingSite, NoLocation, OfAccount, Paid
from casewright.cli.result import Result
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.site_name import SiteName

commands = typer.Typer()


@commands.command()
def file(
    claims: Annotated[
        list[Path], typer.Argument(metavar="CLAIMS|PLAN", help="Claims files, or the plan.json of a preview.")
    ],
    site: Annotated[FilingSite, typer.Option(help="Seller Central, or the practice site.")] = SiteName.LIVE,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: file what the plan approved.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="File at most this many cases in this run.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the report.")] = None,
    reimbursements: Paid = None,
    early: Early = None,
    strip_location: NoLocation = None,
    by_hand: Annotated[
        bool,
        typer.Option(
            "--by-hand",
            help=("Fill in and submit by hand: texts and files are prepared, and the case is proven afterwards."),
        ),
    ] = False,
    account: OfAccount = None,
) -> Result:
    """File claims as cases, asking before each submit; nothing is filed twice.

    A plan is filed exactly as it was previewed; whatever has changed since is left out and reported.
    """
    language = speech.spoken_language()
    if yes and by_hand:
        raise UsageError(
            msg("{flag} needs a person to answer, but {other} asks no questions.", flag="--by-hand", other="--yes"),
            remedy=msg("Use only one of the two."),
        )
    if not yes:
        cli.prompt.need_terminal(
            msg("Run the same command in a terminal: each claim is shown and asked about before it is filed.")
        )
    with cli.progress.show_progress() as progress:
        asks = app.asks.Approved() if yes else cli.prompt.Terminal(paused=progress.paused)
        hand = None if yes else app.by_hand.WalksByHand(cli.hand_prompt.TerminalByHand(paused=progress.paused), by_hand)
        filed = app.filing.file_claims(
            claims,
            site,
            asks,
            limit=limit,
            out=out,
            reimbursements=reimbursements,
            early=early,
            strip_location=strip_location,
            lang=speech.asked_language(),
            narrowed=app.narrowing.narrowing(account),
            walks_by_hand=hand,
            tell=progress.tell,
        )
    with cli.progress.writing_report():
        written = report.runs.write_filing_report(filed, language)
    document = report.runs.filing_run_document(filed, written)
    view = report.runs.filing_run_view(filed, written)
    return Result("file", document, view, filed.planned.judged.batch.problems, filed.exit_code)
