"""Removal orders: units that left the warehouse in no parcel, and units that changed their condition on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casewright.intake.report_rows import RemovalOrderRow, RemovalShipmentRow
from casewright.message import msg
from casewright.model.product_match import name_key
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut

_DONE = frozenset({"completed", "complete", "closed"})
_SENT_BACK = "return"


def draft_from_removals(
    orders: Sequence[RemovalOrderRow], parcels: Sequence[RemovalShipmentRow], maker: DraftMaker
) -> Iterator[Draft | LeftOut]:
    """A draft for each product of an order of which fewer units left than the order counts, or left in worse condition.

    Whether a parcel arrived no report of Amazon's says: each is listed with what there is to do.
    """
    sent_back = [row for row in orders if not row.order_type or _SENT_BACK in row.order_type.casefold()]
    for row, sent in zip(sent_back, _assign(sent_back, parcels), strict=True):
        yield from _draft_order(row, sent, maker) if parcels else _tell_unknown(row)
    for parcel in parcels:
        yield from _tell_parcel(parcel, maker)


def _units_due(row: RemovalOrderRow) -> int:
    """Units that should have left: of an order that is done all that were not cancelled or disposed of."""
    due = row.requested - row.cancelled - row.disposed - row.in_process
    return due if row.status.strip().casefold() in _DONE else row.shipped


def _tell_unknown(row: RemovalOrderRow) -> Iterator[LeftOut]:
    if (due := _units_due(row)) > 0:
        why = msg("what left is not known: give the removal shipment detail report with it")
        yield LeftOut(why=why, day=row.day, product=row.fnsku or row.sku, quantity=due, reference=row.order_id)


def _draft_order(
    row: RemovalOrderRow, parcels: Sequence[RemovalShipmentRow], maker: DraftMaker
) -> Iterator[Draft | LeftOut]:
    expected = _units_due(row)
    worse = [parcel for parcel in parcels if _is_worse(row.disposition, parcel.disposition)]
    missing = expected - sum(parcel.quantity for parcel in parcels)
    if missing > 0:
        last = max((parcel.day for parcel in parcels), default=row.updated_on or row.day)
        yield maker.make(
            "removal_lost",
            maker.code,
            last,
            missing,
            claim_id=_claim_id("RL", row.order_id, row.sku or row.fnsku),
            why=msg(
                "the removal order counts {expected} units, its parcels {sent}",
                expected=expected,
                sent=expected - missing,
            ),
            fnsku=row.fnsku,
            sku=row.sku,
            removal_order_id=row.order_id,
            tracking_id=parcels[-1].tracking_id if parcels else "",
            to_add=() if parcels else ("event_date", "tracking_id"),
        )
    for parcel in worse:
        yield maker.make(
            "removal_damaged",
            maker.code,
            parcel.day,
            parcel.quantity,
            claim_id=_claim_id("RD", row.order_id, parcel.tracking_id or row.sku),
            why=msg(
                "asked for as {asked}, sent as {sent} on {day}: add the day of the delivery",
                asked=row.disposition,
                sent=parcel.disposition,
                day=parcel.day,
            ),
            fnsku=row.fnsku or parcel.fnsku,
            sku=row.sku,
            removal_order_id=row.order_id,
            tracking_id=parcel.tracking_id,
            to_add=("event_date",),
        )


def _tell_parcel(parcel: RemovalShipmentRow, maker: DraftMaker) -> Iterator[LeftOut]:
    term = maker.rules.find_term("removal_lost", maker.code)
    last = term.last_day(parcel.day) if term else None
    if last is None or last < maker.today(maker.code):
        return
    why = msg("sent to you: if it did not arrive, claim it until {day}; if it arrived damaged, with photos", day=last)
    product = parcel.fnsku or parcel.sku
    yield LeftOut(why=why, day=parcel.day, product=product, quantity=parcel.quantity, reference=parcel.tracking_id)


def _assign(orders: Sequence[RemovalOrderRow], parcels: Iterable[RemovalShipmentRow]) -> list[list[RemovalShipmentRow]]:
    """Each order row's parcels: those of its product, first to the row that asked for them in their condition."""
    of_row: list[list[RemovalShipmentRow]] = [[] for _ in orders]
    by_order: dict[str, list[int]] = {}
    for at, row in enumerate(orders):
        by_order.setdefault(name_key(row.order_id), []).append(at)
    for parcel in parcels:
        fitting = [at for at in by_order.get(name_key(parcel.order_id), ()) if _is_product(parcel, orders[at])]
        alike = [at for at in fitting if _is_alike(parcel.disposition, orders[at].disposition)]
        for at in (alike or fitting)[:1]:
            of_row[at].append(parcel)
    return of_row


def _is_product(parcel: RemovalShipmentRow, row: RemovalOrderRow) -> bool:
    names = ((parcel.fnsku, row.fnsku), (parcel.sku, row.sku))
    return next((name_key(one) == name_key(other) for one, other in names if one and other), False)


def _is_alike(one: str, other: str) -> bool:
    return not one or not other or one.strip().casefold() == other.strip().casefold()


def _is_worse(asked: str, sent: str) -> bool:
    """Return whether units were asked for as sellable and sent as something else."""
    return asked.strip().casefold() in ("sellable", "new") and sent.strip().casefold() not in ("", "sellable", "new")


def _claim_id(prefix: str, *names: str) -> str:
    return "-".join([prefix, *("".join(c if c.isalnum() else "-" for c in name) for name in names if name)])[:40]
