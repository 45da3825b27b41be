"""From a cell to words, codes and counts as people write them, and what to say where they cannot be read."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from casewright.message import Text, as_message, msg

Cell = Any
"""What a file holds in one cell: text, number, date, truth value, nothing; in yaml and json also lists."""

#: Excel keeps 15 digits of a number; what was longer has lost its end already.
_DIGITS_KEPT = 10**15

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00]")
_BLANK_WORDS = frozenset({"", "-", "--", "n/a", "#n/a", "na", "nan", "null", "none", "~", "无"})
_COUNT = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,20})?")
_MAY_BE_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""A thousand in German, one in English."""
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_WITH_ZEROS = re.compile(r"(\d+)\.0+")
_SHORT_ISBN = re.compile(r"\d{6,8}[\dXx]")
_FEWEST_DIGITS = 8
"""Digits of a mantissa that was not rounded; a spreadsheet shows six at most."""
_SHEET_ERROR = re.compile(r"#+|#[A-Z/0]+[!?]?")
"""`#REF!`, `#NAME?`, and `####` where a column was too narrow."""
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


EXPECTED_UNITS = msg("a whole number of units, 1 or more, like 3")


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


def show_cell(cell: Cell) -> str:
    """A cell in a message: as a person would see it, at most 200 characters."""
    if isinstance(cell, str):
        text = _ODD_SPACE.sub(" ", cell)
    elif isinstance(cell, (list, tuple, dict)):
        text = f"a list of {len(cell)}" if not isinstance(cell, dict) else f"{len(cell)} named values"
    elif isinstance(cell, float) and cell.is_integer() and abs(cell) < _DIGITS_KEPT:
        text = str(int(cell))
    else:
        text = str(cell)
    return text if len(text) <= 200 else text[:199] + "…"


def is_blank(cell: Cell) -> bool:
    """Return whether a cell says nothing: empty, spaces, NaN, or a word for "nothing" such as `n/a`."""
    if cell is None or cell == []:
        return True
    if isinstance(cell, float):
        return math.isnan(cell)
    return isinstance(cell, str) and len(cell) < 40 and clean(cell).casefold() in _BLANK_WORDS


def words(cell: Cell) -> str:
    """A cell as text.

    Raises:
        Unreadable: it is a list or a truth value.
    """
    if isinstance(cell, str):
        return _unwrapped(clean(cell))
    if isinstance(cell, (list, tuple, dict, bool)):
        raise Unreadable("bad-text", msg("this is {shown}, not text", shown=show_cell(cell)), msg("one line of text"))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return show_cell(cell)


def lines(cell: Cell) -> str:
    """A cell as a person's own text, to the character: nothing is unwrapped.

    Raises:
        Unreadable: it is a list or a truth value, or a letter of it was lost.
    """
    return legible(clean(cell)) if isinstance(cell, str) else words(cell)


def legible(text: str) -> str:
    """The text itself, where no letter of it was lost in the reading.

    Raises:
        Unreadable: one was.
    """
    if "\ufffd" in text:
        raise Unreadable(
            "lost-letter", msg("a letter of this cell could not be read"), msg("the file saved as CSV UTF-8")
        )
    return text


def _unwrapped(text: str) -> str:
    """A text without what protects it from a spreadsheet: `="X001ABC2D3"` and `'20264418827301`."""
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].replace('""', '"').strip()
    return text


def code(cell: Cell) -> str:
    """A cell as an identifier: half-width, no spaces around, a number without its `.0`.

    Raises:
        Unreadable: the spreadsheet has kept it as a number and lost digits, or shows an error in its place; or it is a
            list or a truth value.
    """
    text = narrow(words(cell)).removeprefix("'")
    if _SHEET_ERROR.fullmatch(text):
        raise Unreadable(
            "bad-identifier",
            msg("the spreadsheet shows an error in place of this identifier"),
            msg("the identifier as text: format the column as Text first, then paste it again, like 20264418827301"),
        )
    too_long = isinstance(cell, (int, float)) and abs(cell) >= _DIGITS_KEPT
    if not too_long and (digits := _WITH_ZEROS.fullmatch(text)):
        return digits[1]
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific and not too_long and (whole := _every_digit(text)):
        return whole
    if too_long or scientific:
        raise Unreadable(
            "bad-identifier",
            msg("the spreadsheet has turned this identifier into a number, and digits were lost"),
            msg("the identifier as text: format the column as Text first, then paste it again, like 20264418827301"),
        )
    return text


def _every_digit(text: str) -> str:
    """The number behind `1.0244181663E+10`, empty where its mantissa has lost digits."""
    number = Decimal(text.replace(",", "."))
    digits = len(number.as_tuple().digits)
    exponent = number.as_tuple().exponent
    return str(int(number)) if exponent in (0, 1) and digits >= _FEWEST_DIGITS else ""


def product_code(cell: Cell) -> str:
    """A cell as the number of a product: an ISBN that lost its leading zeros in a spreadsheet gets them back.

    Raises:
        Unreadable: as for `code`.
    """
    text = code(cell)
    filled = text.upper().zfill(10)
    return filled if _SHORT_ISBN.fullmatch(text) and _is_isbn(filled) else text


def _is_isbn(text: str) -> bool:
    """Return whether the last of ten characters is the check digit of the others."""
    values = [10 if letter == "X" else int(letter) for letter in text]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def count(cell: Cell) -> int:
    """A cell as a number of units.

    Raises:
        Unreadable: it is no whole number, or less than one.
    """
    expected = EXPECTED_UNITS
    text = "" if isinstance(cell, (bool, list, tuple, dict)) else narrow(words(cell))
    if not _COUNT.fullmatch(text):
        raise Unreadable("bad-quantity", msg("this is not a number of units"), expected)
    if _MAY_BE_THOUSANDS.fullmatch(text):
        whole_units, thousands = text.partition(".")[0], text.replace(".", "")
        message = msg("{text} could be {units} or {thousands}", text=text, units=whole_units, thousands=thousands)
        raise Unreadable("bad-quantity", message, expected)
    number = Decimal(text)
    whole = int(number)
    if whole != number:
        raise Unreadable("bad-quantity", msg("only whole units can be claimed"), expected)
    if whole < 1:
        raise Unreadable("bad-quantity", msg("nothing can be claimed for less than one unit"), expected)
    if whole > 100_000:
        raise Unreadable("bad-quantity", msg("more than 100,000 units in one claim look like a typing error"), expected)
    return whole


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
            raise Unreadable(
                "bad-evidence",
                msg("{shown} is not the name of a file", shown=show_cell(part)),
                msg("a name like invoice-41.pdf"),
            )
    return tuple(name for part in named if (name := clean(part).strip("\"'")))
