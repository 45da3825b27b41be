"""Customer returns: those that never came back, and those that came back damaged by Amazon's doing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from casewright.intake.report_rows import RefundRow, ReturnRow
from casewright.message import Message, msg
from casewright.model.marketplaces import MARKETPLACES
from casewright.model.product_match import name_key
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut

_AMAZONS_DOING = frozenset({"DAMAGED", "WAREHOUSE_DAMAGED", "CARRIER_DAMAGED"})
"""How the returns report calls units that were damaged while Amazon or its carrier had them."""
_OTHERS_DOING = frozenset({"CUSTOMER_DAMAGED", "DEFECTIVE", "EXPIRED", "DISTRIBUTOR_DAMAGED"})
_SELLABLE = "SELLABLE"
_MULTI_CHANNEL = "S"
"""Orders of Multi-Channel Fulfillment begin with it; their buyers are the seller's, and so are the refunds."""


def draft_from_returns(
    returns: Sequence[ReturnRow], refunds: Sequence[RefundRow], maker: DraftMaker
) -> Iterator[Draft | LeftOut]:
    """A draft for each return that came back damaged by Amazon or its carrier; other damage is told."""
    refunded_on = _first_refunds(refunds)
    for row in returns:
        disposition = "_".join(row.disposition.upper().replace("_", " ").replace("-", " ").split())
        if disposition == _SELLABLE:
            continue
        why = None
        if row.order_id.upper().startswith(_MULTI_CHANNEL):
            why = msg("a multi-channel order: its return is claimed as one, and Amazon refunded nobody")
        elif "reimbursed" in row.status.casefold():
            why = msg("the returns report says that it was reimbursed")
        elif disposition not in _AMAZONS_DOING | _OTHERS_DOING:
            why = msg("what {disposition} means is not known: look it up", disposition=row.disposition or "-")
        elif disposition not in _AMAZONS_DOING:
            why = msg("the return came back as {disposition}: not Amazon's doing", disposition=disposition or "-")
        if why:
            product = row.fnsku or row.asin or row.sku
            yield LeftOut(why=why, day=row.day, product=product, quantity=row.quantity, reference=row.order_id)
        else:
            yield _damaged(row, refunded_on.get(name_key(row.order_id)), maker)


def _damaged(row: ReturnRow, refunded_on: date | None, maker: DraftMaker) -> Draft | LeftOut:
    why = (
        msg("the return came back as {disposition}", disposition=row.disposition)
        if refunded_on
        else msg(
            "the return came back as {disposition} on {day}: add the day of the refund",
            disposition=row.disposition,
            day=row.day,
        )
    )
    return maker.make(
        "return_damaged",
        maker.code,
        refunded_on or row.day,
        row.quantity,
        claim_id=f"R-{row.lpn or row.order_id}",
        why=why,
        product_name=row.title,
        fnsku=row.fnsku,
        asin=row.asin,
        sku=row.sku,
        fulfillment_center=row.fulfillment_center,
        order_id=row.order_id,
        lpn=row.lpn,
        to_add=() if refunded_on else ("event_date",),
    )


def draft_from_refunds(
    refunds: Sequence[RefundRow], returns: Sequence[ReturnRow], maker: DraftMaker
) -> Iterator[Draft | LeftOut]:
    """A draft for the units of each order that were refunded and did not come back in the time that buyers have."""
    came_back = _units_back(returns)
    products = {name_key(row.sku): row for row in returns if row.sku}
    for (order_id, sku), rows in _by_order(refunds).items():
        row, units = rows[0], sum(abs(row.quantity) for row in rows)
        back = _take_back(came_back, order_id, sku, units)
        why = _why_not(row, units, units - back, has_returns=bool(returns))
        if why:
            yield LeftOut(why=why, day=row.day, product=row.sku, quantity=units, reference=row.order_id)
            continue
        known = products.get(sku)
        draft = maker.make(
            "customer_return",
            _marketplace_of(row.marketplace, maker.code),
            row.day,
            units - back,
            claim_id=f"C-{row.order_id}",
            why=msg("refunded, and in no returns report: check that the buyer was to send it back"),
            product_name=row.title,
            fnsku=known.fnsku if known else "",
            asin=known.asin if known else "",
            sku=row.sku,
            order_id=row.order_id,
        )
        yield _leave_out_early(draft, maker)


def _why_not(row: RefundRow, units: int, missing: int, *, has_returns: bool) -> Message | None:
    if row.fulfillment and row.fulfillment.strip().casefold() not in _AMAZON:
        return msg("the order was not fulfilled by Amazon")
    if not units:
        return msg("money was refunded for no unit")
    if not has_returns:
        return msg("whether it came back is not known: give the returns report of the same time")
    return msg("the refunded units came back") if missing <= 0 else None


_AMAZON = frozenset({"amazon", "afn", "fba", "amazon fulfillment"})


def _leave_out_early(draft: Draft | LeftOut, maker: DraftMaker) -> Draft | LeftOut:
    """A refund whose buyer still has time to send the unit back is not lost yet."""
    if isinstance(draft, LeftOut) or maker.today(draft.marketplace) >= draft.first_day:
        return draft
    why = msg("too early: buyers may still send it back; from {day} on", day=draft.first_day)
    product = draft.fnsku or draft.sku or ""
    return LeftOut(why=why, day=draft.event_date, product=product, quantity=draft.lost, reference=draft.order_id or "")


def _first_refunds(refunds: Iterable[RefundRow]) -> dict[str, date]:
    first: dict[str, date] = {}
    for row in refunds:
        key = name_key(row.order_id)
        first[key] = min(first.get(key, row.day), row.day)
    return first


def _by_order(refunds: Iterable[RefundRow]) -> Mapping[tuple[str, str], list[RefundRow]]:
    orders: dict[tuple[str, str], list[RefundRow]] = {}
    for row in sorted(refunds, key=lambda row: (row.day, row.order_id, row.sku)):
        orders.setdefault((name_key(row.order_id), name_key(row.sku)), []).append(row)
    return orders


def _units_back(returns: Iterable[ReturnRow]) -> dict[tuple[str, str], int]:
    back: dict[tuple[str, str], int] = {}
    for row in returns:
        key = name_key(row.order_id), name_key(row.sku)
        back[key] = back.get(key, 0) + row.quantity
    return back


def _take_back(came_back: dict[tuple[str, str], int], order_id: str, sku: str, units: int) -> int:
    """Units of the order that came back: of the same SKU, or of an order whose rows name no SKU on one side."""
    keys = [key for key in came_back if key[0] == order_id and (key[1] == sku or not sku or not key[1])]
    taken = 0
    for key in keys:
        part = min(came_back[key], units - taken)
        came_back[key] -= part
        taken += part
    return taken


def _marketplace_of(site: str, code: str) -> str:
    """The marketplace of `amazon.co.uk`, or of the report where the site is none."""
    domain = site.strip().casefold().removeprefix("www.").removeprefix("amazon.")
    return next((place.code for place in MARKETPLACES.values() if place.domain == domain), code)
