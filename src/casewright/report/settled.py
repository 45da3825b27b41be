"""How the work on claims ended, as a table and as documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casewright.casework.result import Settled
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.report.document import claim_document
from casewright.report.table import Column, Table, amount_of


def drift_lines(settled: Iterable[Settled]) -> list[Message]:
    """Where what was not recognised is described: a line for each claim whose walk lost its way."""
    return [
        msg(
            "{claim}: the page was not what the flow expects. See {file}",
            claim=each.entry.claim.claim_id,
            file=each.walked.drift / "drift.txt",
        )
        for each in settled
        if each.walked.drift
    ]


def settled_table(settled: Iterable[Settled]) -> Table:
    """Claim, amount, outcome, case, detail: one row an entry that was worked on."""
    done = tuple(settled)
    columns = (
        Column(msg("Claim"), width=12),
        Column(msg("Amount"), right=True, width=12),
        Column(msg("Outcome"), width=12),
        Column(msg("Case"), width=14),
        Column(msg("Detail")),
    )
    rows = tuple(
        (
            each.entry.claim.claim_id,
            amount_of(each.entry.claim),
            label(each.outcome),
            each.walked.case_id or "-",
            each.walked.detail,
        )
        for each in done
    )
    return Table(columns, rows, tuple("good" if each.outcome.exit_code == 0 else "bad" for each in done))


def settled_document(settled: Settled, next_allowed: datetime | None = None) -> dict[str, object]:
    """How the work on one entry ended, with its receipt where there is one.

    `next_allowed` is when it may be filed at the earliest, where the run found out; else the verdict says it.
    """
    walked, outcome = settled.walked, settled.outcome
    next_allowed = next_allowed or settled.entry.verdict.next_allowed_at
    return {
        **claim_document(settled.entry.claim),
        "outcome": outcome,
        "retry_safe": outcome.retry_safe,
        "next_allowed_at": next_allowed.isoformat() if next_allowed and outcome.retry_safe else None,
        "detail": walked.detail,
        "case_id": walked.case_id,
        "submit_found": walked.submit_found,
        "clicked": walked.clicked,
        "screens": list(walked.screens),
        "drift": walked.drift and str(walked.drift),
        "mismatch": walked.mismatch and walked.mismatch.model_dump(mode="json"),
        "digest": settled.entry.digest,
        "receipt": settled.receipt and settled.receipt.model_dump(mode="json"),
    }
