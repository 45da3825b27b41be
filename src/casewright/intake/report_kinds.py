"""Which reports of Amazon's are read, and under which headers each of them writes a field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from casewright.intake.columns import HEADERS
from casewright.intake.merge_reports import merge_ledgers, merge_reimbursements
from casewright.intake.report_rows import (
    CostRow,
    LedgerRow,
    ReceiptRow,
    RefundRow,
    Reimbursement,
    RemovalOrderRow,
    RemovalShipmentRow,
    ReturnRow,
    ShipmentContentRow,
)
from casewright.message import Message, msg
from casewright.model.problem import Value

RowT = TypeVar("RowT", bound=Value)
Headers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ReportKind(Generic[RowT]):
    """One report of Amazon's: its name, the rows that it makes, and field → the headers it may stand under.

    `needs` are the fields without which a row says nothing. `same_row` are those by which a row is known again in
    another download; what else it says may have changed since. `merge` is a report's own way to tell.
    `only` are rows that count, by field and words. `use` is the command that takes the report; `own` is False
    for lists that are not Amazon's and so are not recognised by their headers. `has_preamble` is True where a value
    that holds for all rows may stand above the header.
    """

    name: Message
    row: type[RowT]
    headers: Headers
    needs: tuple[str, ...]
    same_row: tuple[str, ...]
    merge: Callable[[Iterable[Sequence[RowT]]], tuple[RowT, ...]] | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    use: str = ""
    own: bool = True
    has_preamble: bool = False


REIMBURSEMENTS = ReportKind(
    msg("Reimbursements report"),
    Reimbursement,
    {
        "reimbursement_id": ("reimbursement-id",),
        "approved_on": ("approval-date",),
        "reason": ("reason",),
        "quantity": ("quantity-reimbursed-total", "quantity"),
        "quantity_in_money": ("quantity-reimbursed-cash",),
        "quantity_in_stock": ("quantity-reimbursed-inventory",),
        "case_id": ("case-id",),
        "order_id": ("amazon-order-id",),
        "fnsku": ("fnsku",),
        "asin": ("asin",),
        "sku": ("sku",),
        "title": ("product-name",),
        "unit_amount": ("amount-per-unit",),
        "amount": ("amount-total",),
        "currency": ("currency-unit",),
        "reverses": ("original-reimbursement-id",),
    },
    needs=("reimbursement_id", "approved_on", "reason", "quantity"),
    same_row=("reimbursement_id", "reason", "order_id", "sku", "fnsku", "asin", "quantity", "reverses"),
    merge=merge_reimbursements,
    use="casewright check --reimbursements",
)
LEDGER = ReportKind(
    msg("Inventory Ledger (detailed view)"),
    LedgerRow,
    {
        "day": ("Date and Time", "Date"),
        "event_type": ("Event Type",),
        "quantity": ("Quantity",),
        "reference_id": ("Reference ID",),
        "fnsku": ("FNSKU",),
        "asin": ("ASIN",),
        "sku": ("MSKU",),
        "title": ("Title",),
        "fulfillment_center": ("Fulfillment Center",),
        "disposition": ("Disposition",),
        "reason": ("Reason",),
        "country": ("Country",),
        "reconciled": ("Reconciled Quantity",),
        "unreconciled": ("Unreconciled Quantity",),
    },
    needs=("day", "event_type", "quantity"),
    same_row=(
        *("day", "event_type", "quantity", "reference_id", "fnsku", "sku", "fulfillment_center", "disposition"),
        *("reason", "country"),
    ),
    merge=merge_ledgers,
    use="casewright prepare --ledger",
)
RETURNS = ReportKind(
    msg("FBA customer returns report"),
    ReturnRow,
    {
        "day": ("return-date",),
        "order_id": ("order-id",),
        "quantity": ("quantity",),
        "sku": ("sku",),
        "asin": ("asin",),
        "fnsku": ("fnsku",),
        "title": ("product-name",),
        "fulfillment_center": ("fulfillment-center-id",),
        "disposition": ("detailed-disposition",),
        "reason": ("reason",),
        "status": ("status",),
        "lpn": ("license-plate-number",),
    },
    needs=("day", "order_id", "quantity", "disposition"),
    same_row=("day", "order_id", "quantity", "sku", "fnsku", "disposition", "lpn"),
    use="casewright prepare --returns",
)
REFUNDS = ReportKind(
    msg("date-range transactions report"),
    RefundRow,
    {
        "day": ("date/time", "Datum/Uhrzeit", "date/heure", "Data/Ora", "fecha y hora", "日付/時間"),
        "type": ("type", "Typ", "Tipo", "トランザクションの種類"),
        "order_id": (
            *("order id", "Bestellnummer", "numéro de la commande", "Numero ordine", "número de pedido", "注文番号"),
        ),
        "sku": ("sku",),
        "title": ("description", "Beschreibung", "Descrizione", "descripción", "説明"),
        "quantity": ("quantity", "Menge", "quantité", "Quantità", "cantidad", "数量"),
        "marketplace": ("marketplace", "web de Amazon", "Amazon 出品サービス"),
        "fulfillment": (
            *(
                "fulfillment",
                "fulfilment",
                "Versand",
                "traitement",
                "Gestione",
                "gestión logística",
                "フルフィルメント",
            ),
        ),
        "total": ("total", "Gesamt", "totale", "合計"),
    },
    needs=("day", "type", "order_id", "quantity"),
    same_row=("day", "order_id", "quantity", "sku", "total"),
    only={"type": frozenset({"refund", "erstattung", "remboursement", "rimborso", "reembolso", "返金"})},
    use="casewright prepare --refunds",
)
REMOVAL_ORDERS = ReportKind(
    msg("removal order detail report"),
    RemovalOrderRow,
    {
        "day": ("request-date",),
        "order_id": ("order-id",),
        "order_type": ("order-type",),
        "status": ("order-status",),
        "updated_on": ("last-updated-date",),
        "sku": ("sku",),
        "fnsku": ("fnsku",),
        "disposition": ("disposition",),
        "requested": ("requested-quantity",),
        "cancelled": ("cancelled-quantity",),
        "disposed": ("disposed-quantity",),
        "shipped": ("shipped-quantity",),
        "in_process": ("in-process-quantity",),
    },
    needs=("day", "order_id", "requested"),
    same_row=("order_id", "sku", "fnsku", "disposition", "requested"),
    use="casewright prepare --removals",
)
REMOVAL_SHIPMENTS = ReportKind(
    msg("removal shipment detail report"),
    RemovalShipmentRow,
    {
        "day": ("shipment-date",),
        "order_id": ("order-id",),
        "quantity": ("shipped-quantity",),
        "sku": ("sku",),
        "fnsku": ("fnsku",),
        "disposition": ("disposition",),
        "carrier": ("carrier",),
        "tracking_id": ("tracking-number",),
    },
    needs=("day", "order_id", "quantity", "tracking_id"),
    same_row=("day", "order_id", "quantity", "sku", "fnsku", "disposition", "tracking_id"),
    use="casewright prepare --removal-shipments",
)
SHIPMENT_CONTENTS = ReportKind(
    msg("shipment contents report"),
    ShipmentContentRow,
    {
        "shipment_id": ("Shipment ID", "FBA shipment ID", "fba-shipment-id"),
        "sent": ("Shipped", "Units expected", "Expected", "Quantity shipped", "quantity-shipped", "Units"),
        "received": ("Received", "Units received", "Units located", "Quantity received", "quantity-received"),
        "sku": ("Merchant SKU", "SKU", "MSKU", "seller-sku"),
        "fnsku": ("FNSKU",),
        "asin": ("ASIN",),
        "title": ("Title", "Product name"),
        "delivered_on": ("Delivered", "Delivery date", "Date delivered"),
    },
    needs=("shipment_id", "sent"),
    same_row=("shipment_id", "sku", "fnsku", "asin", "sent"),
    has_preamble=True,
    use="casewright prepare --shipments",
)
RECEIPTS = ReportKind(
    msg("received inventory report"),
    ReceiptRow,
    {
        "day": ("received-date",),
        "shipment_id": ("fba-shipment-id",),
        "quantity": ("quantity",),
        "sku": ("sku",),
        "fnsku": ("fnsku",),
        "title": ("product-name",),
        "fulfillment_center": ("fulfillment-center-id",),
    },
    needs=("day", "shipment_id", "quantity"),
    same_row=("day", "shipment_id", "quantity", "sku", "fnsku", "fulfillment_center"),
    use="casewright prepare --receipts",
)
COSTS = ReportKind(
    msg("cost list"),
    CostRow,
    {
        "unit_cost": ("Seller New Cost", "Seller Cost", "Your sourcing cost", *HEADERS["unit_value"], "采购单价"),
        "currency": (*HEADERS["currency"], "Currency code"),
        "sku": HEADERS["sku"],
        "fnsku": HEADERS["fnsku"],
        "asin": HEADERS["asin"],
        "entered_at": ("Last updated", "Updated", "Submitted at", "更新日期"),
    },
    needs=("unit_cost",),
    same_row=("sku", "fnsku", "asin", "unit_cost", "currency"),
    own=False,
    use="casewright prepare --costs",
)
KINDS: tuple[ReportKind[Any], ...] = (
    *(REIMBURSEMENTS, LEDGER, RETURNS, REFUNDS, REMOVAL_ORDERS, REMOVAL_SHIPMENTS, SHIPMENT_CONTENTS, RECEIPTS, COSTS),
)
"""Every report that is read."""
