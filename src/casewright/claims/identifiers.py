"""Amazon's identifiers as parsed types: a string that got through `parse` is one."""

from __future__ import annotations

import re
from typing import ClassVar, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema


class Identifier(str):
    """A string of one of Amazon's forms, upper case, without spaces around it.

    Source of the forms: policy.md "Identifiers" (collected from Amazon's help pages and reports).
    """

    __slots__ = ()
    pattern: ClassVar[re.Pattern[str]]
    expected: ClassVar[str]
    example: ClassVar[str]
    placeholders: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one identifier.

        Raises:
            PydanticCustomError: with the code `bad-identifier` or `placeholder`, and a sentence for the person.
        """
        cleaned = text.strip().upper()
        if cleaned in cls.placeholders:
            raise PydanticCustomError("placeholder", "this is an example, not a real {what}", {"what": cls.expected})
        if cls.pattern.fullmatch(cleaned):
            return cls(cleaned)
        raise PydanticCustomError(
            "bad-identifier",
            "expected {what}, like {example}",
            {"what": cls.expected, "example": cls.example},
        )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[object], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let a model field be declared with the identifier's class."""
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())


class Fnsku(Identifier):
    """Amazon's own label on the seller's unit: `X0` and 8 more, or the ASIN for commingled stock."""

    __slots__ = ()
    pattern = re.compile(r"(X0|B0)[A-Z0-9]{8}")
    expected = "an FNSKU (X0 and 8 letters or digits)"
    example = "X001ABC2D3"
    placeholders = frozenset({"X000000000"})


class Asin(Identifier):
    """Amazon's number of the product: `B0` and 8 more, or a 10-digit ISBN."""

    __slots__ = ()
    pattern = re.compile(r"B0[A-Z0-9]{8}|\d{9}[\dX]")
    expected = "an ASIN (B0 and 8 letters or digits)"
    example = "B07XYZ1234"
    placeholders = frozenset({"B000000000"})


class OrderId(Identifier):
    """An Amazon order: 3, 7 and 7 digits."""

    __slots__ = ()
    pattern = re.compile(r"\d{3}-\d{7}-\d{7}")
    expected = "an order ID (3, 7 and 7 digits)"
    example = "112-4839201-5567183"
    placeholders = frozenset({"123-1234567-1234567", "111-1111111-1111111"})


class ShipmentId(Identifier):
    """A shipment to Amazon: `FBA` and 8 to 12 letters or digits."""

    __slots__ = ()
    pattern = re.compile(r"FBA[A-Z0-9]{8,12}")
    expected = "a shipment ID (FBA and 8 to 12 letters or digits)"
    example = "FBA15DK9QW2P"
    placeholders = frozenset({"FBA00000000", "FBA000000000", "FBA0000000000"})


class TransactionId(Identifier):
    """The reference ID of a row of the inventory ledger: 10 to 20 digits."""

    __slots__ = ()
    pattern = re.compile(r"\d{10,20}")
    expected = "a transaction item ID (10 to 20 digits)"
    example = "20264418827301"


class CaseId(Identifier):
    """A Seller Central case: 8 to 14 digits (11 in 2026)."""

    __slots__ = ()
    pattern = re.compile(r"\d{8,14}")
    expected = "a case ID (8 to 14 digits)"
    example = "17204938815"
