"""Claims and verdicts as JSON-able documents: the shapes that stand behind `data` in `--json` answers."""

from __future__ import annotations

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
