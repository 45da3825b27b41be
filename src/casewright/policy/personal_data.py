"""Personal data of buyers in a claim's text: what can be told by its form. Names cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from casewright.claims.claim import Claim
from casewright.claims.marketplaces import marketplace

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_OWN_NUMBERS = re.compile(
    r"\d{3}-\d{7}-\d{7}"  # an order
    r"|(?<![\d+])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"  # a day
    r"|(?<![\w+])\d{10,20}(?![\w-])"  # a transaction, a case, a tracking ID: digits with nothing between
    r"|\b(?:FBA|LPN|X0|B0|CW-|1Z|TBA)[A-Z0-9]{5,20}\b"
)
_CALLED_A_TELEPHONE = re.compile(
    r"(?i:\b(?:tel|telephone|telefon|telefono|teléfono|téléphone|phone|mobile|handy|cell|whatsapp|wechat)\b"
    r"|电话|手机|微信|電話|携帯)[^\d\n]{0,12}(\d{7,15})(?!\d)"
)
_MANY_DIGITS = re.compile(r"(?:\d[^\w\n]{0,3}){7,}")
STREET = re.compile(
    r"\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w.'-]*\s+){1,4}"
    r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Dr\.?|Lane|Ln\.?|Court|Ct\.?|Close|Terrace)\b"
    r"|\b[A-ZÄÖÜ][\w.-]{1,40}(?i:straße|strasse|str\.|weg|platz|allee|gasse)\s+\d{1,4}[a-z]?\b"
    r"|\b\d{1,4}(?:\s?bis)?,?\s+(?:rue|avenue|boulevard|chemin|impasse)\s+[A-ZÀ-Ýa-zà-ÿ]"
    r"|\b(?:Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Paseo)\s+(?:(?:de|del|della|la|las|los)\s+){0,2}[A-ZÀ-Ý][\w\s.'-]{2,40},?\s+\d{1,4}\b"
    r"|〒\s?\d{3}-?\d{4}"
    r"|[一-鿿]{2,}(?:省|市|自治区)[一-鿿]{1,12}(?:区|县|市)[一-鿿\d]{1,24}(?:路|街|道|巷)[一-鿿]{0,4}\d{1,5}号"
)
"""A postal address in the ways that the marketplaces' countries write it."""


EMAIL, POSTAL, TELEPHONE = "an e-mail address", "a postal address", "a telephone number"


class PersonalData(NamedTuple):
    """Something in a text that looks like a person's data: where, what it is called, and the words themselves."""

    where: str
    called: str
    text: str

    @property
    def called_zh(self) -> str:
        """What it is called in Chinese."""
        return {EMAIL: "电子邮件地址", POSTAL: "邮寄地址", TELEPHONE: "电话号码"}[self.called]


def find_personal_data(claim: Claim) -> tuple[PersonalData, ...]:
    """What in the claim's own words looks like a buyer's e-mail address, telephone number or postal address.

    Amazon's own numbers (orders, shipments, transactions, dates, tracking IDs) are not taken for telephone numbers.
    """
    found = []
    for field in ("product_name", "details"):
        for number, line in enumerate(getattr(claim, field).split("\n"), start=1):
            where = str(claim.place.model_copy(update={"field": field})) if claim.place else field
            where += f", line {number}" if field == "details" else ""
            found += [PersonalData(where, called, text) for called, text in _in_line(line, claim.marketplace)]
    return tuple(found)


def _in_line(line: str, code: str) -> Iterator[tuple[str, str]]:
    for match in _EMAIL.finditer(line):
        yield EMAIL, match.group()
    for match in STREET.finditer(line):
        yield POSTAL, match.group()
    for match in _CALLED_A_TELEPHONE.finditer(line):
        yield TELEPHONE, match.group(1)
    bare = _OWN_NUMBERS.sub("~", _EMAIL.sub("~", line))
    if _MANY_DIGITS.search(bare):
        for number in _telephones(bare, code):
            yield TELEPHONE, number


def _telephones(line: str, code: str) -> Iterator[str]:
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 (large, and most texts hold no digits)

    region = "GB" if code == "UK" else marketplace(code).code
    for match in PhoneNumberMatcher(line, region, leniency=Leniency.VALID):
        yield match.raw_string
