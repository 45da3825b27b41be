"""Values as JSON-able documents: the shapes that stand behind `data` in every `--json` answer."""

from __future__ import annotations

from casewright.casework.result import Settled
from casewright.ledger.filing import Filing
from casewright.ledger.followed import Followed
from casewright.model.claim import CommonClaim
from casewright.model.fingerprint import reference
from casewright.policy.verdict import Verdict


def claim_document(claim: CommonClaim) -> dict[str, object]:
    """What names a claim: its ID, type, account, marketplace, money and reference."""
    return {
        "claim_id": claim.claim_id,
        "type": claim.type,  # type: ignore[attr-defined]  # every claim class has it; the common part does not
        "account": claim.account,
        "marketplace": claim.marketplace,
        "quantity": claim.quantity,
        "amount": str(claim.amount),
        "currency": claim.currency,
        "main_identifier": claim.main_identifier,
        "reference": reference(claim),
    }


def verdict_document(verdict: Verdict) -> dict[str, object]:
    """A claim and its judgement; `verdict` is `ready` or the outcome of the refusal."""
    refusal = verdict.refusal
    return {
        **claim_document(verdict.claim),
        "verdict": refusal or "ready",
        "retry_safe": refusal is None or refusal.retry_safe,
        "first_day": verdict.first_day and verdict.first_day.isoformat(),
        "advised_day": verdict.advised_day and verdict.advised_day.isoformat(),
        "deadline": verdict.deadline and verdict.deadline.isoformat(),
        "early": verdict.early,
        "next_allowed_at": verdict.next_allowed_at and verdict.next_allowed_at.isoformat(),
        "reasons": [reason.model_dump() for reason in verdict.reasons],
        "warnings": [reason.model_dump() for reason in verdict.warnings],
        "overridden": list(verdict.overridden),
        "evidence": [
            {"name": proof.name, "kind": proof.kind, "size": proof.size, "sha256": proof.sha256}
            for proof in verdict.claim.evidence
        ],
    }


def filing_document(filing: Filing, seen: Followed | None = None) -> dict[str, object]:
    """A filing without its text: what it is, where it stands, and its case; `seen` is what the case's page showed."""
    return {
        "filing_id": filing.filing_id,
        "claim_id": filing.claim_id,
        "type": filing.claim_type,
        "account": filing.account,
        "marketplace": filing.marketplace,
        "amount": filing.amount,
        "currency": filing.currency,
        "state": filing.state,
        "outcome": filing.outcome,
        "case_id": filing.case_id,
        "reference": filing.reference,
        "main_identifier": filing.main_identifier,
        "subject": filing.subject,
        "detail": filing.detail,
        "created_at": filing.created_at.isoformat(),
        "armed_at": filing.armed_at and filing.armed_at.isoformat(),
        "updated_at": filing.updated_at.isoformat(),
        "followed": seen and seen.model_dump(mode="json"),
    }


def settled_document(settled: Settled) -> dict[str, object]:
    """How the work on one entry ended, with its receipt where there is one."""
    walked, outcome = settled.walked, settled.outcome
    return {
        **claim_document(settled.entry.claim),
        "outcome": outcome,
        "retry_safe": outcome.retry_safe,
        "next_allowed_at": None,
        "detail": walked.detail,
        "case_id": walked.case_id,
        "submit_found": walked.submit_found,
        "clicked": walked.clicked,
        "screens": list(walked.screens),
        "drift": walked.drift and str(walked.drift),
        "digest": settled.entry.digest,
        "receipt": settled.receipt and settled.receipt.model_dump(mode="json"),
    }
