"""Personal data of buyers in a claim's text: what can be told by its form, and names behind words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from casewright.message import Message, listed, msg
from casewright.model.claim import Claim
from casewright.model.marketplaces import marketplace
from casewright.privacy.personal import EMAIL, FULL_NAME, MANY_DIGITS, NO_TELEPHONE, STREET

_CALLED_A_TELEPHONE = re.compile(
    r"(?i:\b(?:tel|telephone|telefon|telefono|teléfono|téléphone|phone|mobile|handy|cell|whatsapp|wechat)\b"
    r"|电话|手机|微信|電話|携帯)[^\d\n]{0,12}(\d{7,15})(?!\d)"
)
AN_EMAIL = msg("an email address")
A_STREET = msg("a postal address")
A_TELEPHONE = msg("a telephone number")
A_NAME = msg("a name")


_FREE_WORDS = ("product_name", "details")
"""The fields of a claim that hold words of the seller's own."""


class PersonalData(NamedTuple):
    """Something in a text that looks like a person's data: where, what it is called, and the words themselves."""

    where: Message
    called: Message
    text: str

    @property
    def hint(self) -> str:
        """Enough of the words to find them, and not the words."""
        return f"{self.text[:2]}…{self.text[-1]}"


def find_personal_data(claim: Claim) -> tuple[PersonalData, ...]:
    """What in the claim's own words looks like a buyer's e-mail address, telephone number, postal address or name.

    Amazon's own numbers (orders, shipments, transactions, dates, tracking IDs) are not taken for telephone numbers.
    """
    found = []
    for field in _FREE_WORDS:
        for number, line in enumerate(getattr(claim, field).split("\n"), start=1):
            place = claim.place.model_copy(update={"field": field}).message if claim.place else Message(field)
            where = listed([place, msg("line {number}", number=number)]) if field == "details" else place
            found += [PersonalData(where, called, text) for called, text in _in_line(line, claim.marketplace)]
    return tuple(found)


def without_personal_data(claim: Claim) -> Claim:
    """The claim with only hints of what looks like a person's data: as much as may be kept of one that is refused."""
    words = {field: getattr(claim, field) for field in _FREE_WORDS}
    for found in find_personal_data(claim):
        words = {field: text.replace(found.text, found.hint) for field, text in words.items()}
    return claim.model_copy(update=words)


def _in_line(line: str, code: str) -> Iterator[tuple[Message, str]]:
    for match in EMAIL.finditer(line):
        yield AN_EMAIL, match.group()
    for match in STREET.finditer(line):
        yield A_STREET, match.group()
    for match in FULL_NAME.finditer(line):
        yield A_NAME, match.group(1) or match.group(2)
    for match in _CALLED_A_TELEPHONE.finditer(line):
        yield A_TELEPHONE, match.group(1)
    bare = NO_TELEPHONE.sub("~", EMAIL.sub("~", line))
    if MANY_DIGITS.search(bare):
        for number in _telephones(bare, code):
            yield A_TELEPHONE, number


def _telephones(line: str, code: str) -> Iterator[str]:
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 (large, and most texts hold no digits)

    region = marketplace(code).country
    for match in PhoneNumberMatcher(line, region, leniency=Leniency.VALID):
        yield match.raw_string
