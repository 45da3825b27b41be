"""The kinds of fields that claims are made of, and what each refuses."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from casewright.complaints import refusal
from casewright.message import Message, either, msg
from casewright.model.field_table import FIELDS
from casewright.model.identifiers import Fnsku
from casewright.model.marketplaces import UnknownMarketplace, marketplace

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_OR_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _one_line(text: str) -> str:
    return _refuse(_CONTROL_OR_LINE, text, msg("one line of text without line breaks"))


def _lines(text: str) -> str:
    return _refuse(_CONTROL, text.replace("\r\n", "\n").replace("\r", "\n"), msg("text and line breaks only"))


def _refuse(pattern: re.Pattern[str], text: str, expected: Message) -> str:
    if found := pattern.search(text):
        code = f"U+{ord(found.group()):04X}"
        message = msg(
            "character {number} is an invisible control character ({code})", number=found.start() + 1, code=code
        )
        raise refusal("control-character", message, expected)
    return text


def _known_marketplace(code: str) -> str:
    try:
        return marketplace(code).code
    except UnknownMarketplace as error:
        raise refusal(
            "unknown-marketplace", msg("{reason}. {remedy}", reason=error.message, remedy=error.remedy)
        ) from error


def require_value(value: T | None, info: ValidationInfo) -> T:
    """Refuse a field that was left out, or left empty.

    Raises:
        PydanticCustomError: `missing-value`, with the field's name.
    """
    if value is None or value == "":
        message = msg("this kind of claim needs a value for {field}", field=_title(info.field_name))
        raise refusal("missing-value", message)
    return value


class OneOf:
    """A check: refuses a claim in which neither this field nor any of the others, read before it, is given."""

    def __init__(self, *others: str) -> None:
        self.others = others

    def __call__(self, value: T | None, info: ValidationInfo) -> T | None:
        """Pass the value on; one that could not be read already has a problem of its own and counts as given.

        Raises:
            PydanticCustomError: `missing-value`, with the names of all of them.
        """
        if value is None and all(info.data.get(name, name) is None for name in self.others):
            names = either([_title(name) for name in (*self.others, info.field_name)])
            raise refusal("missing-value", msg("this kind of claim needs a value for {field}", field=names))
        return value


def _title(name: str | None) -> Message:
    return FIELDS[name].title if name in FIELDS else Message(str(name))


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), AfterValidator(_one_line)
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), AfterValidator(_one_line)]
"""A name that a seller or carrier chose freely, 40 characters at most."""
Needed = Annotated[T | None, Field(validate_default=True), AfterValidator(require_value)]
"""A field that this claim type cannot do without."""
ProductNumber = Annotated[Fnsku | None, Field(validate_default=True), AfterValidator(OneOf("asin", "sku"))]
"""An FNSKU, unless there is an ASIN or a SKU to name the product by."""
CountedPayments = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^([0-9]+(:[0-9]+)?([;, ]+|$)){0,40}$")
]
"""Reimbursement IDs, each with a colon and its units where not all of them count: `10244181663:2; 10244181664`."""
Details = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_lines)]
"""The seller's own words: kept to the character, but for line ends, which become a line feed."""
MarketplaceCode = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_known_marketplace)]
FulfillmentCenter = Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z0-9]{3,6}$")]
Currency = Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{3}$")]
