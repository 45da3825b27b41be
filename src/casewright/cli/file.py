"""`casewright file`: every claim becomes a case at most once, after a yes for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from casewright.casework.file import file as file_entries
from casewright.casework.file import yes_to_all
from casewright.casework.plan import Entry, Stale, read_plan, still_approved
from casewright.casework.result import Settled
from casewright.cli.intake import NoLocation, Paid, Prepared, is_plan, prepared
from casewright.cli.language import Lang
from casewright.cli.ledgers import SiteName, ledger_of, proven
from casewright.cli.output import Ticker
from casewright.cli.progress import Progress
from casewright.cli.prompt import Person, need_terminal
from casewright.cli.result import Result
from casewright.cli.wiring import (
    desk_of,
    diary_of,
    exit_code_of,
    review_folder,
    site_of,
)
from casewright.errors import UsageError
from casewright.intake.guide import Language
from casewright.ledger.store import Ledger
from casewright.places import Home
from casewright.report.document import settled_document, verdict_document
from casewright.report.html import write_receipts
from casewright.report.table import drift_lines, settled_table
from casewright.report.verdicts import refusals
from casewright.settings import Settings, load_settings

app = typer.Typer()

_ASK_NOTHING = "Preview first, then file the plan: casewright file review/plan.json --yes"


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands around the table in one language."""

    nothing: str
    left_out: str
    report: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        nothing="Nothing was filed.",
        left_out="{claim} was left out: {why}",
        report="Report: {path}",
    ),
    "zh": _Words(
        nothing="未提交任何问题。",
        left_out="{claim} 未列入：{why}",
        report="报告：{path}",
    ),
}


@app.command()
def file(  # noqa: PLR0913, PLR0917 (one for each option)
    claims: Annotated[
        list[Path], typer.Argument(metavar="CLAIMS|PLAN", help="Files of claims, or the plan.json of a preview.")
    ],
    site: Annotated[SiteName, typer.Option(help="Seller Central, or the practice one.")] = SiteName.LIVE,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: file what the plan approved.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many cases in this run.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the report.")] = None,
    reimbursements: Paid = None,
    strip_location: NoLocation = None,
    lang: Lang = None,
) -> Result:
    """File claims as cases, asking in front of each submit; nothing is filed twice.

    A plan is filed exactly as it was previewed: what changed since is left out and told.
    """
    planned = len(claims) == 1 and is_plan(claims[0])
    if yes and not planned:
        raise UsageError("--yes files only what a plan approved.", remedy=_ASK_NOTHING)
    if not yes:
        need_terminal(_ASK_NOTHING)
    approved = read_plan(claims[0]) if planned else None
    bare = approved.strip_location if approved and strip_location is None else strip_location
    settings = load_settings(batch=limit, reimbursements=reimbursements, strip_location=bare, lang=lang)
    paths = [Path(source.path) for source in approved.sources] if approved else claims
    with ledger_of(site, settings) as ledger:
        made = prepared(paths, settings, proven(ledger))
        entries, stale = still_approved(approved, made.plan) if approved else (made.plan.entries, ())
        run = Filing(made, entries[:limit], stale, site, review_folder(out, "filed"), settings.language)
        settled = run.go(settings, ledger, ask=not yes)
        return run.result("file", settled, doubtful=bool(ledger.in_doubt()))


@dataclass(frozen=True, slots=True)
class Filing:
    """One run of filing: what was prepared, what of it is filed, and where the report goes."""

    made: Prepared
    entries: Sequence[Entry]
    stale: Sequence[Stale]
    site: SiteName
    folder: Path
    language: Language = "en"
    kept: Home | None = None
    """Where ledger and practice cases are, if not in the home folder."""

    def go(self, settings: Settings, ledger: Ledger, *, ask: bool) -> tuple[Settled, ...]:
        """File the entries and write the report; what was settled before an interruption is reported too."""
        self.folder.mkdir(parents=True, exist_ok=True)
        settled: list[Settled] = []
        yes = "asked in front of each submit" if ask else f"plan {self.made.plan.digest}"
        diary = diary_of("file", self.site, yes, self.kept)
        diary.note("began", f"{len(self.entries)} claims")
        with Ticker() as ticker:
            progress = Progress(ticker, len(self.entries), self.language)
            person = Person(paused=ticker.paused, language=self.language) if ask else yes_to_all
            desk = desk_of(settings, ledger, self.made.flows, person, progress.tell, self.folder)
            try:
                for one in file_entries(self.entries, site_of(self.site, settings, self.kept), desk):
                    settled.append(one)
                    diary.settled(one)
            finally:
                diary.note("ended", f"{len(settled)} of {len(self.entries)} claims were worked on")
                write_receipts(settled, self.made.plan.refused, self.site, self.folder)
        return tuple(settled)

    def result(self, command: str, settled: Sequence[Settled], *, doubtful: bool) -> Result:
        """What the run came to: every claim, what was left out and why, and where the report is."""
        report, words = self.folder / "index.html", _WORDS[self.language]
        left_out = [words.left_out.format(claim=one.entry.claim.claim_id, why=one.reason) for one in self.stale]
        return Result(
            command,
            data={
                "site": self.site,
                "report": str(report),
                "claims": [settled_document(one) for one in settled],
                "left_out": [{"claim_id": one.entry.claim.claim_id, "reason": one.reason} for one in self.stale],
                "refused": [verdict_document(one) for one in self.made.plan.refused],
            },
            view=[
                settled_table(settled, self.language) if settled else words.nothing,
                *drift_lines(settled, self.language),
                *left_out,
                *refusals(self.made.plan.refused, self.language),
                words.report.format(path=report),
            ],
            problems=self.made.judged.batch.problems,
            exit_code=exit_code_of(settled, self.made.judged, stale=bool(self.stale), doubtful=doubtful),
        )
