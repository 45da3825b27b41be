"""From a cell to a value: dates, numbers and words as people write them, and what to say where they cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from casewright.message import Text, as_message

Cell = Any
"""What a file holds in one cell: text, number, date, truth value, nothing; in yaml and json also lists."""

#: Excel keeps 15 digits of a number; what was longer has lost its end already.
_DIGITS_KEPT = 10**15
_DAY_ZERO = date(1899, 12, 30)
_SERIAL_DAYS = range(36_526, 73_051)
"""Spreadsheet day numbers from 2000 to 2099: nothing else is taken for a date."""

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00]")
_BLANK_WORDS = frozenset({"", "-", "--", "n/a", "#n/a", "na", "nan", "null", "none", "~", "无"})
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*\S{0,6})?"
)
_COMPACT_DATE = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_EITHER_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONEY_AROUND = re.compile(r"^(?:[A-Z]{2,3})?\s*[$€£¥₹]?\s*|\s*(?:[$€£¥₹元]|[A-Z]{3})?$")
_PLAIN_MONEY = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_ANY_MONEY = re.compile(r"-?\d{0,12}\.?\d{1,20}")
_COMMA_POINT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}")
_POINT_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
_COMMA_ONLY = re.compile(r"\d+,\d{1,2}")
_COUNT = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,20})?")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


class Unreadable(Exception):
    """A cell or a file that is not what was asked for; never leaves the loader, where it becomes a Problem.

    `code` is the Problem's; `expected` says what would have been right, with an example.
    """

    def __init__(self, code: str, message: Text, expected: Text) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = as_message(message)
        self.expected = as_message(expected)


def clean(text: str) -> str:
    """Text without what nobody sees: zero-width characters, direction marks, spaces around."""
    if text.isascii() and "\x00" not in text:
        return text.strip()
    return _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u3000", " ").strip()


def narrow(text: str) -> str:
    """The same in half-width characters: for identifiers, dates and numbers, never for a person's sentences."""
    cleaned = clean(text)
    return cleaned if cleaned.isascii() else unicodedata.normalize("NFKC", cleaned).strip()


