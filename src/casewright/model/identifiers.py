"""Amazon's identifiers as parsed types: a string that got through `parse` is one."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from casewright.complaints import refusal
from casewright.message import NOTHING, Message, msg

_LOOKS_LIKE_A_DIGIT = {
    "O": ("0", msg("there is the letter O where a zero belongs")),
    "I": ("1", msg("there is the letter I where a one belongs")),
}
_LOOKS_LIKE_A_LETTER = {"0": ("O", msg("there is a zero where the letter O belongs"))}


class Identifier(str):
    """A string in one of Amazon's formats: upper case, ASCII only, without surrounding spaces.

    Full-width and other look-alike characters are refused, never folded: what a file means by them is for whoever reads
    the file to say. Source of the forms: Amazon's help pages and reports, checked 2026-11-23.
    """

    __slots__ = ()
    pattern: ClassVar[re.Pattern[str]]
    expected: ClassVar[Message]
    example: ClassVar[str]
    placeholders: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one identifier.

        Raises:
            PydanticCustomError: with the code `bad-identifier` or `placeholder`, and a sentence for the person that
                says what is wrong where that can be told.
        """
        cleaned = text.strip(" \t\r\n")
        if cleaned.isascii() and cls.pattern.fullmatch(upper := cleaned.upper()):
            if upper in cls.placeholders or _is_made_up(upper):
                raise refusal("placeholder", msg("this is an example, not {what}", what=cls.expected), cls.expected)
            return cls(upper)
        expected = msg("{what}, like {example}", what=cls.expected, example=cls.example)
        raise refusal("bad-identifier", cls.hint(cleaned) or msg("this is not {what}", what=cls.expected), expected)

    @classmethod
    def hint(cls, text: str) -> Message:
        """Return what is probably wrong with an invalid text, empty if unknown."""
        if not text.isascii():
            odd = next(character for character in text if not character.isascii())
            return msg("{character!r} is not a plain letter or digit", character=odd)
        upper = text.upper()
        if closed := re.sub(r"[\s-]", "", upper):
            if closed != upper and cls.pattern.fullmatch(closed):
                return msg("there is a space or hyphen in it")
            return _mixed_up(cls.pattern, upper) or _another_kind(cls, upper)
        return NOTHING

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[object], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let a model field be declared with the identifier's class."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the form: pattern, words and an example."""
        told = dict(handler(schema))
        return told | {
            "pattern": f"^({cls.pattern.pattern})$",
            "description": str(cls.expected),
            "examples": [cls.example],
        }


def _is_made_up(text: str) -> bool:
    """Return whether everything after the prefix is one repeated character (`X000000000`, `FBA11111111`)."""
    tail = re.sub(r"^(FBA|LPN|X0|B0)", "", text).replace("-", "")
    return len(tail) >= 7 and len(set(tail)) == 1


def _mixed_up(pattern: re.Pattern[str], text: str) -> Message:
    """Return the hint if exchanging look-alikes (O and 0, I and 1) would make the text valid."""
    for exchange in (_LOOKS_LIKE_A_DIGIT, _LOOKS_LIKE_A_LETTER):
        for at, character in enumerate(text):
            if character in exchange and pattern.fullmatch(text[:at] + exchange[character][0] + text[at + 1 :]):
                return exchange[character][1]
    for wrong, (right, words) in _LOOKS_LIKE_A_DIGIT.items():
        if wrong in text and pattern.fullmatch(text.replace(wrong, right)):
            return words
    return NOTHING


def _another_kind(asked: type[Identifier], text: str) -> Message:
    """Return the hint if the text is a valid identifier of another kind."""
    for other in (OrderId, ShipmentId, Fnsku, Lpn, TransactionId):
        if other is not asked and other.pattern.fullmatch(text):
            return msg("this looks like {what}", what=other.expected)
    return NOTHING


class Fnsku(Identifier):
    """Amazon's own label on the seller's unit: `X0` and 8 more, or the ASIN for commingled stock.

    Labels in use go on with another zero; a letter O in its place is always a slip.
    """

    __slots__ = ()
    pattern = re.compile(r"X0(?!O)[A-Z0-9]{8}|B0[A-Z0-9]{8}|[0-9]{9}[0-9X]")
    expected = msg("an FNSKU (X0 and 8 letters or digits)")
    example = "X001ABC2D3"
    placeholders = frozenset({"X001234567", "X00ABCDEFG", "X0ABCDEFGH"})


class Asin(Identifier):
    """Amazon's number of the product: `B0` and 8 more, or a 10-digit ISBN."""

    __slots__ = ()
    pattern = re.compile(r"B0[A-Z0-9]{8}|[0-9]{9}[0-9X]")
    expected = msg("an ASIN (B0 and 8 letters or digits)")
    example = "B07XYZ1234"
    placeholders = frozenset({"B001234567", "B00ABCDEFG", "B0ABCDEFGH", "1234567890"})


class OrderId(Identifier):
    """An Amazon order: 3, 7 and 7 digits; of Multi-Channel Fulfillment `S`, 2, 7 and 7 digits."""

    __slots__ = ()
    pattern = re.compile(r"([0-9]{3}|S[0-9]{2})-[0-9]{7}-[0-9]{7}")
    expected = msg("an order ID (3, 7 and 7 digits)")
    example = "112-4839201-5567183"
    placeholders = frozenset({"123-1234567-1234567", "123-4567890-1234567"})


class ShipmentId(Identifier):
    """A shipment to Amazon: `FBA` and 8 to 12 letters or digits."""

    __slots__ = ()
    pattern = re.compile(r"FBA[A-Z0-9]{8,12}")
    expected = msg("a shipment ID (FBA and 8 to 12 letters or digits)")
    example = "FBA15DK9QW2P"
    placeholders = frozenset({"FBA12345678", "FBA123456789"})

    @classmethod
    def hint(cls, text: str) -> Message:
        """What is probably wrong: a shipment to Amazon Warehousing and Distribution has numbers of its own."""
        if text.upper().startswith("STAR-"):
            return msg("this looks like a shipment to AWD, which is not covered")
        return super().hint(text)


class ReimbursementId(Identifier):
    """A payment in Amazon's Reimbursements report: 6 to 20 digits."""

    __slots__ = ()
    pattern = re.compile(r"[0-9]{6,20}")
    expected = msg("a reimbursement ID (6 to 20 digits)")
    example = "10244181663"


class TransactionId(Identifier):
    """The reference ID of a row of the inventory ledger: 10 to 20 digits."""

    __slots__ = ()
    pattern = re.compile(r"[0-9]{10,20}")
    expected = msg("a transaction item ID (10 to 20 digits)")
    example = "20264418827301"
    placeholders = frozenset({"1234567890", "12345678901234567890"})


class Lpn(Identifier):
    """The label of a returned unit: `LPN` and letters and digits."""

    __slots__ = ()
    pattern = re.compile(r"LPN[A-Z0-9]{6,17}")
    expected = msg("a license plate number (LPN and 6 to 17 letters or digits)")
    example = "LPNRR41827365"
