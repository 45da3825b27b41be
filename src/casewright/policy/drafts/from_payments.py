"""Payments that were too low against the cost list, and payments that Amazon took back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from casewright.intake.report_rows import CostRow, LedgerRow, Reimbursement
from casewright.intake.unit_costs import UnitCosts
from casewright.message import Message, msg
from casewright.model.marketplaces import MARKETPLACES
from casewright.model.product_match import is_same_product
from casewright.model.value_basis import ValueBasis, value_basis
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut
from casewright.policy.drafts.from_ledger import FOUND
from casewright.policy.reimbursements import has_unclear_units, paid_on, standing

_CENT = Decimal("0.01")
_QUIET = timedelta(days=3)
"""A ledger whose last event is so many days before a reversal still tells of its time: not every day has one."""


def draft_from_payments(
    payments: Sequence[Reimbursement], costs: Sequence[CostRow], ledger: Sequence[LedgerRow], maker: DraftMaker
) -> Iterator[Draft | LeftOut]:
    """A draft for each payment below the sourcing cost, and for each that was taken back while nothing was found."""
    unit_costs = UnitCosts(costs)
    for row in standing(payments, maker.rules):
        yield from _reevaluate(row, unit_costs, maker)
    for row in payments:
        if has_unclear_units(row, maker.rules):
            yield _leave_out(row, msg("units or money below zero, or money for no unit: look it up"))
        elif maker.rules.reasons.takes_back(row.reason) or row.quantity < 0:
            yield _dispute(row, payments, ledger, maker)


def _reevaluate(row: Reimbursement, costs: UnitCosts, maker: DraftMaker) -> Iterator[Draft | LeftOut]:
    cost = costs.find(row, row.currency)
    units = row.quantity - row.quantity_in_stock
    paid = _unit_amount(row, units)
    code = _marketplace_of(row.currency, maker)
    if cost is None or units <= 0 or paid is None or not code:
        return
    day = paid_on(row, code)
    kinds = maker.rules.reasons.kinds_of(row.reason) or ()
    by_cost = [kind for kind in kinds if _pays_cost(kind, code, row)]
    if not by_cost or cost.unit_cost - paid < _CENT:
        return
    if row.case_id:
        why = msg("paid too low, and it answered case {case}: reply to that case instead", case=row.case_id)
        yield _leave_out(row, why)
        return
    yield maker.make(
        "reevaluation",
        code,
        day,
        units,
        claim_id=f"P-{row.reimbursement_id}",
        why=msg(
            "paid {paid} {currency} a unit, your cost is {cost}",
            paid=paid,
            currency=row.currency,
            cost=cost.unit_cost,
        ),
        unit_value=cost.unit_cost - paid,
        **_product_of(row),
        reimbursement_id=row.reimbursement_id,
    )


def _pays_cost(kind: str, code: str, row: Reimbursement) -> bool:
    known = kind not in ("any", "taken_back", "other")
    return known and value_basis(kind, code, row.approved_on) is ValueBasis.SOURCING_COST


def _dispute(
    row: Reimbursement, payments: Sequence[Reimbursement], ledger: Sequence[LedgerRow], maker: DraftMaker
) -> Draft | LeftOut:
    units = abs(row.quantity)
    code = _marketplace_of(row.currency, maker)
    first = next((one for one in payments if one.reimbursement_id == row.reverses and one is not row), None)
    if not code:
        return _leave_out(row, msg("taken back; which marketplace it was is not known"))
    day = paid_on(row, code)
    if row.case_id:
        why = msg("taken back, and it names case {case}: reply to that case instead", case=row.case_id)
        return _leave_out(row, why)
    found = _units_found(row, first, ledger)
    if found >= units:
        return _leave_out(row, msg("taken back, and the ledger shows the units found"))
    if not _covers(ledger, first, row):
        return _leave_out(row, msg("taken back; whether units were found is not known: give the ledger of that time"))
    return maker.make(
        "reversal",
        code,
        day,
        units - found,
        claim_id=f"T-{row.reverses or row.reimbursement_id}",
        why=msg("taken back, and the ledger shows no unit found for it"),
        unit_value=_unit_amount(row, units),
        **_product_of(row),
        reimbursement_id=row.reverses or row.reimbursement_id,
        to_add=("details",),
    )


def _covers(ledger: Sequence[LedgerRow], first: Reimbursement | None, row: Reimbursement) -> bool:
    """Whether the ledger's events reach from the payment, where it is known, to the day on which it was taken back."""
    days = [event.day for event in ledger]
    return bool(days) and min(days) <= (first or row).approved_on and max(days) >= row.approved_on - _QUIET


def _units_found(row: Reimbursement, first: Reimbursement | None, ledger: Iterable[LedgerRow]) -> int:
    """Units of the product that were found between the payment, where it is known, and its reversal."""
    since = first.approved_on if first else None
    return sum(
        event.quantity
        for event in ledger
        if event.reason.strip().upper() in FOUND
        and event.quantity > 0
        and is_same_product(event, row)
        and event.day <= row.approved_on
        and (since is None or event.day >= since)
    )


def _unit_amount(row: Reimbursement, units: int) -> Decimal | None:
    if row.unit_amount is not None:
        return abs(row.unit_amount)
    if row.amount is None or units <= 0:
        return None
    return (abs(row.amount) / units).quantize(_CENT)


def _marketplace_of(currency: str, maker: DraftMaker) -> str:
    """The marketplace that pays in a currency: the report's own where it does, else the only one; empty for neither."""
    if not currency or currency == maker.place.currency:
        return maker.place.code
    codes = [place.code for place in MARKETPLACES.values() if place.currency == currency]
    return codes[0] if len(codes) == 1 else ""


def _product_of(row: Reimbursement) -> dict[str, str]:
    return {"fnsku": row.fnsku, "asin": row.asin, "sku": row.sku, "product_name": row.title}


def _leave_out(row: Reimbursement, why: Message) -> LeftOut:
    product = row.fnsku or row.asin or row.sku
    return LeftOut(
        why=why, day=row.approved_on, product=product, quantity=abs(row.quantity), reference=row.reimbursement_id
    )
