"""Money added up by currency, and never across currencies."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from casewright.model.claim import CommonClaim


def add_up(amounts: Iterable[tuple[str | Decimal, str]]) -> dict[str, Decimal]:
    """Amounts with their currencies, summed by currency."""
    sums: dict[str, Decimal] = {}
    for amount, currency in amounts:
        sums[currency] = sums.get(currency, Decimal(0)) + Decimal(amount)
    return sums


def sums_of(claims: Iterable[CommonClaim]) -> dict[str, Decimal]:
    """What claims come to, by currency."""
    return add_up((claim.amount, claim.currency) for claim in claims)
