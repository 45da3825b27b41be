"""A claim to be completed, what was left out, and what drafts are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
    UnreadRow,
)
from casewright.message import Message, msg
from casewright.model.claim import read_counted_payments
from casewright.model.marketplaces import MARKETPLACES, Marketplace, marketplace
from casewright.model.problem import Value
from casewright.policy.rules import Rules, Term


class Draft(Value):
    """A claim to be completed: what the reports show, and the columns that a person has to add.

    `paid` of the `lost` units are reimbursed already, and `quantity` is what is left to claim. The days are days where
    the marketplace is. `why` says where the draft comes from, for the person.
    """

    claim_id: str
    type: str
    account: str
    marketplace: str
    event_date: date
    quantity: int
    currency: str
    unit_value: Decimal | None = None
    product_name: str = ""
    fnsku: str | None = None
    asin: str | None = None
    sku: str | None = None
    fulfillment_center: str | None = None
    shipment_id: str | None = None
    transaction_id: str | None = None
    order_id: str | None = None
    lpn: str | None = None
    removal_order_id: str | None = None
    tracking_id: str | None = None
    reimbursement_id: str | None = None
    payments_counted: str = ""
    why: Message
    lost: int
    paid: int = 0
    explained: int = 0
    """Units of `lost` that Amazon's own figures explain by payments or finds already."""
    first_day: date
    advised_day: date | None = None
    deadline: date | None
    to_add: tuple[str, ...] = ()

    @property
    def counted_payments(self) -> dict[str, int | None]:
        """Reimbursement ID → units of it that `quantity` allows for."""
        return read_counted_payments(self.payments_counted)


class LeftOut(Value):
    """Something that the reports show but that needs no claim, or can have none: why."""

    why: Message
    day: date | None
    product: str
    quantity: int
    reference: str = ""


class Prepared(Value):
    """The drafts, the most urgent first, and everything that was left out, with its reason."""

    drafts: tuple[Draft, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportsGiven:
    """The rows of the reports; one that was not given is empty. `unread` are rows that could not be read, by report."""

    ledger: tuple[LedgerRow, ...] = ()
    reimbursements: tuple[Reimbursement, ...] = ()
    returns: tuple[ReturnRow, ...] = ()
    refunds: tuple[RefundRow, ...] = ()
    removal_orders: tuple[RemovalOrderRow, ...] = ()
    removal_shipments: tuple[RemovalShipmentRow, ...] = ()
    shipment_contents: tuple[ShipmentContentRow, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()
    costs: tuple[CostRow, ...] = ()
    unread: Mapping[str, Sequence[UnreadRow]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftMaker:
    """Makes drafts for one account; `code` is the marketplace of rows that name none."""

    rules: Rules
    now: datetime
    account: str
    code: str

    @property
    def place(self) -> Marketplace:
        """The marketplace of rows that name none."""
        return marketplace(self.code)

    def today(self, code: str) -> date:
        """The day that it is where a marketplace is."""
        return marketplace(code).day(self.now)

    def make(
        self,
        claim_type: str,
        code: str,
        event: date,
        units: int,
        **fields: Any,  # whatever a draft has
    ) -> Draft | LeftOut:
        """A draft with its days and what a person has to add; left out where no rule speaks for the marketplace.

        `code` may be a country that has no marketplace.
        """
        place = MARKETPLACES.get(code)
        if place is None:
            message = msg("{country} has no marketplace: say with --marketplace where the units are sold", country=code)
            return _leave_out(message, event, units, fields)
        term = self.rules.find_term(claim_type, code)
        if term is None:
            message = msg("no rule is published for {code}: write one of your own, then prepare again", code=code)
            return _leave_out(message, event, units, fields)
        missing = (*fields.pop("to_add", ()), *_to_add(term, fields))
        known = {name: value or None for name, value in fields.items() if name not in _WORDS}
        words = {name: fields[name] for name in _WORDS if name in fields}
        advised = term.advised_day(event)
        return Draft(
            type=claim_type,
            account=self.account,
            marketplace=place.code,
            currency=place.currency,
            event_date=event,
            quantity=units,
            lost=units,
            first_day=term.first_day(event),
            advised_day=advised if term.advised_days else None,
            deadline=term.last_day(event),
            to_add=tuple(dict.fromkeys(missing)),
            **known,
            **words,
        )


def _leave_out(why: Message, event: date, units: int, fields: Mapping[str, Any]) -> LeftOut:
    product = fields.get("fnsku") or fields.get("asin") or fields.get("sku") or ""
    reference = fields.get("transaction_id") or fields.get("order_id") or fields.get("shipment_id") or ""
    return LeftOut(why=why, day=event, product=product, quantity=units, reference=reference)


_WORDS = frozenset({"claim_id", "why", "product_name", "explained"})


def _to_add(term: Term, fields: dict[str, Any]) -> tuple[str, ...]:
    """What only a person can add: a name, a value, and the proof that the rule asks for."""
    value = () if fields.get("unit_value") else ("unit_value",)
    proof = ("other",) if term.any_proof else tuple(term.proof)
    return (*(() if fields.get("product_name") else ("product_name",)), *value, *proof)
