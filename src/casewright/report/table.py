"""Tables as values, for people: what stands in which column, before anybody decides how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from casewright.message import Message
from casewright.model.claim import CommonClaim
from casewright.model.sums import format_amount


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, whether it stands to the right, and how many characters it may have on a terminal.

    Longer text is wrapped at words; the column without a width takes what is left. A `whole` one, of days or
    amounts, takes what it needs.
    """

    head: Message | str
    right: bool = False
    width: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a cell is a message, or a text that is nobody's words.

    `tones` colours a row: `good`, `bad`, `open`, or empty.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Message | str, ...], ...]
    tones: tuple[str, ...] = ()


View: TypeAlias = list[Message | str | Table]
"""A result for people: paragraphs and tables, in order."""


def amount_of(claim: CommonClaim) -> str:
    """`47.50 USD`."""
    return f"{format_amount(claim.amount, claim.currency)} {claim.currency}"
