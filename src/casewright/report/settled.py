"""How the work on claims ended, as a table and as documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casewright.casework.file import sent_by
from casewright.casework.result import Settled
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.report.document import claim_document
from casewright.report.table import Column, Table, amount_of


def drift_lines(settled: Iterable[Settled]) -> list[Message]:
    """Say where unrecognised pages are described: a line for each claim whose walk lost its way."""
    return [
        msg(
            "{claim}: the page was not what the flow expects. See {file}",
            claim=each.entry.claim.claim_id,
            file=each.walked.drift / "drift.txt",
        )
        for each in settled
        if each.walked.drift
    ]


def files_held_back(settled: Settled) -> list[str]:
    """The evidence that the way which was walked does not take; nothing where the walk did not reach its submit."""
    walked, form = settled.walked, settled.entry.form
    if not walked.submit_found:
        return []
    given = frozenset(step.value for step in walked.steps if step.verb == "attach")
    sent = {name for name, _ in sent_by(form, given).evidence}
    return [proof.name for proof in form.evidence if proof.name not in sent]


def files_held_back_lines(settled: Iterable[Settled]) -> list[Message]:
    """Which files would not be sent: one line for each set of files, with the claims that it is about."""
    claims: dict[tuple[str, ...], list[str]] = {}
    for each in settled:
        if names := files_held_back(each):
            claims.setdefault(tuple(names), []).append(each.entry.claim.claim_id)
    return [
        msg("{claims}: Amazon takes no such file on this way, so it is not sent: {files}", claims=of, files=list(names))
        for names, of in claims.items()
    ]


def settled_table(settled: Iterable[Settled]) -> Table:
    """Claim, amount, outcome, case, detail: one row an entry that was worked on."""
    done = tuple(settled)
    columns = (
        Column(msg("Claim"), width=12),
        Column(msg("Amount"), right=True, whole=True),
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
        "detail": str(walked.detail),
        "case_id": walked.case_id,
        "submit_found": walked.submit_found,
        "files_held_back": files_held_back(settled),
        "clicked": walked.clicked,
        "screens": list(walked.screens),
        "drift": walked.drift and str(walked.drift),
        "mismatch": walked.mismatch and walked.mismatch.model_dump(mode="json"),
        "digest": settled.entry.digest,
        "receipt": settled.receipt and settled.receipt.model_dump(mode="json"),
    }
