"""Shipments to Amazon: what was sent against what was received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from casewright.intake.report_rows import LedgerRow, ReceiptRow, ShipmentContentRow
from casewright.message import msg
from casewright.model.product_match import name_key
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut
from casewright.policy.drafts.from_receipts import RECEIPTS


def draft_from_shipments(
    contents: Sequence[ShipmentContentRow],
    receipts: Iterable[ReceiptRow],
    ledger: Iterable[LedgerRow],
    maker: DraftMaker,
) -> Iterator[Draft | LeftOut]:
    """A draft for each product of a shipment of which fewer units were received than sent.

    Receipts come from their own report and from the ledger, which tell the same: the larger sum of the two counts.
    """
    received = _Received([*receipts]), _Received([*_receipts_of(ledger)])
    for row in contents:
        told = [one.units(row) for one in received]
        units = max([row.received or 0, *told])
        first = min((day for one in received if (day := one.first_day(row.shipment_id))), default=None)
        missing = row.sent - units
        if missing <= 0:
            continue
        event = row.delivered_on or first
        if event is None:
            why = (
                msg("received short; give the day of the delivery to claim it")
                if row.received is not None
                else msg("nothing of this shipment was received in these reports: has it been delivered?")
            )
            yield LeftOut(why=why, day=None, product=row.fnsku or row.sku, quantity=missing, reference=row.shipment_id)
            continue
        yield _draft(row, units, event, maker)


def _draft(row: ShipmentContentRow, received: int, event: date, maker: DraftMaker) -> Draft | LeftOut:
    why = msg("{sent} units were sent, {received} received", sent=row.sent, received=received)
    if row.delivered_on is None:
        why = msg(
            "{sent} units were sent, {received} received, the first on {day}: add the day of the delivery",
            sent=row.sent,
            received=received,
            day=event,
        )
    return maker.make(
        "inbound_lost",
        maker.code,
        event,
        row.sent - received,
        claim_id=f"I-{row.shipment_id}-{row.sku or row.fnsku}"[:40].replace(" ", "-"),
        why=why,
        product_name=row.title,
        fnsku=row.fnsku,
        asin=row.asin,
        sku=row.sku,
        shipment_id=row.shipment_id,
        to_add=() if row.delivered_on else ("event_date",),
    )


class _Received:
    """Units received, by shipment and product."""

    def __init__(self, rows: Sequence[ReceiptRow]) -> None:
        self._rows: dict[str, list[ReceiptRow]] = {}
        for row in rows:
            self._rows.setdefault(name_key(row.shipment_id), []).append(row)

    def units(self, content: ShipmentContentRow) -> int:
        """Units of the shipment's product that were received."""
        rows = self._rows.get(name_key(content.shipment_id), ())
        return sum(row.quantity for row in rows if _is_of(row, content))

    def first_day(self, shipment_id: str) -> date | None:
        """The first day on which anything of the shipment was received."""
        return min((row.day for row in self._rows.get(name_key(shipment_id), ())), default=None)


def _is_of(row: ReceiptRow, content: ShipmentContentRow) -> bool:
    names = ((row.fnsku, content.fnsku), (row.sku, content.sku))
    return next((name_key(one) == name_key(other) for one, other in names if one and other), False)


def _receipts_of(ledger: Iterable[LedgerRow]) -> Iterator[ReceiptRow]:
    for row in ledger:
        if row.event_type.strip().casefold() in RECEIPTS and row.reference_id:
            yield ReceiptRow(
                day=row.day, shipment_id=row.reference_id, quantity=row.quantity, sku=row.sku, fnsku=row.fnsku
            )
