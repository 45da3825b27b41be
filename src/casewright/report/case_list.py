"""The ledger's filings as text and as documents: all of them, one of them, the chain of receipts, the log of runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from casewright.app.cases import CaseDetails, CaseList, ChainVerified, RunHistory
from casewright.ledger.filing import Filing
from casewright.ledger.followed import Followed
from casewright.ledger.receipt import Receipt
from casewright.message import Message, indented, listed, msg, msg_n
from casewright.model.labels import label
from casewright.model.site_name import SiteName
from casewright.model.sums import add_up
from casewright.report.filings import filing_document, filing_table, history_table, owner_of
from casewright.report.next_step import command_line, sums_listed
from casewright.report.recall import recall
from casewright.report.table import Column, Table, View


def case_list_document(cases: CaseList) -> dict[str, object]:
    """Return the `data` of `cases list`."""
    documents = [filing_document(filing, cases.followed.get(filing.case_id or "")) for filing in cases.filings]
    return {"site": cases.site, "filings": documents}


def case_list_view(cases: CaseList) -> View:
    """A row a filing, what they come to by state and in money, how many are in doubt, and what lies elsewhere."""
    view: View = [msg("No filing matches.") if cases.any_filed else msg("Nothing has been filed yet.")]
    if cases.filings:
        view = [filing_table(cases.filings, cases.followed), *_summaries(cases.filings)]
    more = f"--last {cases.total}"
    if cases.total > len(cases.filings):
        view.append(
            msg(
                "The newest {shown} of {total} filings; {option} shows more.",
                shown=len(cases.filings),
                total=cases.total,
                option=more,
            )
        )
    view += [_elsewhere(site, count) for site, count in cases.elsewhere.items()]
    if cases.demo:
        view.append(_demo_ledger(cases.demo))
    if cases.in_doubt:
        command = f"`casewright cases reconcile --site {cases.site}`"
        view.append(
            msg_n(
                "{count} filing is in doubt. Run {command}.",
                "{count} filings are in doubt. Run {command}.",
                len(cases.in_doubt),
                command=command,
            )
        )
    return view


def _summaries(filings: Sequence[Filing]) -> list[Message]:
    """`Harbor Lane Goods US: 4 filings (3 verified, 1 uncertain): 259.40 USD`; a line an account, then all of them."""
    by_owner: dict[str, list[Filing]] = {}
    for filing in filings:
        by_owner.setdefault(owner_of(filing), []).append(filing)
    lines = [msg("{place}: {message}", place=owner, message=_summary(some)) for owner, some in by_owner.items()]
    if len(lines) > 1:
        lines.append(msg("{place}: {message}", place=msg("All accounts"), message=_summary(filings)))
    return lines


def _summary(filings: Sequence[Filing]) -> Message:
    states = Counter(filing.state for filing in filings)
    counts = [msg("{count} {standing}", count=count, standing=label(state)) for state, count in states.items()]
    return msg_n(
        "{count} filing ({states}): {sums}",
        "{count} filings ({states}): {sums}",
        len(filings),
        states=listed(counts),
        sums=sums_listed(add_up((filing.amount, filing.currency) for filing in filings)),
    )


def _demo_ledger(home: Path) -> Message:
    command = command_line("cases", "list", *SiteName.SANDBOX.flags)
    return msg(
        "The demo keeps a ledger of its own: set {variable} to {folder} and run {command}.",
        variable="CASEWRIGHT_HOME",
        folder=home,
        command=f"`{command}`",
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
    """Return the `data` of `cases show`."""
    filing = case.filing
    return {
        **filing_document(filing, case.followed),
        "message": filing.message,
        "evidence": [{"name": name, "sha256": sha256} for name, sha256 in filing.evidence],
        "history": [step.model_dump(mode="json") for step in case.history],
        "receipts": [receipt.model_dump(mode="json") for receipt in case.receipts],
    }


def case_view(case: CaseDetails) -> View:
    """Where it stands, every step, the evidence, the receipts, and the text that was sent."""
    filing = case.filing
    none = [indented(msg("none"))]
    return [
        filing_table([filing]),
        *(_followed(case.followed) if case.followed else []),
        history_table(case.history),
        msg("Evidence:"),
        *([indented(f"{name}  {sha256}") for name, sha256 in filing.evidence] or none),
        msg("Receipts:"),
        *([indented(_receipt(receipt)) for receipt in case.receipts] or none),
        f"{filing.subject}\n\n{filing.message}",
    ]


def _receipt(receipt: Receipt) -> Message:
    return msg(
        "no. {number}: {outcome}, {time:%Y-%m-%d %H:%M:%S} UTC, {hash}",
        number=receipt.sequence,
        outcome=label(receipt.outcome),
        time=receipt.at,
        hash=receipt.hash,
    )


def _followed(seen: Followed) -> View:
    """What the case's own page showed last."""
    view: View = [msg("At Amazon: {status} (seen {time:%Y-%m-%d %H:%M} UTC)", status=seen.status, time=seen.seen_at)]
    if seen.reply_until:
        view.append(indented(msg("You can reply until {time:%Y-%m-%d %H:%M} UTC.", time=seen.reply_until)))
    return [*view, *(f"  > {line}" for line in seen.answer.splitlines())]


def chain_document(chain: ChainVerified) -> dict[str, object]:
    """Return the `data` of `cases verify`."""
    broken = chain.broken.model_dump(mode="json") if chain.broken else None
    return {
        "site": chain.site,
        "whole": chain.broken is None,
        "receipts": chain.receipts,
        "broken": broken,
        "end_kept_apart": chain.head_kept,
    }


def chain_view(chain: ChainVerified) -> View:
    """Whether the record holds, or where it is broken and why."""
    if chain.broken:
        return [msg("Changed since it was written: {record}", record=chain.broken.sentence)]
    told: View = [
        msg_n(
            "{count} receipt, and every step, reply and filing is as it was written.",
            "{count} receipts, and every step, reply and filing is as it was written.",
            chain.receipts,
        )
    ]
    if not chain.head_kept:
        told.append(
            msg(
                "The end of the chain was not kept separately on this machine: "
                "if its last records were cut off, nobody would notice."
            )
        )
    return told


def run_log_document(log: RunHistory) -> dict[str, object]:
    """Return the `data` of `cases log`."""
    return {"path": str(log.path), "deeds": [deed.model_dump(mode="json") for deed in log.deeds]}


def run_log_view(log: RunHistory) -> View:
    """A row for everything that was done, and where the whole log is."""
    if not log.deeds:
        return [msg("Nothing has been done yet.")]
    columns = (
        Column(msg("Time (UTC)"), width=19),
        Column(msg("Command"), width=10),
        Column(msg("Site"), width=7),
        Column(msg("Claim"), width=12),
        Column(msg("What"), width=12),
        Column(msg("Case"), width=14),
        Column(msg("Approved by")),
    )
    rows = tuple(
        (
            f"{deed.at:%Y-%m-%d %H:%M:%S}",
            deed.command,
            deed.site,
            deed.claim_id or "-",
            label(deed.what),
            deed.case_id or "-",
            msg("{person}: {approval}", person=deed.by, approval=recall(deed.yes)) if deed.yes else recall(deed.detail),
        )
        for deed in log.deeds
    )
    return [Table(columns, rows), msg("The whole log: {path}", path=log.path)]
