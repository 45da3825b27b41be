"""Amounts of money: formatted, and added up by currency, never across currencies."""

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
    """Return the total of claims, by currency."""
    return add_up((claim.amount, claim.currency) for claim in claims)


def format_amount(amount: Decimal, currency: str) -> str:
    """An amount as it stands in a text: two decimals, none where the currency has none and none are needed."""
    return f"{amount:.0f}" if currency == "JPY" and amount == amount.to_integral_value() else f"{amount:.2f}"
