"""How the work on claims ended, as a table and as documents."""

from __future__ import annotations

from collections.abc import Iterable

from casewright.casework.result import Settled
from casewright.intake.guide import Language
from casewright.report.document import claim_document
from casewright.report.outcome_words import called
from casewright.report.table import Column, Table, amount_of

_SETTLED: dict[Language, tuple[str, ...]] = {
    "en": ("Claim", "Amount", "Outcome", "Case", "Detail"),
    "zh": ("索赔", "金额", "结果", "问题", "说明"),
}
_DRIFTED: dict[Language, str] = {
    "en": "{claim}: the page was not what a flow expects. {told}",
    "zh": "{claim}：页面与流程的预期不符。{told}",
}


def drift_lines(settled: Iterable[Settled], language: Language = "en") -> list[str]:
    """Where what was not recognised is described: a line for each claim whose walk lost its way."""
    return [
        _DRIFTED[language].format(claim=one.entry.claim.claim_id, told=one.walked.drift / "drift.txt")
        for one in settled
        if one.walked.drift
    ]


def settled_table(settled: Iterable[Settled], language: Language = "en") -> Table:
    """Claim, amount, outcome, case, detail: one row an entry that was worked on."""
    done = tuple(settled)
    claim, amount, outcome, case, detail = _SETTLED[language]
    columns = (
        Column(claim, width=12),
        Column(amount, right=True, width=12),
        Column(outcome, width=12),
        Column(case, width=14),
        Column(detail),
    )
    rows = tuple(
        (
            one.entry.claim.claim_id,
            amount_of(one.entry.claim),
            called(one.outcome, language),
            one.walked.case_id or "-",
            one.walked.detail,
        )
        for one in done
    )
    return Table(columns, rows, tuple("good" if one.outcome.exit_code == 0 else "bad" for one in done))


def settled_document(settled: Settled) -> dict[str, object]:
    """How the work on one entry ended, with its receipt where there is one."""
    walked, outcome = settled.walked, settled.outcome
    next_allowed = settled.entry.verdict.next_allowed_at
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
