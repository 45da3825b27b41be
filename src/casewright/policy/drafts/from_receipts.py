"""Units of shipments to Amazon that the ledger shows received as damaged. Imported by prepare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casewright.intake.report_rows import LedgerRow
from casewright.message import msg
from casewright.model.identifiers import ShipmentId
from casewright.model.product_match import name_key
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut
from casewright.policy.drafts.from_ledger import marketplace_of_country

RECEIPTS = frozenset({"receipts", "receipt"})
"""The ledger's types of events for units that arrived."""
_IN_AMAZONS_HANDS = frozenset({"WAREHOUSE_DAMAGED", "CARRIER_DAMAGED"})
_AS_SENT = frozenset({"DISTRIBUTOR_DAMAGED", "CUSTOMER_DAMAGED", "DEFECTIVE", "EXPIRED"})


def draft_from_receipts(ledger: Iterable[LedgerRow], maker: DraftMaker) -> Iterator[Draft | LeftOut]:
    """A draft for the units of each shipment and product that were received damaged; other damage is told."""
    groups: dict[tuple[str, str, str, str], list[LedgerRow]] = {}
    for row in sorted(ledger, key=lambda row: (row.day, row.reference_id)):
        disposition = "_".join(row.disposition.upper().replace("_", " ").replace("-", " ").split())
        if row.event_type.strip().casefold() in RECEIPTS and disposition in _IN_AMAZONS_HANDS | _AS_SENT:
            key = (name_key(row.reference_id), row.fnsku or row.asin or row.sku, row.country, disposition)
            groups.setdefault(key, []).append(row)
    for (_, product, _, disposition), rows in groups.items():
        units = sum(row.quantity for row in rows)
        if units <= 0:
            continue
        if disposition in _AS_SENT:
            why = msg("received as {disposition}: not Amazon's doing", disposition=disposition)
            yield LeftOut(why=why, day=rows[0].day, product=product, quantity=units, reference=rows[0].reference_id)
        else:
            yield _draft(rows[0], product, disposition, units, maker)


def _draft(row: LedgerRow, product: str, disposition: str, units: int, maker: DraftMaker) -> Draft | LeftOut:
    known = bool(ShipmentId.pattern.fullmatch(row.reference_id))
    return maker.make(
        "inbound_damaged",
        marketplace_of_country(row.country, maker.code),
        row.day,
        units,
        claim_id=f"ID-{row.reference_id if known else row.day}-{product}"[:40].replace(" ", "-"),
        why=msg(
            "received as {disposition} on {day}: add the day of the delivery, and look whether your carrier did it",
            disposition=disposition,
            day=row.day,
        ),
        product_name=row.title,
        fnsku=row.fnsku,
        asin=row.asin,
        sku=row.sku,
        fulfillment_center=row.fulfillment_center,
        shipment_id=row.reference_id if known else "",
        to_add=("event_date",) if known else ("event_date", "shipment_id"),
    )
