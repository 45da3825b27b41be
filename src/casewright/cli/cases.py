"""`casewright cases`: what was filed, when, with which case, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from casewright.cli.doubts import decide, reconcile
from casewright.cli.follow import due, sync
from casewright.cli.language import Lang
from casewright.cli.ledgers import OnSite, SiteName, ledger_of
from casewright.cli.log import log
from casewright.cli.reimbursed import reimbursed
from casewright.cli.reply import reply
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.intake.guide import Language
from casewright.ledger.filing import State
from casewright.ledger.followed import Followed
from casewright.ledger.receipt import BrokenLink
from casewright.model.outcome import Outcome
from casewright.report.document import filing_document
from casewright.report.export import export_filings
from casewright.report.outcome_words import called
from casewright.report.table import Table, filing_table, history_table
from casewright.settings import load_settings

app = typer.Typer(name="cases", no_args_is_help=True, help="The ledger: what was filed, with which case and proof.")


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands around the tables in one language."""

    nothing: str
    doubtful: str
    evidence: str
    receipts: str
    receipt: str
    none: str
    at_amazon: str
    reply_until: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        nothing="Nothing was filed yet.",
        doubtful="{count} in doubt: run `casewright cases reconcile --site {site}`.",
        evidence="Evidence:",
        receipts="Receipts:",
        receipt="  no. {one.sequence}: {outcome}, {at:%Y-%m-%d %H:%M:%S} UTC, {one.hash}",
        none="  none",
        at_amazon="At Amazon: {status} (looked at {at:%Y-%m-%d %H:%M} UTC)",
        reply_until="  Can be replied to until {at:%Y-%m-%d %H:%M} UTC",
    ),
    "zh": _Words(
        nothing="尚未提交任何问题。",
        doubtful="{count} 个结果不确定：请运行 `casewright cases reconcile --site {site}`。",
        evidence="证据：",
        receipts="回执：",
        receipt="  第 {one.sequence} 号：{outcome}，{at:%Y-%m-%d %H:%M:%S} UTC，{one.hash}",
        none="  无",
        at_amazon="亚马逊状态：{status}（查看于 {at:%Y-%m-%d %H:%M} UTC）",
        reply_until="  可回复至 {at:%Y-%m-%d %H:%M} UTC",
    ),
}

for command in (sync, due, reply, reconcile, decide, reimbursed, log):
    app.command()(command)


@app.command("list")
def list_cases(
    site: OnSite = SiteName.LIVE,
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    lang: Lang = None,
) -> Result:
    """All filings, the oldest first. Ends with 5 while one of them is in doubt."""
    settings = load_settings(lang=lang)
    language, words = settings.language, _WORDS[settings.language]
    with ledger_of(site, settings) as ledger:
        filings = ledger.filings(state=state)
        followed = ledger.followed()
        doubtful = ledger.in_doubt()
    view: list[str | Table] = [filing_table(filings, followed, language)] if filings else [words.nothing]
    if doubtful:
        view.append(words.doubtful.format(count=len(doubtful), site=site))
    return Result(
        "cases list",
        data={"site": site, "filings": [filing_document(one, followed.get(one.case_id or "")) for one in filings]},
        view=view,
        exit_code=ExitCode.UNCERTAIN if doubtful else ExitCode.DONE,
    )


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A case ID, reference, claim ID or filing ID.")],
    site: OnSite = SiteName.LIVE,
    lang: Lang = None,
) -> Result:
    """One filing with every step of its life, its text, and its receipts."""
    settings = load_settings(lang=lang)
    language, words = settings.language, _WORDS[settings.language]
    with ledger_of(site, settings) as ledger:
        filing = ledger.filing(name)
        history = ledger.history(filing)
        receipts = [one for one in ledger.receipts() if one.filing_id == filing.filing_id]
        seen = ledger.followed().get(filing.case_id or "")
    evidence = [f"  {name}  {sha256}" for name, sha256 in filing.evidence]
    proof = [words.receipt.format(one=one, outcome=called(one.outcome, language), at=one.at) for one in receipts]
    return Result(
        "cases show",
        data={
            **filing_document(filing, seen),
            "message": filing.message,
            "evidence": [{"name": name, "sha256": sha256} for name, sha256 in filing.evidence],
            "history": [step.model_dump(mode="json") for step in history],
            "receipts": [one.model_dump(mode="json") for one in receipts],
        },
        view=[
            filing_table([filing], language=language),
            *([_followed(seen, language)] if seen else []),
            history_table(history, language),
            "\n".join([words.evidence, *(evidence or [words.none])]),
            "\n".join([words.receipts, *(proof or [words.none])]),
            f"{filing.subject}\n\n{filing.message}",
        ],
        exit_code=_code(filing.outcome),
    )


def _followed(seen: Followed, language: Language) -> str:
    """What the case's own page showed last."""
    words = _WORDS[language]
    lines = [words.at_amazon.format(status=seen.status, at=seen.seen_at)]
    lines += [words.reply_until.format(at=seen.reply_until)] if seen.reply_until else []
    return "\n".join([*lines, *(f"  > {line}" for line in seen.answer.splitlines())])


def _code(outcome: Outcome | None) -> ExitCode:
    return ExitCode.UNCERTAIN if outcome is Outcome.UNCERTAIN else ExitCode.DONE


@app.command()
def verify(site: OnSite = SiteName.LIVE) -> Result:
    """Prove that no receipt was changed, removed or put in between since it was written."""
    with ledger_of(site, load_settings()) as ledger:
        broken = ledger.verify_chain()
        count = 0 if broken else len(ledger.receipts())
    return Result(
        "cases verify",
        data={"site": site, "whole": broken is None, "receipts": count, "broken": _broken(broken)},
        view=[f"Receipt no. {broken.sequence}: {broken.reason}" if broken else f"The chain of {count} receipts holds."],
        exit_code=ExitCode.REFUSED if broken else ExitCode.DONE,
    )


def _broken(link: BrokenLink | None) -> dict[str, object] | None:
    return link.model_dump() if link else None


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .csv, .xlsx or .json.")],
    site: OnSite = SiteName.LIVE,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> Result:
    """Write all filings to a file for other programs."""
    with ledger_of(site, load_settings()) as ledger:
        filings = ledger.filings()
    path = export_filings(filings, out, replace=replace)
    return Result(
        "cases export",
        data={"path": str(path), "filings": len(filings)},
        view=[f"{len(filings)} filings written to {path}"],
    )
