"""The ledger's filings as text and as documents: all of them, one of them, the chain of receipts, the log of runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from casewright.app.cases import CaseDetails, CaseList, ChainVerified, RunHistory
from casewright.intake.guide import Language
from casewright.ledger.followed import Followed
from casewright.message import Message, listed, msg, msg_n
from casewright.model.site_name import SiteName
from casewright.report.filings import filing_document, filing_table, history_table
from casewright.report.next_step import command_line, sums_listed
from casewright.report.outcome_words import called, plain
from casewright.report.table import Column, Table


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


def case_list_document(cases: CaseList) -> dict[str, object]:
    """What stands behind `data` of `cases list`."""
    documents = [filing_document(filing, cases.followed.get(filing.case_id or "")) for filing in cases.filings]
    return {"site": cases.site, "filings": documents}


def case_list_view(cases: CaseList, language: Language = "en") -> list[Message | str | Table]:
    """A row a filing, what they come to by state and in money, how many are in doubt, and what lies elsewhere."""
    words = _WORDS[language]
    view: list[Message | str | Table] = [words.nothing]
    if cases.filings:
        view = [filing_table(cases.filings, cases.followed, language), _summary(cases, language)]
    if cases.total > len(cases.filings):
        view.append(
            msg(
                "The newest {shown} of {total} filings; {option} shows more.",
                shown=len(cases.filings),
                total=cases.total,
                option=f"--last {cases.total}",
            )
        )
    view += [_elsewhere(site, count) for site, count in cases.elsewhere.items()]
    if cases.in_doubt:
        view.append(words.doubtful.format(count=len(cases.in_doubt), site=cases.site))
    return view


def _summary(cases: CaseList, language: Language) -> Message:
    """`4 filings, 3 verified, 1 uncertain: 259.40 USD`."""
    sums: dict[str, Decimal] = {}
    for filing in cases.filings:
        sums[filing.currency] = sums.get(filing.currency, Decimal(0)) + Decimal(filing.amount)
    states = Counter(filing.state for filing in cases.filings)
    counts = [f"{count} {called(state, language)}" for state, count in states.items()]
    return msg_n(
        "{count} filing ({states}): {sums}",
        "{count} filings ({states}): {sums}",
        len(cases.filings),
        states=listed(counts),
        sums=sums_listed(sums),
    )


def _elsewhere(site: SiteName, count: int) -> Message:
    command = command_line("cases", "list", "--site", site)
    if site is SiteName.LIVE:
        return msg_n(
            "The ledger of your account holds {count} filing: {command}",
            "The ledger of your account holds {count} filings: {command}",
            count,
            command=command,
        )
    return msg_n(
        "The practice ledger holds {count} filing: {command}",
        "The practice ledger holds {count} filings: {command}",
        count,
        command=command,
    )


def case_document(case: CaseDetails) -> dict[str, object]:
    """What stands behind `data` of `cases show`."""
    filing = case.filing
    return {
        **filing_document(filing, case.followed),
        "message": filing.message,
        "evidence": [{"name": name, "sha256": sha256} for name, sha256 in filing.evidence],
        "history": [step.model_dump(mode="json") for step in case.history],
        "receipts": [receipt.model_dump(mode="json") for receipt in case.receipts],
    }


def case_view(case: CaseDetails, language: Language = "en") -> list[str | Table]:
    """Where it stands, every step, the evidence, the receipts, and the text that was sent."""
    filing, words = case.filing, _WORDS[language]
    evidence = [f"  {name}  {sha256}" for name, sha256 in filing.evidence]
    receipts = [
        words.receipt.format(one=receipt, outcome=called(receipt.outcome, language), at=receipt.at)
        for receipt in case.receipts
    ]
    return [
        filing_table([filing], language=language),
        *([_followed(case.followed, language)] if case.followed else []),
        history_table(case.history, language),
        "\n".join([words.evidence, *(evidence or [words.none])]),
        "\n".join([words.receipts, *(receipts or [words.none])]),
        f"{filing.subject}\n\n{filing.message}",
    ]


def _followed(seen: Followed, language: Language) -> str:
    """What the case's own page showed last."""
    words = _WORDS[language]
    lines = [words.at_amazon.format(status=seen.status, at=seen.seen_at)]
    lines += [words.reply_until.format(at=seen.reply_until)] if seen.reply_until else []
    return "\n".join([*lines, *(f"  > {line}" for line in seen.answer.splitlines())])


def chain_document(chain: ChainVerified) -> dict[str, object]:
    """What stands behind `data` of `cases verify`."""
    broken = chain.broken.model_dump() if chain.broken else None
    return {
        "site": chain.site,
        "whole": chain.broken is None,
        "receipts": chain.receipts,
        "broken": broken,
        "end_kept_apart": chain.head_kept,
    }


def chain_view(chain: ChainVerified) -> list[Message | str | Table]:
    """Whether the record holds, or where it is broken and why."""
    if chain.broken:
        return [msg("Not as it was written: {record}", record=str(chain.broken))]
    told: list[Message | str | Table] = [
        msg_n(
            "{count} receipt, and every step, reply and filing is as it was written.",
            "{count} receipts, and every step, reply and filing is as it was written.",
            chain.receipts,
        )
    ]
    if not chain.head_kept:
        told.append(
            msg(
                "The end of the chain was not kept apart on this machine: a tail that was cut off would not be noticed."
            )
        )
    return told


def run_log_document(log: RunHistory) -> dict[str, object]:
    """What stands behind `data` of `cases log`."""
    return {"path": str(log.path), "deeds": [deed.model_dump(mode="json") for deed in log.deeds]}


def run_log_view(log: RunHistory) -> list[str | Table]:
    """A row for everything that was done, and where the whole log is."""
    if not log.deeds:
        return ["Nothing was done yet."]
    columns = (
        Column("Moment (UTC)", width=19),
        Column("Command", width=10),
        Column("Site", width=7),
        Column("Claim", width=12),
        Column("What", width=12),
        Column("Case", width=14),
        Column("By whose yes"),
    )
    rows = tuple(
        (
            f"{deed.at:%Y-%m-%d %H:%M:%S}",
            deed.command,
            deed.site,
            deed.claim_id or "-",
            plain(deed.what),
            deed.case_id or "-",
            f"{deed.by}: {deed.yes}" if deed.yes else deed.detail,
        )
        for deed in log.deeds
    )
    return [Table(columns, rows), f"The whole log: {log.path}"]
