"""Numbers of units as people write them: with a word for the unit, with marks between thousands."""

from __future__ import annotations

import re

from casewright.intake.amounts import read_amount
from casewright.intake.cells import EXPECTED_UNITS, Cell, Unreadable, count, narrow, words

_UNIT_WORDS = (
    *("pcs", "pc", "pce", "piece", "pieces", "unit", "units", "ea", "each", "items?"),
    *("stück", "stücke", "stk", "st", "einheit", "einheiten", "pièces?", "pces?", "unités?"),
    *("unidad(?:es)?", "uds?", "piezas?", "pzas?", "pz", "pezz[oi]", "unità", "szt", "sztuk[ai]?", "stuks?"),
    *("件", "个", "個", "只", "台", "点", "枚", "つ", "adet"),
)
_WITH_UNITS = re.compile(rf"[x×]?\s*(?P<number>\S.*?)\s*(?:[x×]|(?:{'|'.join(_UNIT_WORDS)})\.?)?", re.IGNORECASE)
"""Boxes, sets and pairs are not among them: how many units each holds is not said."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[\s'’]\d{3})+|\d+,0+")
"""A comma between thousands, or before decimals that are all zero; which of the two, the currency settles."""


def read_units(cell: Cell, currency: str = "") -> int:
    """A cell as a number of units: `3 pcs`, `3件`, `1,000`. `currency` tells how its country writes thousands.

    Raises:
        Unreadable: it is no whole number, less than one, or could be two numbers.
    """
    if not isinstance(cell, str):
        return count(cell)
    match = _WITH_UNITS.fullmatch(narrow(words(cell)))
    number = match["number"] if match else ""
    if not _GROUPED.fullmatch(number):
        return count(number or cell)
    try:
        return count(f"{read_amount(number, currency).exact.to_integral_value():f}")
    except Unreadable as why:
        raise Unreadable("bad-quantity", why.message, EXPECTED_UNITS) from None
