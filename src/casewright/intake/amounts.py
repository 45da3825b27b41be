"""Numbers as people write them: units with a word for them, money with its currency, marks between the digits."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from casewright.intake.cells import EXPECTED_UNITS, Cell, Unreadable, count, narrow, words
from casewright.message import msg

EXPECTED_AMOUNT = msg("the value of one unit as a number above zero, like 12.50")

#: Signs and names → the currencies they may stand for.
_SIGNS: dict[str, frozenset[str]] = {
    sign: frozenset(codes.split())
    for sign, codes in (
        ("US$", "USD"),
        ("CA$", "CAD"),
        ("C$", "CAD"),
        ("A$", "AUD"),
        ("AU$", "AUD"),
        ("S$", "SGD"),
        ("MX$", "MXN"),
        ("R$", "BRL"),
        ("HK$", "HKD"),
        ("$", "USD CAD AUD SGD MXN"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("¥", "JPY CNY"),
        ("JP¥", "JPY"),
        ("CN¥", "CNY"),
        ("円", "JPY"),
        ("元", "CNY"),
        ("RMB", "CNY"),
        ("₹", "INR"),
        ("RS", "INR"),
        ("₺", "TRY"),
        ("TL", "TRY"),
        ("KR", "SEK DKK NOK"),
        ("ZŁ", "PLN"),
        ("DH", "AED"),
        ("DHS", "AED"),
        ("د.إ", "AED"),
        ("SR", "SAR"),
        ("ر.س", "SAR"),
        ("LE", "EGP"),
        ("R", "ZAR"),
    )
}
#: Currencies that are written with a comma before the cents, and a point or space before thousands.
_COMMA_CENTS = frozenset({"EUR", "SEK", "PLN", "TRY", "BRL", "ZAR"})

_NUMBER = re.compile(r"[+-]?\d[\d.,]*|[+-]?[.,]\d+")
_GROUPING = re.compile(r"(?<=\d)[\s'’‘´`\u066c](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"-?\d{1,9}(?:\.\d{1,2})?")


class Amount(NamedTuple):
    """Money as it was read: in cents, the currencies that its sign allows (empty: it has none), the exact value."""

    value: Decimal
    currencies: frozenset[str]
    exact: Decimal

    @property
    def rounded(self) -> bool:
        """Whether more than cents were written."""
        return self.value != self.exact


def read_amount(cell: Cell, currency: str = "") -> Amount:
    """A cell as money; below zero with a minus sign or in brackets. `currency` (ISO code) settles `1,200`.

    Raises:
        Unreadable: it is no amount, or could be two.
    """
    text = "" if isinstance(cell, (bool, list, tuple, dict)) else narrow(words(cell))
    if _PLAIN.fullmatch(text):
        value = Decimal(text)
        return Amount(value.quantize(_CENT), frozenset(), value)
    sign, number, currencies = _taken_apart(text)
    known = currency.strip().upper()
    if not known and len(currencies) == 1:
        (known,) = currencies
    exact = sign * _decimal(number, known)
    if abs(exact) >= 10**12:
        raise Unreadable("bad-money", msg("this is more than one unit can be worth"), EXPECTED_AMOUNT)
    value = exact.quantize(_CENT, ROUND_HALF_UP)
    if isinstance(cell, float) and abs(exact - value) < Decimal("0.000001"):
        exact = value  # a spreadsheet's 0.1 + 0.2
    return Amount(value, currencies, exact)


_CENT = Decimal("0.01")


def _taken_apart(text: str) -> tuple[int, str, frozenset[str]]:
    """Sign, number and currencies of an amount."""
    closed = _GROUPING.sub("", text.replace("\u2212", "-"))
    bracketed = closed.startswith("(") and closed.endswith(")")
    closed = closed.strip("() ")
    number = _NUMBER.search(closed)
    if number is None:
        raise Unreadable("bad-money", msg("this is not an amount of money"), EXPECTED_AMOUNT)
    before, after = closed[: number.start()].strip(), closed[number.end() :].strip()
    minus = bracketed or "-" in (before[:1], before[-1:], after[-1:], number[0][:1])
    name = (before.strip("-+ ") or after.strip("-+ ")).rstrip(".").upper()
    if before.strip("-+ ") and after.strip("-+ "):
        name = _both_names(before.strip("-+ "), after.strip("-+ "))
    return -1 if minus else 1, number[0].lstrip("+-"), _currencies(name)


def _both_names(before: str, after: str) -> str:
    """The one currency of an amount such as `$9.35 USD`: the name that says more."""
    first, second = _currencies(before.rstrip(".").upper()), _currencies(after.rstrip(".").upper())
    if not first & second:
        raise Unreadable("bad-money", msg("this names two currencies"), EXPECTED_AMOUNT)
    return (before if len(first) <= len(second) else after).rstrip(".").upper()


def currencies_of_sign(sign: str) -> frozenset[str]:
    """The currencies that a sign or a short name such as `$`, `kr` and `RMB` may stand for; none for any other word."""
    return _SIGNS.get(sign.strip().rstrip(".").upper(), frozenset())


def _currencies(name: str) -> frozenset[str]:
    if not name:
        return frozenset()
    if known := currencies_of_sign(name):
        return known
    if re.fullmatch(r"[A-Z]{3}", name):
        return frozenset({name})
    raise Unreadable("bad-money", msg("this is not an amount of money"), EXPECTED_AMOUNT)


def _decimal(number: str, currency: str) -> Decimal:
    """The number with a point before the decimals only, where it is certain which mark is which."""
    points, commas = number.count("."), number.count(",")
    if points and commas:
        decimal, thousands = (".", ",") if number.rindex(".") > number.rindex(",") else (",", ".")
        return _grouped(number, decimal, thousands)
    mark = "." if points else ","
    if points + commas == 0:
        return Decimal(number)
    if points + commas > 1:
        return _grouped(number, "," if mark == "." else ".", mark)
    whole, decimals = number.split(mark)
    if len(decimals) == 3 and 1 <= len(whole) <= 3 and whole != "0":
        return _either(whole, decimals, mark, currency)
    return Decimal(f"{whole or '0'}.{decimals or '0'}")


def _grouped(number: str, decimal: str, thousands: str) -> Decimal:
    whole, _, decimals = number.partition(decimal)
    first, *groups = whole.split(thousands)
    if number.count(decimal) > 1 or thousands in decimals or not 1 <= len(first) <= 3:
        raise Unreadable("bad-money", msg("this is not an amount of money"), EXPECTED_AMOUNT)
    if any(len(group) not in (2, 3) for group in groups) or (groups and len(groups[-1]) != 3):
        raise Unreadable("bad-money", msg("this is not an amount of money"), EXPECTED_AMOUNT)
    return Decimal(f"{whole.replace(thousands, '')}.{decimals or '0'}")


def _either(whole: str, decimals: str, mark: str, currency: str) -> Decimal:
    """`1,200` and `9.347`: thousands or decimals, as the currency is written; refused where that leaves both open."""
    if currency and mark == "," and currency not in _COMMA_CENTS:
        return Decimal(whole + decimals)
    if currency and mark == "." and currency not in _COMMA_CENTS:
        if currency == "JPY":
            return Decimal(whole + decimals)
        return Decimal(f"{whole}.{decimals}")
    message = msg("this could be {whole}{decimals} or {whole}.{decimals}", whole=whole, decimals=decimals)
    raise Unreadable(
        "bad-money",
        message,
        msg("the amount without thousands marks, like {whole}{decimals}.00", whole=whole, decimals=decimals),
    )


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
