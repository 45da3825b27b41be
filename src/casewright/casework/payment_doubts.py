"""Payments that may have been made or taken back, as far as the reports could be read. Imported by money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.model.claim import Claim
from casewright.model.problem import Value
from casewright.model.product_match import may_be_same_product, name_key
from casewright.policy.payment_reasons import ANY, TAKEN_BACK
from casewright.policy.reimbursements import has_unclear_units
from casewright.policy.rules import Rules


class PaymentDoubt(Value):
    """A row that could not be read, or whose units are unclear: what is known of it; an empty name may be any."""

    fnsku: str = ""
    asin: str = ""
    sku: str = ""
    order_id: str = ""
    case_id: str = ""
    reason: str = ""


def split_doubtful(
    rows: Iterable[Reimbursement], unread: Iterable[UnreadRow], rules: Rules
) -> tuple[tuple[Reimbursement, ...], tuple[Reimbursement, ...], tuple[PaymentDoubt, ...]]:
    """Return the clear payments, those with unclear units, and the doubts that these and unread rows leave."""
    clear: list[Reimbursement] = []
    unclear: list[Reimbursement] = []
    for row in rows:
        (unclear if has_unclear_units(row, rules) else clear).append(row)
    doubts = [PaymentDoubt.model_validate(row.model_dump(include=_KNOWN)) for row in (*unread, *unclear)]
    return tuple(clear), tuple(unclear), tuple(doubts)


_KNOWN = set(PaymentDoubt.model_fields)


def is_doubted(
    claim_type: str,
    claim: Claim | None,
    case_id: str | None,
    doubts: Sequence[PaymentDoubt],
    rules: Rules,
    *,
    paid_whole: bool,
) -> bool:
    """Return whether a doubtful row could change a claim's result: pay it, or take back its full payment.

    If only a claim's filing is left, in the ledger, it names no product: any row may belong to it.
    """
    return any(
        _could_be_for(doubt, claim, case_id) and _could_change(doubt.reason, claim_type, rules, paid_whole=paid_whole)
        for doubt in doubts
    )


def _could_be_for(doubt: PaymentDoubt, claim: Claim | None, case_id: str | None) -> bool:
    if doubt.case_id and case_id:
        return doubt.case_id == case_id
    if claim is None:
        return True
    other_order = doubt.order_id and claim.order_id and name_key(doubt.order_id) != name_key(claim.order_id)
    return not other_order and may_be_same_product(doubt, claim)


def _could_change(reason: str, claim_type: str, rules: Rules, *, paid_whole: bool) -> bool:
    kinds = rules.reasons.kinds_of(reason) if reason else None
    if kinds is None:
        return True
    return TAKEN_BACK in kinds if paid_whole else bool(kinds & {claim_type, ANY})
