"""All drafts together: named once, less what was paid, in the order of their deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from casewright.intake.ledger_reasons import reason_code
from casewright.intake.report_rows import UnreadRow
from casewright.intake.unit_costs import UnitCosts
from casewright.message import Message, msg
from casewright.model.marketplaces import marketplace
from casewright.model.product_match import may_be_same_product, name_key
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut, Prepared, ReportsGiven
from casewright.policy.drafts.from_ledger import DAMAGED, LOST, draft_from_ledger, merge_same_loss
from casewright.policy.drafts.from_payments import draft_from_payments
from casewright.policy.drafts.from_receipts import draft_from_receipts
from casewright.policy.drafts.from_removals import draft_from_removals
from casewright.policy.drafts.from_returns import draft_from_refunds, draft_from_returns
from casewright.policy.drafts.from_shipments import draft_from_shipments
from casewright.policy.reimbursements import Paid, allocate
from casewright.policy.rules import Rules
from casewright.policy.unread_reports import find_concerning, name_places


def prepare(reports: ReportsGiven, rules: Rules, now: datetime, account: str, code: str) -> Prepared:
    """Draft a claim for each loss that is still open; `code` is the marketplace of rows that name none.

    Raises:
        UnknownMarketplace: `code` is none.
    """
    marketplace(code)
    maker = DraftMaker(rules, now, account, code)
    made = list(_draft_all(reports, maker))
    drafts = _name_once(merge_same_loss([draft for draft in made if isinstance(draft, Draft)]))
    left_out = [loss for loss in made if isinstance(loss, LeftOut)]
    ready = []
    costs = UnitCosts(reports.costs)
    whole = [draft.model_copy(update={"quantity": draft.lost}) for draft in drafts]
    for draft, paid in zip(drafts, allocate(whole, reports.reimbursements, rules), strict=True):
        rest = _less_paid(_with_cost(draft, costs), paid)
        why = _why_left_out(rest, paid, reports, maker)
        if why:
            left_out.append(_leave_out(draft, why))
        else:
            ready.append(rest)
    ready.sort(key=lambda draft: (draft.deadline or date.max, draft.claim_id))
    return Prepared(drafts=tuple(ready), left_out=tuple(left_out))


def _draft_all(reports: ReportsGiven, maker: DraftMaker) -> Iterator[Draft | LeftOut]:
    yield from draft_from_ledger(reports.ledger, maker)
    yield from draft_from_receipts(reports.ledger, maker)
    yield from draft_from_returns(reports.returns, reports.refunds, maker)
    yield from draft_from_refunds(reports.refunds, reports.returns, maker)
    yield from draft_from_removals(reports.removal_orders, reports.removal_shipments, maker)
    yield from draft_from_shipments(reports.shipment_contents, reports.receipts, reports.ledger, maker)
    yield from draft_from_payments(reports.reimbursements, reports.costs, reports.ledger, maker)


def _less_paid(draft: Draft, paid: Paid) -> Draft:
    """The draft for what is left; payments that Amazon's own figures explain are not taken off a second time.

    Amazon's ledger counts a unit as reconciled when it was found or reimbursed (docs/decisions).
    """
    taken_off = max(paid.quantity - draft.explained, 0)
    counted = "; ".join(
        f"{name}:{units}" for name, units in zip(paid.reimbursement_ids, paid.units, strict=True) if name.isdigit()
    )
    return draft.model_copy(
        update={
            "paid": paid.quantity,
            "quantity": draft.lost - draft.explained - taken_off,
            "payments_counted": counted,
        }
    )


def _with_cost(draft: Draft, costs: UnitCosts) -> Draft:
    """The draft with the cost of a unit, where the cost list names the product in the same currency."""
    if draft.unit_value is not None or draft.type not in _PAID_BY_COST:
        return draft
    cost = costs.find(draft, draft.currency)
    if cost is None:
        return draft
    to_add = tuple(name for name in draft.to_add if name != "unit_value")
    return draft.model_copy(update={"unit_value": cost.unit_cost, "to_add": to_add})


_PAID_BY_COST = frozenset(
    {"lost_in_warehouse", "damaged_in_warehouse", "inbound_lost", "inbound_damaged", "removal_lost", "removal_damaged"}
)


def _why_left_out(draft: Draft, paid: Paid, reports: ReportsGiven, maker: DraftMaker) -> Message | None:
    if draft.quantity <= 0:
        return msg("reimbursed already")
    if draft.deadline and maker.today(draft.marketplace) > draft.deadline:
        return msg("too late: the last day was {day}", day=draft.deadline)
    if unexplained := find_explanation_unread(draft, reports.unread):
        return unexplained
    unread = find_concerning(draft, reports.unread.get("reimbursements", ()), maker.rules)
    if unread:
        places = name_places(unread)
        return msg("whether it was paid already is not known: {places} could not be read", places=places)
    if paid.unknown:
        names = ", ".join(row.reimbursement_id for row in paid.unknown)
        return msg("it may have been paid, which is not known: look up reimbursement {names}", names=names)
    return None


def _name_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Names that would be the same made different."""
    names: dict[str, int] = {}
    made = []
    for draft in drafts:
        number = names[draft.claim_id] = names.get(draft.claim_id, 0) + 1
        made.append(draft if number == 1 else draft.model_copy(update={"claim_id": f"{draft.claim_id}-{number}"}))
    return made


def _leave_out(draft: Draft, why: Message) -> LeftOut:
    product = draft.fnsku or draft.asin or draft.sku or draft.product_name
    names: Iterable[str | None] = (draft.transaction_id, draft.order_id, draft.shipment_id, draft.removal_order_id)
    reference = next((name for name in names if name), draft.reimbursement_id or "")
    return LeftOut(why=why, day=draft.event_date, product=product, quantity=draft.lost, reference=reference)


UnreadByReport = Mapping[str, Sequence[UnreadRow]]
"""Report, as in `ReportsGiven` → its rows that could not be read."""


def _found_is_unknown(places: Message) -> Message:
    return msg("whether the units were found again is not known: {places} could not be read", places=places)


def _returned(places: Message) -> Message:
    return msg("whether the units came back is not known: {places} could not be read", places=places)


def _received(places: Message) -> Message:
    return msg("whether the units were received is not known: {places} could not be read", places=places)


def _sent(places: Message) -> Message:
    return msg("whether the units were sent is not known: {places} could not be read", places=places)


_EXPLAINED_IN: dict[str, tuple[tuple[str, ...], Callable[[Message], Message]]] = {
    "lost_in_warehouse": (("ledger",), _found_is_unknown),
    "reversal": (("ledger", "returns"), _found_is_unknown),
    "customer_return": (("returns",), _returned),
    "inbound_lost": (("receipts", "ledger"), _received),
    "removal_lost": (("removal_shipments",), _sent),
}
"""Claim type → the reports whose rows can explain such a loss away, and what is not known without them."""


def find_explanation_unread(draft: Draft, unread: UnreadByReport) -> Message | None:
    """Why nobody knows whether the draft's units are missing at all; None where every row that could tell was read."""
    reports, say = _EXPLAINED_IN.get(draft.type, ((), _found_is_unknown))
    rows = [row for name in reports for row in unread.get(name, ()) if _may_explain(row, draft)]
    return say(name_places(rows)) if rows else None


def _may_explain(row: UnreadRow, draft: Draft) -> bool:
    if row.reason and reason_code(row.reason) in LOST | DAMAGED:
        return False
    order = draft.removal_order_id or draft.order_id
    if row.order_id and order and name_key(row.order_id) != name_key(order):
        return False
    return may_be_same_product(row, draft)
