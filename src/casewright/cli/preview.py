"""`casewright preview`: a dry run that fills everything and submits nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casewright.casework.plan import save_plan
from casewright.casework.preview import preview as dry_run
from casewright.casework.result import Preview
from casewright.cli.check import Claims
from casewright.cli.intake import NoLocation, Paid, Prepared, prepared
from casewright.cli.language import Lang
from casewright.cli.ledgers import known
from casewright.cli.output import Ticker
from casewright.cli.progress import Progress
from casewright.cli.result import Result
from casewright.cli.wiring import (
    brakes_of,
    diary_of,
    exit_code_of,
    review_folder,
    site_of,
)
from casewright.intake.guide import Language
from casewright.report.document import settled_document, verdict_document
from casewright.report.html import write_preview
from casewright.report.table import drift_lines, settled_table
from casewright.report.verdicts import refusals
from casewright.settings import Settings, load_settings

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands below the table in one language."""

    counted: str
    not_submitted: str
    report: str
    to_file: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        counted="{left} requests left this machine ({answered} answered from here, {refused} refused).",
        not_submitted="Nothing was submitted.",
        report="Report: {path}",
        to_file="To file exactly this: casewright file {plan} --yes",
    ),
    "zh": _Words(
        counted="{left} 个请求离开本机（{answered} 个由本机应答，{refused} 个被拒绝）。",
        not_submitted="未提交任何内容。",
        report="报告：{path}",
        to_file="按此内容提交：casewright file {plan} --yes",
    ),
}


class DrySite(StrEnum):
    """Where a dry run walks: recorded pages, or the real Seller Central in a visible browser."""

    REPLAY = "replay"
    LIVE = "live"


@app.command()
def preview(
    claims: Claims,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the report and the plan.")] = None,
    site: Annotated[DrySite, typer.Option(help="Recorded pages, or the real site.")] = DrySite.REPLAY,
    reimbursements: Paid = None,
    strip_location: NoLocation = None,
    lang: Lang = None,
) -> Result:
    """Fill everything for every claim that may be filed, and submit nothing.

    Writes index.html with a picture of each screen, and plan.json, which `casewright file` files exactly as it is.
    """
    settings = load_settings(reimbursements=reimbursements, strip_location=strip_location, lang=lang)
    made = prepared(claims, settings, known(settings))
    folder = review_folder(out, "preview")
    seen = run_preview(made, site, settings, folder)
    return preview_result("preview", made, seen, folder, settings.language)


def run_preview(made: Prepared, site: DrySite, settings: Settings, folder: Path) -> Preview:
    """Walk the plan, and write report and plan into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    brakes = brakes_of(settings, live=site is DrySite.LIVE)
    with Ticker() as ticker:
        progress = Progress(ticker, len(made.plan.entries), settings.language)
        seen = dry_run(made.plan, site_of(site, settings), made.flows, brakes, folder, progress.tell)
    _log(seen)
    save_plan(made.plan, folder / "plan.json")
    write_preview(seen, folder)
    return seen


def _log(seen: Preview) -> None:
    """What was walked on the real site is logged; recorded pages belong to nobody's account."""
    if seen.site != "live":
        return
    diary = diary_of("preview", seen.site)
    for one in seen.entries:
        diary.settled(one)


def preview_result(command: str, made: Prepared, seen: Preview, folder: Path, language: Language) -> Result:
    """What a preview comes to: every claim, the guard's count, and where the report is."""
    guard, words = seen.guard, _WORDS[language]
    counted = words.counted.format(left=guard.left, answered=guard.answered, refused=guard.refused)
    return Result(
        command,
        data={
            "report": str(folder / "index.html"),
            "plan": str(folder / "plan.json"),
            "digest": made.plan.digest,
            "guard": guard.model_dump(mode="json"),
            "claims": [settled_document(one) for one in seen.entries],
            "refused": [verdict_document(one) for one in made.plan.refused],
        },
        view=[
            settled_table(seen.entries, language),
            *drift_lines(seen.entries, language),
            *refusals(made.plan.refused, language),
            counted if seen.site == "replay" else words.not_submitted,
            words.report.format(path=folder / "index.html"),
            words.to_file.format(plan=folder / "plan.json"),
        ],
        problems=made.judged.batch.problems,
        exit_code=exit_code_of(seen.entries, made.judged),
    )