def shown(cell: Cell) -> str:
    """A cell in a message: as a person would see it, at most 200 characters."""
    if isinstance(cell, str):
        text = cell
    elif isinstance(cell, (list, tuple, dict)):
        text = f"a list of {len(cell)}" if not isinstance(cell, dict) else f"{len(cell)} named values"
    elif isinstance(cell, float) and cell.is_integer() and abs(cell) < _DIGITS_KEPT:
        text = str(int(cell))
    else:
        text = str(cell)
    return text if len(text) <= 200 else text[:199] + "…"


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, spaces, NaN, or a word for "nothing" such as `n/a`."""
    if cell is None or cell == []:
        return True
    if isinstance(cell, float):
        return cell != cell  # noqa: PLR0124 (NaN is the only value that differs from itself)
    return isinstance(cell, str) and len(cell) < 40 and clean(cell).casefold() in _BLANK_WORDS


def words(cell: Cell) -> str:
    """A cell as text.

    Raises:
        Unreadable: it is a list or a truth value.
    """
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, (list, tuple, dict, bool)):
        raise Unreadable("bad-text", f"this is {shown(cell)}, not text", "one line of text")
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return shown(cell)


def code(cell: Cell) -> str:
    """A cell as an identifier: half-width, no spaces around, a number without its `.0`.

    Raises:
        Unreadable: the spreadsheet has kept it as a number and lost digits; or it is a list or a truth value.
    """
    text = narrow(words(cell))
    too_long = isinstance(cell, (int, float)) and abs(cell) >= _DIGITS_KEPT
    if too_long or _SCIENTIFIC.fullmatch(text):
        raise Unreadable(
            "bad-identifier",
            "the spreadsheet has turned this identifier into a number, and digits were lost",
            "the identifier as text: format the column as Text first, then paste it again, like 20264418827301",
        )
    return text


def day(cell: Cell) -> date:
    """A cell as a day: a spreadsheet's date, its number, or year, month and day as written in any of many ways.

    Raises:
        Unreadable: no such day exists, or month and day cannot be told apart.
    """
    expected = "a date as year-month-day, like 2026-11-03"
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial_day(cell, expected)
    text = narrow(words(cell))
    found = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if found:
        year, month, number = map(int, found.groups())
        try:
            return date(year, month, number)
        except ValueError:
            raise Unreadable("bad-date", f"there is no day {text}", expected) from None
    if either := _EITHER_DATE.fullmatch(text):
        raise Unreadable("bad-date", _readings(*map(int, either.groups())), expected)
    raise Unreadable("bad-date", "this is not a date", expected)


def _serial_day(number: float, expected: str) -> date:
    whole = int(number) if abs(number) < _DIGITS_KEPT else 0
    if whole in _SERIAL_DAYS:
        return _DAY_ZERO + timedelta(days=whole)
    if _COMPACT_DATE.fullmatch(str(whole)):
        return day(str(whole))
    raise Unreadable("bad-date", "this number is not a date", expected)


def _readings(first: int, second: int, year: int) -> str:
    possible = []
    for month, number in ((first, second), (second, first)):
        try:
            possible.append(date(year, month, number).isoformat())
        except ValueError:
            continue
    if not possible:
        return "there is no such day"
    return "which is the month and which the day is not certain: write " + " or ".join(dict.fromkeys(possible))


def count(cell: Cell) -> int:
    """A cell as a number of units.

    Raises:
        Unreadable: it is no whole number, or less than one.
    """
    expected = "a whole number of units, 1 or more, like 3"
    text = "" if isinstance(cell, (bool, list, tuple, dict)) else narrow(words(cell))
    if not _COUNT.fullmatch(text):
        raise Unreadable("bad-quantity", "this is not a number of units", expected)
    number = Decimal(text)
    whole = int(number)
    if whole != number:
        raise Unreadable("bad-quantity", "only whole units can be claimed", expected)
    if whole < 1:
        raise Unreadable("bad-quantity", "nothing can be claimed for less than one unit", expected)
    if whole > 100_000:
        raise Unreadable("bad-quantity", "more than 100,000 units in one claim is taken for a slip", expected)
    return whole


def money(cell: Cell) -> Decimal:
    """A cell as money for one unit, with or without a currency sign, comma or point before the cents.

    Raises:
        Unreadable: it is no amount, not above zero, or has more than two decimals.
    """
    expected = "the value of one unit as a number above zero, like 12.50"
    text = "" if isinstance(cell, (bool, list, tuple, dict)) else narrow(words(cell))
    if not _PLAIN_MONEY.fullmatch(text):
        text = _with_a_point(_MONEY_AROUND.sub("", text))
    if not _ANY_MONEY.fullmatch(text):
        raise Unreadable("bad-money", "this is not an amount of money", expected)
    amount = Decimal(text)
    if abs(amount) >= 10**10:
        raise Unreadable("bad-money", "this is more than one unit can be worth", expected)
    cents = amount.quantize(Decimal("0.01"))
    if isinstance(cell, float) and abs(amount - cents) < Decimal("0.000001"):
        amount = cents  # a spreadsheet's 0.1 + 0.2
    if amount <= 0:
        raise Unreadable("bad-money", "the value of one unit must be above zero", expected)
    if amount != cents:
        raise Unreadable("bad-money", "money has at most two decimals", expected)
    return amount


def _with_a_point(text: str) -> str:
    """The amount with a point before the cents only, where it is certain which sign is which."""
    if _COMMA_POINT.fullmatch(text):
        return text.replace(",", "")
    if _POINT_COMMA.fullmatch(text) or _COMMA_ONLY.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text


def file_names(cell: Cell) -> tuple[str, ...]:
    """The files that a cell names: separated by semicolons, vertical bars or line breaks, or a list.

    Raises:
        Unreadable: the cell holds something that is no name of a file.
    """
    named: Sequence[Cell]
    if isinstance(cell, str):
        named = re.split(r"[;；|\r\n]+", cell)
    else:
        named = cell if isinstance(cell, (list, tuple)) else [cell]
    for part in named:
        if not isinstance(part, str):
            raise Unreadable("bad-evidence", f"{shown(part)} is not the name of a file", "a name like invoice-41.pdf")
    return tuple(name for part in named if (name := clean(part).strip("\"'")))
