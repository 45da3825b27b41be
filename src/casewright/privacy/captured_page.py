"""Personal data in a captured page: typed placeholders for it, and a list of what still looks like some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from casewright.privacy.personal import ACCOUNT_ID, EMAIL, ORDER, STREET, TOKEN, TOKEN_IN_ADDRESS
from casewright.privacy.scrub import Scrubber

KINDS = {
    "email": EMAIL,
    "order": ORDER,
    "address": STREET,
    "price": re.compile(r"(?:US\$|[$€£¥₹]) ?\d[\d.,]*|\b\d[\d.,]*\s?(?:USD|EUR|GBP|JPY|CAD|€)(?!\w)"),
    "merchant": re.compile(r"(?<![\w/-])A(?=[0-9A-Z]*\d)[0-9A-Z]{12,14}(?!\w)"),
    "case": re.compile(r"(?<![\w.-])\d{10,11}(?![\w-])"),
    "shipment": re.compile(r"\bFBA[0-9A-Z]{8,12}\b"),
    "product": re.compile(r"\b(?:X00[0-9A-Z]{7}|B0[0-9A-Z]{8})\b"),
    "token": re.compile(rf"{TOKEN.pattern}|{TOKEN_IN_ADDRESS.pattern}"),
    "account": ACCOUNT_ID,
}
"""What looks like personal data or a secret, by the name of its placeholder (`[price 1]`)."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in a page that still looks like personal data."""

    page: str
    kind: str
    text: str

    def __str__(self) -> str:
        """`03-tiles: email “…”`, of the text only as much as is needed to find it."""
        return f"{self.page}: {self.kind} “{self.text[:3]}…{self.text[-2:]}”"


class Replacer:
    """Replaces personal data by typed placeholders, the same thing by the same placeholder in all pages.

    `names` are words that the person gave, such as their own name.
    """

    def __init__(self, names: Iterable[str] = (), region: str = "US") -> None:
        self._names = tuple(name for name in names if name.strip())
        self._scrubber = Scrubber(orders=True, names=self._names, region=region)
        self._seen: dict[tuple[str, str], str] = {}

    def html(self, html: str) -> str:
        """A page without personal data, secrets, scripts and comments."""
        return self._typed(self._scrubber.html(html))

    def address(self, address: str) -> str:
        """An address of the site; without its query where that holds anything personal or secret."""
        kept = self._typed(self._scrubber.address(address))
        return address if kept == address else kept.partition("?")[0]

    def _typed(self, text: str) -> str:
        for kind, pattern in KINDS.items():
            text = pattern.sub(partial(self._placeholder_of, kind), text)
        return text

    def _placeholder_of(self, kind: str, match: re.Match[str]) -> str:
        """The same for the same value, each time."""
        value = match.group()
        number = 1 + sum(1 for other, _ in self._seen if other == kind)
        return self._seen.setdefault((kind, value), f"[{kind} {number}]")

    def leftovers(self, page: str, text: str) -> Iterator[Leftover]:
        """What still looks like personal data: what a pattern finds, what was given as a name."""
        for kind, pattern in KINDS.items():
            yield from (Leftover(page, kind, found.group()) for found in pattern.finditer(text))
        for name in self._names:
            if name.casefold() in text.casefold():
                yield Leftover(page, "name", name)
