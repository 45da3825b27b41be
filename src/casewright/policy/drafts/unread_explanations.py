"""Rows that could not be read and may explain a loss away: a find, a return, a parcel. Imported by prepare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from casewright.intake.ledger_reasons import reason_code
from casewright.intake.report_rows import UnreadRow
from casewright.message import Message, msg
from casewright.policy.drafts.draft import Draft
from casewright.policy.drafts.from_ledger import DAMAGED, LOST
from casewright.policy.product_match import may_be_same_product, name_key
from casewright.policy.unread_reports import name_places

UnreadByReport = Mapping[str, Sequence[UnreadRow]]
"""Report, as in `ReportsGiven` → its rows that could not be read."""


def _found(places: Message) -> Message:
    return msg("whether the units were found again is not known: {places} could not be read", places=places)


def _returned(places: Message) -> Message:
    return msg("whether the units came back is not known: {places} could not be read", places=places)


def _received(places: Message) -> Message:
    return msg("whether the units were received is not known: {places} could not be read", places=places)


def _sent(places: Message) -> Message:
    return msg("whether the units were sent is not known: {places} could not be read", places=places)


_EXPLAINED_IN: dict[str, tuple[tuple[str, ...], Callable[[Message], Message]]] = {
    "lost_in_warehouse": (("ledger",), _found),
    "reversal": (("ledger", "returns"), _found),
    "customer_return": (("returns",), _returned),
    "inbound_lost": (("receipts", "ledger"), _received),
    "removal_lost": (("removal_shipments",), _sent),
}
"""Claim type → the reports whose rows can explain such a loss away, and what is not known without them."""


def find_explanation_unread(draft: Draft, unread: UnreadByReport) -> Message | None:
    """Why nobody knows whether the draft's units are missing at all; None where every row that could tell was read."""
    reports, say = _EXPLAINED_IN.get(draft.type, ((), _found))
    rows = [row for name in reports for row in unread.get(name, ()) if _may_explain(row, draft)]
    return say(name_places(rows)) if rows else None


def _may_explain(row: UnreadRow, draft: Draft) -> bool:
    if row.reason and reason_code(row.reason) in LOST | DAMAGED:
        return False
    order = draft.removal_order_id or draft.order_id
    if row.order_id and order and name_key(row.order_id) != name_key(order):
        return False
    return may_be_same_product(row, draft)
