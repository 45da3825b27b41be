"""The claim: one loss, what it is worth, how it is identified and what proves it. One class a claim type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from casewright.claims.evidence import Evidence, EvidenceKind
from casewright.claims.identifiers import Asin, Fnsku, OrderId, ShipmentId, TransactionId
from casewright.claims.problem import Place, Problem, Value

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
ClaimName = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w.-]{1,40}$")]


class CommonClaim(Value):
    """What every claim has.

    `claim_id` is the seller's own name for the row, unique in a batch. `event_date` is the day from which the
    window counts (its meaning by type stands in policy/rules.toml). `unit_value` is money in `currency` for one
    unit: the sourcing cost (Amazon's basis since March 2025).
    """

    claim_id: ClaimName
    account: Words
    marketplace: Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{2}$")]
    event_date: date
    quantity: Annotated[int, Field(strict=True, ge=1, le=100_000)]
    unit_value: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
    currency: Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{3}$")]
    product_name: Words
    fnsku: Fnsku | None = None
    asin: Asin | None = None
    sku: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    fulfillment_center: Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z0-9]{3,6}$")] | None = None
    shipment_id: ShipmentId | None = None
    order_id: OrderId | None = None
    transaction_id: TransactionId | None = None
    details: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""
    evidence: tuple[Evidence, ...] = ()
    place: Annotated[Place | None, Field(exclude=True)] = None

    needs: ClassVar[tuple[str, ...]]
    """Fields that must be given, beside the common ones."""
    proof: ClassVar[tuple[EvidenceKind, ...]]
    """Kinds of evidence without which Amazon rejects the claim."""

    @property
    def amount(self) -> Decimal:
        """Money at stake, in `currency`."""
        return self.unit_value * self.quantity

    @property
    def main_identifier(self) -> str:
        """What a support associate searches by, and what the case log is searched for."""
        first = self.transaction_id or self.shipment_id or self.order_id or self.fnsku or self.asin
        return str(first or self.claim_id)


class LostInWarehouse(CommonClaim):
    """Units lost by a fulfillment center: the ledger's reasons M and 5, not found again, not paid."""

    type: Literal["lost_in_warehouse"] = "lost_in_warehouse"
    needs = ("fnsku",)
    proof = (EvidenceKind.STOCK_DOCUMENT,)


class DamagedInWarehouse(CommonClaim):
    """Units damaged by a fulfillment center: the ledger's reasons 6, 7, E, H, K, U, not paid."""

    type: Literal["damaged_in_warehouse"] = "damaged_in_warehouse"
    needs = ("fnsku", "transaction_id")
    proof = (EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PHOTO)


Claim = Annotated[LostInWarehouse | DamagedInWarehouse, Field(discriminator="type")]
"""Any claim, told apart by `type`."""

CLAIM_TYPES: dict[str, type[CommonClaim]] = {
    "lost_in_warehouse": LostInWarehouse,
    "damaged_in_warehouse": DamagedInWarehouse,
}


class Batch(Value):
    """What came out of the files: the claims that could be read, and everything that was wrong.

    `statements` tell what was taken for granted while reading (an encoding, say); `rows` is how many rows the
    files held, so that a lost row can be noticed: each row is a claim or has a problem.
    """

    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[str, ...] = ()
    rows: int = 0
