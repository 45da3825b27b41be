"""What a reason in Amazon's Reimbursements report says was paid, in whatever spelling it comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import permutations

from casewright.model.claim import CLAIM_TYPES

ANY = "any"
"""Under these reasons Amazon pays for any kind of claim."""
TAKEN_BACK = "taken_back"
"""Under these reasons Amazon takes a payment back."""
OTHER = "other"
"""Known reasons that pay none of the claim types."""
KINDS = frozenset({*CLAIM_TYPES, ANY, TAKEN_BACK, OTHER})
"""What reasons can be listed under."""

_WORDS = re.compile(r"[A-Z]?[^\W_A-Z\d]+|[A-Z]+(?![^\W_A-Z\d])|\d+|[^\W_]")
_MOST_WORDS_TURNED = 4


class PaymentReasons:
    """Looks reasons up: `Lost_Warehouse`, `WAREHOUSE_LOST` and `Lost: Warehouse` are one."""

    def __init__(self, by_kind: Mapping[str, Iterable[str]]) -> None:
        self._kinds: dict[str, set[str]] = {}
        for kind, reasons in by_kind.items():
            for reason in reasons:
                for spelling in _spellings(reason):
                    self._kinds.setdefault(spelling, set()).add(kind)

    def kinds_of(self, reason: str) -> frozenset[str] | None:
        """The claim types (or `any`, `taken_back`, `other`) that a reason pays; None for one that is not known."""
        kinds = self._kinds.get(_letters(reason))
        return frozenset(kinds) if kinds is not None else None

    def takes_back(self, reason: str) -> bool:
        """Return whether a row of this reason takes a payment back."""
        return TAKEN_BACK in (self.kinds_of(reason) or ())


def _letters(reason: str) -> str:
    return "".join(character for character in reason.casefold() if character.isalnum())


def _spellings(reason: str) -> set[str]:
    """A known reason's letters, with its words in any order."""
    words = [word.casefold() for word in _WORDS.findall(reason)]
    if len(words) > _MOST_WORDS_TURNED:
        return {_letters(reason)}
    return {"".join(order) for order in permutations(words)} | {_letters(reason)}
