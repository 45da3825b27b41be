"""The currency that a column's header names, as `Unit cost (CNY)`, `单价（元）` and `Price in €` do."""

from __future__ import annotations

import re

from casewright.intake.marketplace_words import possible_currencies

_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]")
_CODE_OR_SIGN = re.compile(r"\b[A-Z]{3}\b|[A-Z]{0,2}[$€£¥￥₹₺円]")


def currencies_in_header(header: str) -> frozenset[str]:
    """The currencies that a header may mean; none where it names none."""
    parts = [*_BRACKETED.findall(header), *_CODE_OR_SIGN.findall(header)]
    return frozenset[str]().union(*map(possible_currencies, parts))


def without_currency(header: str) -> str:
    """The header without the brackets that name a currency, or the code or sign at its end."""
    kept = _BRACKETED.sub(lambda found: "" if possible_currencies(found[1]) else found[0], header)
    return _CODE_OR_SIGN.sub(lambda found: "" if possible_currencies(found[0]) else found[0], kept).strip()
