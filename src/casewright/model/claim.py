"""The claim: one loss, what it is worth, what identifies it and what proves it. One class per claim type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema

from casewright.message import Message, msg
from casewright.model.evidence import Evidence
from casewright.model.fields import (
    Code,
    CountedPayments,
    Currency,
    Details,
    FulfillmentCenter,
    MarketplaceCode,
    Needed,
    OneOf,
    ProductNumber,
    Words,
    require_value,
)
from casewright.model.identifiers import Asin, Fnsku, Lpn, OrderId, ReimbursementId, ShipmentId, TransactionId
from casewright.model.problem import Place, Problem, Value


def read_counted_payments(text: str) -> dict[str, int | None]:
    """`10244181663:2; 10244181664` as reimbursement ID → units, None for all of them."""
    named = (entry.partition(":") for entry in text.replace(";", " ").replace(",", " ").split())
    return {name: int(units) if units else None for name, _, units in named}


class CommonClaim(Value):
    """What every claim has.

    `claim_id` is the seller's own name for the row, unique in a batch. `event_date` is the day from which the
    window counts (its meaning by type stands in policy/rules.toml). `unit_value` is money in `currency` for one
    unit; what Amazon pays by stands in model/value_basis.py. `details` are the seller's own words, sent verbatim.
    `payments_counted` are reimbursements that `quantity` allows for already, with their units (`10244181663:2`): they
    are not taken off again. `fnsku` comes last of the identifiers, because it is the one that others can stand in for.
    """

    claim_id: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w.-]{1,40}$")]
    account: Words
    marketplace: MarketplaceCode
    event_date: Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))]
    quantity: Annotated[int, Field(strict=True, ge=1, le=100_000)]
    unit_value: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
    currency: Currency
    product_name: Words
    asin: Asin | None = None
    sku: Code | None = None
    fulfillment_center: FulfillmentCenter | None = None
    details: Details = ""
    shipment_id: ShipmentId | None = None
    order_id: OrderId | None = None
    transaction_id: TransactionId | None = None
    lpn: Lpn | None = None
    removal_order_id: Code | None = None
    tracking_id: Code | None = None
    reimbursement_id: ReimbursementId | None = None
    payments_counted: CountedPayments = ""
    fnsku: Fnsku | None = None
    evidence: tuple[Evidence, ...] = ()
    place: Annotated[Place | None, Field(exclude=True)] = None

    title: ClassVar[Message]
    """What the claim type is called."""
    words: ClassVar[tuple[str, ...]] = ()
    """Other words that mean it in sellers' sheets."""
    needs: ClassVar[tuple[str, ...]] = ()
    """Fields that must be given, beside the common ones."""
    needs_one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields of which at least one must be given."""
    identity: ClassVar[tuple[str, ...]] = ()
    """Fields that together with the product tell one loss from another, where there is no transaction item ID."""
    known_by: ClassVar[tuple[str, ...]] = ("transaction_id", "shipment_id", "order_id", "fnsku", "asin")
    """Fields a support associate searches by, the best first."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Read off the fields what the claim type needs, so that it is said once."""
        super().__pydantic_init_subclass__(**kwargs)
        checks = {
            name: [mark.func for mark in field.metadata if isinstance(mark, AfterValidator)]
            for name, field in cls.model_fields.items()
        }
        cls.needs = tuple(name for name, funcs in checks.items() if require_value in funcs)
        cls.needs_one_of = tuple(
            (*func.others, name) for name, funcs in checks.items() for func in funcs if isinstance(func, OneOf)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors what the claim type needs, which to the validator are optional fields with a check."""
        told = handler.resolve_ref_schema(dict(handler(schema)))
        told["required"] = [*told.get("required", ()), *cls.needs]
        if cls.needs_one_of:
            told["allOf"] = [{"anyOf": [{"required": [name]} for name in group]} for group in cls.needs_one_of]
        return told

    @property
    def counted_payments(self) -> dict[str, int | None]:
        """Reimbursement ID → units of it that `quantity` allows for already, None for all of them."""
        return read_counted_payments(self.payments_counted)

    @property
    def amount(self) -> Decimal:
        """Money at stake, in `currency`."""
        return self.unit_value * self.quantity

    @property
    def main_identifier(self) -> str:
        """What a support associate searches by, and what the case log is searched for."""
        given = (getattr(self, name) for name in (*self.known_by, "sku", "claim_id"))
        return str(next(value for value in given if value))


class LostInWarehouse(CommonClaim):
    """Units lost by a fulfillment center: the ledger's reasons M and 5, not found again, not paid.

    Named by the FNSKU or the ledger's transaction item ID; where Amazon's stock management lost units of a shipment,
    by the shipment and a product number.
    """

    type: Literal["lost_in_warehouse"] = "lost_in_warehouse"
    title = msg("Lost in warehouse")
    words = ("Lost warehouse", "Lost", "仓库丢失", "丢失", "在仓库丢失的库存")
    identity = ("event_date", "fulfillment_center", "shipment_id")
    fnsku: Annotated[
        Fnsku | None,
        Field(validate_default=True),
        AfterValidator(OneOf("transaction_id", "shipment_id")),
        AfterValidator(OneOf("asin", "sku", "transaction_id")),
    ] = None


class DamagedInWarehouse(CommonClaim):
    """Units damaged by a fulfillment center: the ledger's reasons 6, 7, E, H, K, U, not paid."""

    type: Literal["damaged_in_warehouse"] = "damaged_in_warehouse"
    title = msg("Damaged in warehouse")
    words = ("Damaged warehouse", "Damaged", "仓库损坏", "损坏", "在仓库损坏的库存")
    identity = ("event_date", "fulfillment_center")
    transaction_id: Needed[TransactionId] = None
    fnsku: Needed[Fnsku] = None


class OrderDiscrepancy(CommonClaim):
    """Units of an order lost or short by Amazon's stock management, named by order, shipment and product."""

    type: Literal["order_discrepancy"] = "order_discrepancy"
    title = msg("Order discrepancy")
    words = ("订单差异", "订单短少")
    identity = ("order_id", "shipment_id")
    known_by = ("order_id", "shipment_id", "fnsku", "asin")
    order_id: Needed[OrderId] = None
    fnsku: ProductNumber = None


class InboundLost(CommonClaim):
    """Units of a shipment to Amazon that were delivered and never received."""

    type: Literal["inbound_lost"] = "inbound_lost"
    title = msg("Inbound lost")
    words = ("Lost inbound", "入库丢失", "货件差异", "入库丢失/货件差异")
    identity = ("shipment_id",)
    known_by = ("shipment_id", "fnsku", "asin")
    shipment_id: Needed[ShipmentId] = None
    fnsku: ProductNumber = None


class InboundDamaged(CommonClaim):
    """Units of a shipment to Amazon that were damaged on the way or on arrival, in Amazon's hands."""

    type: Literal["inbound_damaged"] = "inbound_damaged"
    title = msg("Inbound damaged")
    words = ("Damaged inbound", "入库损坏")
    identity = ("shipment_id",)
    known_by = ("shipment_id", "fnsku", "asin")
    shipment_id: Needed[ShipmentId] = None
    fnsku: ProductNumber = None


class CustomerReturn(CommonClaim):
    """Units for which a buyer was refunded or sent a replacement, and which never came back sellable or at all."""

    type: Literal["customer_return"] = "customer_return"
    title = msg("Customer return")
    words = ("客户退货未退回", "客户退货")
    identity = ("order_id", "lpn")
    known_by = ("order_id", "lpn", "fnsku", "asin")
    order_id: Needed[OrderId] = None
    fnsku: ProductNumber = None


class ReturnDamaged(CommonClaim):
    """Units that buyers sent back and that came back damaged by Amazon or its carrier, as the returns report says."""

    type: Literal["return_damaged"] = "return_damaged"
    title = msg("Return damaged")
    words = ("Return came back damaged", "客户退货损坏", "退货损坏")
    identity = ("order_id", "lpn")
    known_by = ("order_id", "lpn", "fnsku", "asin")
    order_id: Needed[OrderId] = None
    fnsku: ProductNumber = None


class McfOrder(CommonClaim):
    """Units of a Multi-Channel Fulfillment order that were lost on the way to the seller's own customer."""

    type: Literal["mcf_order"] = "mcf_order"
    title = msg("MCF order")
    words = ("Multi-channel order", "Multi-channel fulfillment order", "多渠道配送订单丢失", "多渠道订单")
    identity = ("order_id",)
    known_by = ("order_id", "tracking_id", "fnsku", "asin")
    order_id: Needed[OrderId] = None
    fnsku: ProductNumber = None


class RemovalLost(CommonClaim):
    """Units of a removal order that were sent back and never arrived."""

    type: Literal["removal_lost"] = "removal_lost"
    title = msg("Removal lost")
    words = ("Lost removal", "移除订单丢失", "移除丢失")
    identity = ("removal_order_id", "tracking_id")
    known_by = ("removal_order_id", "tracking_id", "fnsku", "asin")
    removal_order_id: Needed[Code] = None
    tracking_id: Needed[Code] = None
    fnsku: ProductNumber = None


class RemovalDamaged(CommonClaim):
    """Units of a removal order that arrived damaged, incomplete or as something else."""

    type: Literal["removal_damaged"] = "removal_damaged"
    title = msg("Removal damaged")
    words = ("Damaged removal", "移除订单损坏", "移除损坏")
    identity = ("removal_order_id", "tracking_id", "lpn")
    known_by = ("removal_order_id", "tracking_id", "lpn", "fnsku", "asin")
    removal_order_id: Needed[Code] = None
    fnsku: ProductNumber = None


class Reevaluation(CommonClaim):
    """A payment that was too low: `unit_value` is what is missing for one unit, `event_date` the day of the payment."""

    type: Literal["reevaluation"] = "reevaluation"
    title = msg("Re-evaluation")
    words = ("Reimbursement too low", "赔偿金额偏低", "重新评估")
    identity = ("reimbursement_id",)
    known_by = ("reimbursement_id", "fnsku", "asin")
    reimbursement_id: Needed[ReimbursementId] = None
    fnsku: ProductNumber = None


class Reversal(CommonClaim):
    """A payment that Amazon took back although no unit came back: named by the reimbursement that was taken back.

    `details` say what the seller looked through: no report shows that nothing came back, so a person vouches for it.
    """

    type: Literal["reversal"] = "reversal"
    title = msg("Reversal")
    words = ("Reimbursement taken back", "赔偿被撤销", "撤销赔偿")
    identity = ("reimbursement_id", "event_date")
    known_by = ("reimbursement_id", "fnsku", "asin")
    reimbursement_id: Needed[ReimbursementId] = None
    details: Annotated[Details, Field(validate_default=True), AfterValidator(require_value)] = ""
    fnsku: ProductNumber = None


Claim = Annotated[
    LostInWarehouse
    | DamagedInWarehouse
    | OrderDiscrepancy
    | InboundLost
    | InboundDamaged
    | CustomerReturn
    | ReturnDamaged
    | McfOrder
    | RemovalLost
    | RemovalDamaged
    | Reevaluation
    | Reversal,
    Field(discriminator="type"),
]
"""Any claim, told apart by `type`."""

CLAIM_TYPES: dict[str, type[CommonClaim]] = {
    one.model_fields["type"].default: one for one in get_args(get_args(Claim)[0])
}
"""Every claim type by its name."""


class Batch(Value):
    """What came out of the files: the claims that could be read, and everything that was wrong.

    `statements` tell what was taken for granted while reading (an encoding, say); `rows` is how many rows the
    files held, so that a lost row can be noticed: each row is a claim or has a problem. `extras` keeps, by
    `claim_id`, what stood in columns that no field is for: shown to the seller, never sent.
    """

    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Message, ...] = ()
    rows: int = 0
    extras: dict[str, dict[str, str]] = {}
