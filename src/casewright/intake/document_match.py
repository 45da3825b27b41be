"""Whether the stock documents speak of what is claimed: the product, the shipment or order, the quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casewright.model.claim import CommonClaim

_NEAR = 2
"""Lines before and after a product's own in which its quantity is looked for."""

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w.,-])|(?<![\w.,-])\d{1,6}(?![\w-]|[.,]\d)")
_SPACE = re.compile(r"\s+")


def doubts(claim: CommonClaim, texts: Iterable[str]) -> list[tuple[str, str]]:
    """What the stock documents do not say of the claim: (code, sentence). Scans have no text and raise no doubt."""
    readable = [text for text in texts if text.strip()]
    if not readable:
        return []
    lines = [line for text in readable for line in text.splitlines()]
    found = [number for number, line in enumerate(lines) if _names(claim, line)]
    if not found and not any(_names(claim, text) for text in readable):
        return [("document-mismatch", "no stock document names the product, shipment or order of this claim")]
    near = {other for number in found for other in range(number - _NEAR, number + _NEAR + 1)}
    numbers = [int(one.replace(",", "")) for n in near if 0 <= n < len(lines) for one in _NUMBER.findall(lines[n])]
    if found and not any(number >= claim.quantity for number in numbers):
        return [("document-quantity", f"no stock document shows {claim.quantity} units or more of this product")]
    return []


def _names(claim: CommonClaim, text: str) -> bool:
    packed = _SPACE.sub("", text).casefold()
    wanted = (claim.fnsku, claim.asin, claim.sku, claim.shipment_id, claim.order_id, claim.product_name)
    return any(_SPACE.sub("", word).casefold() in packed for word in wanted if word)
