"""Which claims a row concerns that could not be read: nobody knows whether they were paid."""

from __future__ import annotations

from collections.abc import Iterable

from casewright.intake.report_rows import UnreadRow
from casewright.message import Message, listed
from casewright.model.product_match import may_be_same_product, name_key
from casewright.policy.payment_reasons import ANY
from casewright.policy.reimbursements import Loss
from casewright.policy.rules import Rules


def find_concerning(claim: Loss, unread: Iterable[UnreadRow], rules: Rules) -> tuple[UnreadRow, ...]:
    """The unread rows that could be a payment for this claim; an unread file could be for every one."""
    return tuple(row for row in unread if _may_concern(row, claim, rules))


def name_places(unread: Iterable[UnreadRow]) -> Message:
    """Where the unread rows stand, as a list; a file that could not be read whole is named without its rows."""
    places = [row.place for row in unread]
    whole = {place.file for place in places if place.row is None}
    named = dict.fromkeys(place for place in places if place.row is None or place.file not in whole)
    return listed([place.message for place in named])


def _may_concern(row: UnreadRow, claim: Loss, rules: Rules) -> bool:
    if not may_be_same_product(row, claim):
        return False
    if row.order_id and claim.order_id and name_key(row.order_id) != name_key(claim.order_id):
        return False
    kinds = rules.reasons.kinds_of(row.reason) if row.reason else None
    return kinds is None or claim.type in kinds or ANY in kinds
