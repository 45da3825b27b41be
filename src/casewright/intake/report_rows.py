"""The rows of Amazon's reports as typed values, whoever reads them in and whichever layout they came in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pydantic import AwareDatetime

from casewright.model.problem import Place, Value


class Reimbursement(Value):
    """One row of the Reimbursements report (`GET_FBA_REIMBURSEMENTS_DATA`).

    `approved_on` is the day as written; `approved_at` the moment, where the stamp named its time zone. `quantity`
    counts units paid in money or in stock, below zero where they were taken back; `quantity_in_money` and
    `quantity_in_stock` those of each kind, where the report tells them apart. `amount` is money in `currency` for all
    of them, `unit_amount` for one; `case_id` is empty where Amazon paid by itself. `reverses` is the reimbursement that
    this row takes back.
    """

    reimbursement_id: str
    approved_on: date
    reason: str
    quantity: int
    approved_at: AwareDatetime | None = None
    quantity_in_money: int | None = None
    quantity_in_stock: int = 0
    case_id: str = ""
    order_id: str = ""
    fnsku: str = ""
    asin: str = ""
    sku: str = ""
    title: str = ""
    unit_amount: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    reverses: str = ""


class LedgerRow(Value):
    """One event of the inventory ledger (`GET_LEDGER_DETAIL_VIEW_DATA`).

    `quantity` is below zero where units went away. `reconciled` and `unreconciled` are Amazon's own figures: units that
    a later event or payment explains, and those that none explains; None where the report does not say.
    `reference_id` is empty where a spreadsheet ruined it (`2.09145E+13`).
    """

    day: date
    event_type: str
    quantity: int
    reference_id: str = ""
    fnsku: str = ""
    asin: str = ""
    sku: str = ""
    title: str = ""
    fulfillment_center: str = ""
    disposition: str = ""
    reason: str = ""
    country: str = ""
    reconciled: int | None = None
    unreconciled: int | None = None


class ReturnRow(Value):
    """One unit or more that buyers sent back (`GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA`)."""

    day: date
    order_id: str
    quantity: int
    sku: str = ""
    asin: str = ""
    fnsku: str = ""
    title: str = ""
    fulfillment_center: str = ""
    disposition: str = ""
    reason: str = ""
    status: str = ""
    lpn: str = ""


class RefundRow(Value):
    """One row of type Refund of the date-range transactions report.

    `quantity` is units; `fulfillment` tells Amazon's orders from the seller's own (`Amazon`, `Seller`); `marketplace`
    is as written (`amazon.com`, `Amazon.de`); `total` is money in the marketplace's currency, below zero.
    """

    day: date
    order_id: str
    quantity: int
    sku: str = ""
    title: str = ""
    marketplace: str = ""
    fulfillment: str = ""
    total: Decimal | None = None


class RemovalOrderRow(Value):
    """One product of a removal order (`GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA`); quantities are units."""

    day: date
    order_id: str
    requested: int
    order_type: str = ""
    status: str = ""
    updated_on: date | None = None
    sku: str = ""
    fnsku: str = ""
    disposition: str = ""
    cancelled: int = 0
    disposed: int = 0
    shipped: int = 0
    in_process: int = 0


class RemovalShipmentRow(Value):
    """One product of a removal's parcel (`GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA`).

    `day` is when it was shipped, from which the time for a lost removal counts.
    """

    day: date
    order_id: str
    quantity: int
    sku: str = ""
    fnsku: str = ""
    disposition: str = ""
    carrier: str = ""
    tracking_id: str = ""


class ShipmentContentRow(Value):
    """One product of a shipment to Amazon: what was sent, and what was received where the file says so.

    `delivered_on` is the verified delivery, where the file tells it.
    """

    shipment_id: str
    sent: int
    received: int | None = None
    sku: str = ""
    fnsku: str = ""
    asin: str = ""
    title: str = ""
    delivered_on: date | None = None


class ReceiptRow(Value):
    """Units received of a shipment: of the Received Inventory report, or the ledger's event type Receipts."""

    day: date
    shipment_id: str
    quantity: int
    sku: str = ""
    fnsku: str = ""
    title: str = ""
    fulfillment_center: str = ""


class CostRow(Value):
    """What one unit of a product costs the seller; `entered_at` is when it was entered, where the list says so.

    `currency` is empty where the list names none, and holds all that a sign may stand for, as in `CNY/JPY`.
    """

    unit_cost: Decimal
    currency: str = ""
    sku: str = ""
    fnsku: str = ""
    asin: str = ""
    entered_at: datetime | None = None


class UnreadRow(Value):
    """A row of a report that could not be read, or a whole file where `place` names no row.

    The names are what could be read of it; an empty one may be any. It holds back every claim that it could concern.
    """

    place: Place
    fnsku: str = ""
    asin: str = ""
    sku: str = ""
    order_id: str = ""
    case_id: str = ""
    reason: str = ""
