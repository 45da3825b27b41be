"""Which value Amazon pays for a unit, by claim type, marketplace and day, and the most that it pays for one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from casewright.model.marketplaces import marketplace


class ValueBasis(StrEnum):
    """What a unit's payment is based on."""

    SOURCING_COST = "sourcing_cost"
    """What the seller paid the manufacturer or supplier for one unit."""
    SALE_PRICE = "sale_price"
    """The sale price less Amazon's fees."""
    MARKET_VALUE = "market_value"
    """What Amazon estimates from prices and sales of the product."""
    DIFFERENCE = "difference"
    """What is missing of a payment."""
    NOT_PUBLISHED = "not_published"
    """Nothing is published for the marketplace."""


SOURCING_COST_SINCE = date(2025, 3, 31)
"""From this day Amazon pays the sourcing cost for losses before an order; orders and returns stay at the sale price
less fees (reported alike by three of sellers' services; read 2026-11-27)."""

_BEFORE_AN_ORDER = frozenset(
    {
        *("lost_in_warehouse", "damaged_in_warehouse", "inbound_lost", "inbound_damaged"),
        *("removal_lost", "removal_damaged"),
    }
)
_GROUPS_WITH_SOURCING_COST = frozenset({"europe", "japan"})
_MARKETS_WITH_SOURCING_COST = frozenset({"US", "CA", "MX"})
_MARKETS_WITH_MARKET_VALUE = frozenset({"IN", "BR"})
"""Amazon.in pays the fair market value, amazon.com.br an estimate from sales and prices (help page G200213130 of each;
the copies read on 2026-11-27)."""


class UnitCap(NamedTuple):
    """The most that Amazon pays for one unit."""

    amount: Decimal
    currency: str
    source: str


_UNIT_CAPS = {
    "US": UnitCap(Decimal(5000), "USD", "Amazon, FBA inventory reimbursement policy (G200213130), copy of 2026-11-27"),
    "BR": UnitCap(Decimal(19250), "BRL", "Amazon.com.br, reimbursement policy (G200213130), copy of 2026-11-27"),
}


def value_basis(claim_type: str, code: str, event: date) -> ValueBasis:
    """What Amazon pays for a unit of such a claim.

    Raises:
        UnknownMarketplace: the code is none.
    """
    place = marketplace(code)
    if claim_type == "reevaluation":
        return ValueBasis.DIFFERENCE
    if place.code in _MARKETS_WITH_MARKET_VALUE:
        return ValueBasis.MARKET_VALUE
    if place.group not in _GROUPS_WITH_SOURCING_COST and place.code not in _MARKETS_WITH_SOURCING_COST:
        return ValueBasis.NOT_PUBLISHED
    if claim_type == "reversal":
        return ValueBasis.NOT_PUBLISHED
    if claim_type in _BEFORE_AN_ORDER and event >= SOURCING_COST_SINCE:
        return ValueBasis.SOURCING_COST
    return ValueBasis.SALE_PRICE


def cap_of_unit(code: str) -> UnitCap | None:
    """The most that Amazon pays for a unit in a marketplace; None where none is published.

    Raises:
        UnknownMarketplace: the code is none.
    """
    return _UNIT_CAPS.get(marketplace(code).code)
