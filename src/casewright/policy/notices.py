"""What a person should know about a claim that may be filed: nothing here stops it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casewright.model.claim import Claim
from casewright.model.marketplaces import marketplace
from casewright.model.product_match import product_names
from casewright.model.value_basis import cap_of_unit
from casewright.policy.facts import Facts
from casewright.policy.reasons import days, kinds, reason
from casewright.policy.reimbursements import Paid, paid_on
from casewright.policy.rules import Conduct, Rules, Term
from casewright.policy.verdict import VerdictReason
from casewright.policy.waiting import should_wait

CLOSES_SOON_DAYS = 7
"""From so many days before the deadline on, the person is told."""


def notice_time(claim: Claim, term: Term, facts: Facts) -> Iterator[VerdictReason]:
    """Note that the window closes soon, or that the person overruled the advice to wait."""
    today = marketplace(claim.marketplace).day(facts.now)
    last = term.last_day(claim.event_date)
    left = (last - today).days if last else None
    if left == 0:
        yield reason(term, "closes-today")
    elif left is not None and 0 < left <= CLOSES_SOON_DAYS:
        yield reason(term, "closes-soon", left=days(left))
    if facts.files_early(claim) and should_wait(term, claim.event_date, today):
        yield reason(term, "early", day=term.advised_day(claim.event_date))


def notice_proof(claim: Claim, term: Term) -> Iterator[VerdictReason]:
    """Note evidence that is often requested and missing; a return that its own number contradicts."""
    given = {proof.kind for proof in claim.evidence}
    for kind in term.advised:
        if kind not in given:
            yield reason(term, "proof-advised", **kinds((kind,)))
    if claim.type == "customer_return" and claim.lpn:
        yield reason(term, "came-back")


def notice_value(claim: Claim, rules: Rules) -> Iterator[VerdictReason]:
    """Note a value in another currency, or above what Amazon pays for one unit."""
    place = marketplace(claim.marketplace)
    if claim.currency != place.currency:
        rule = rules.find_rule("currency-of-the-marketplace")
        yield reason(rule, "other-currency", currency=claim.currency, marketplace=place.code, own=place.currency)
    cap = cap_of_unit(place.code)
    if cap and cap.currency == claim.currency and claim.unit_value > cap.amount:
        rule = rules.find_rule("at-most-so-much-a-unit")
        yield reason(rule, "over-unit-cap", value=claim.unit_value, currency=cap.currency, cap=cap.amount)


def notice_payments(claim: Claim, rules: Rules, facts: Facts, paid: Paid) -> Iterator[VerdictReason]:
    """Note payments for a part of the claim or possibly for it, and a comparison that could not be made."""
    rule = rules.find_rule("not-paid-twice")
    if 0 < paid.quantity < claim.quantity:
        told = {"paid": paid.quantity, "quantity": claim.quantity, "rest": claim.quantity - paid.quantity}
        yield reason(rule, "paid-in-part", names=", ".join(paid.reimbursement_ids), **told)
    for row in paid.early:
        day = paid_on(row, claim.marketplace)
        yield reason(rule, "paid-shortly-before", units=row.quantity, day=day, names=row.reimbursement_id)
    for row in paid.unclear:
        yield reason(rule, "may-be-paid", units=row.quantity, written=row.reason, names=row.reimbursement_id)
    for row in paid.taken_back:
        yield reason(rule, "taken-back", units=row.quantity, names=row.reimbursement_id)
    if facts.compares_payments and not product_names(claim):
        yield reason(rule, "not-compared")
    elif facts.compares_payments and rules.payment_reasons.get(claim.type):
        yield from _notice_old_report(claim, rule, facts)


def _notice_old_report(claim: Claim, rule: Conduct, facts: Facts) -> Iterator[VerdictReason]:
    """That no report reaches to the day of the loss: what was paid since then is not known."""
    newest = facts.newest_payment
    if newest is None and not facts.unread:
        yield reason(rule, "no-payments")
    elif newest is not None and newest < claim.event_date:
        yield reason(rule, "payments-end-before", newest=newest, event=claim.event_date)


def all_notices(claim: Claim, term: Term | None, rules: Rules, facts: Facts, paid: Paid) -> Iterable[VerdictReason]:
    """Every notice, in the order in which a person reads them."""
    if term is not None:
        yield from notice_time(claim, term, facts)
        yield from notice_proof(claim, term)
    yield from notice_value(claim, rules)
    yield from notice_payments(claim, rules, facts, paid)
