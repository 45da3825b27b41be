"""Whether two names of a product are the same name, after what spreadsheets do to names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

_FORMULA = re.compile(r'="?([^"]*)"?')
_AS_NUMBER = re.compile(r"(\d+)\.0+")
_ISBN_WITHOUT_ZEROS = re.compile(r"\d{7,8}[\dX]")
_ISBN_LENGTH = 10


class NamedProduct(Protocol):
    """What names a product: a claim, a draft of one, a row of a report; empty or None where a name is not known."""

    @property
    def fnsku(self) -> str | None:
        """The product, as Amazon labels it."""

    @property
    def asin(self) -> str | None:
        """The product, as buyers see it."""

    @property
    def sku(self) -> str | None:
        """The product, as the seller calls it."""


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """A name as it was before a spreadsheet: `="X00…"` unwrapped, `10256450747.0` whole, an ISBN with its zeros."""
    text = name.strip().strip("'")
    if formula := _FORMULA.fullmatch(text):
        text = formula.group(1).strip()
    if number := _AS_NUMBER.fullmatch(text):
        text = number.group(1)
    text = text.upper()
    return text.zfill(_ISBN_LENGTH) if _ISBN_WITHOUT_ZEROS.fullmatch(text) else text


def product_names(product: NamedProduct, key: Callable[[str], str] = name_key) -> list[tuple[str, str]]:
    """Every name that a product has here, with its kind, the most exact first: `("fnsku", "X001ABC2D3")`.

    Two names are the same where their `key` is.
    """
    names = (("fnsku", product.fnsku), ("sku", product.sku), ("asin", product.asin))
    return [(kind, key(name)) for kind, name in names if name]


def is_same_product(one: NamedProduct, other: NamedProduct) -> bool:
    """Return whether both name the same product, by the best name that both have."""
    theirs = dict(product_names(other))
    return next((theirs[kind] == name for kind, name in product_names(one) if kind in theirs), False)


def may_be_same_product(one: NamedProduct, other: NamedProduct) -> bool:
    """Return whether nothing shows that the two are different products."""
    theirs = dict(product_names(other))
    return next((theirs[kind] == name for kind, name in product_names(one) if kind in theirs), True)


def share_a_name(one: NamedProduct, other: NamedProduct) -> bool:
    """Return whether both have a name of the same kind, by which they can be compared."""
    return not {kind for kind, _ in product_names(one)}.isdisjoint(kind for kind, _ in product_names(other))
