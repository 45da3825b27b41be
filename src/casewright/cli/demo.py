"""`casewright demo`: the whole way, from a sheet of claims to proven cases, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli import output, speech
from casewright.cli.result import Result
from casewright.message import msg

commands = typer.Typer()


@commands.command()
def demo(
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: file the four good claims.")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for everything the demo writes.")] = None,
    reports: Annotated[
        bool, typer.Option("--reports", help="Only write sample Amazon reports to practice `prepare` with.")
    ] = False,
) -> Result:
    """Six bundled claims, from check to receipts, without an Amazon account.

    Checks them, previews them on recorded pages, files the good ones in the practice Seller Central with a prompt for
    each, proves them in its case log, and writes the reports. Nothing leaves this machine.
    """
    if reports:
        return _write_reports(out)
    if not yes:
        cli.prompt.need_terminal(msg("Add {flag}: {command}", flag="--yes", command="casewright demo --yes"))
    language = speech.spoken_language()
    trial = app.demo.prepare_demo(out, lang=speech.asked_language(), tell=cli.progress.say_event)
    output.talk(report.demo.checked_stage(trial))
    with cli.progress.show_progress() as progress:
        previewed = trial.preview_claims(progress.tell)
    with cli.progress.writing_report():
        report.runs.write_preview_report(previewed, language)
    output.talk(report.demo.previewed_stage(previewed))
    with cli.progress.show_progress() as progress:
        asks = app.asks.Approved() if yes else cli.prompt.Terminal(paused=progress.paused)
        filed = trial.file_claims(asks, progress.tell)
    with cli.progress.writing_report():
        written = report.runs.write_filing_report(filed, language)
    document = report.demo.demo_document(previewed, filed, written)
    view = report.demo.demo_view(previewed, filed, written, trial.own_home.root)
    return Result("demo", document, view, trial.planned.judged.batch.problems, app.demo.exit_code_of(previewed, filed))


def _write_reports(out: Path | None) -> Result:
    made = app.demo.write_reports(out, lang=speech.asked_language())
    document, view = report.demo.reports_document(made), report.demo.reports_view(made)
    return Result("demo", document, view)
