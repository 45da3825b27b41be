"""How much text Amazon's fields take, and the refusal of a text that is longer."""

from __future__ import annotations

from casewright.errors import CasewrightError
from casewright.message import Message
from casewright.model.claim import Claim
from casewright.model.problem import Place

MESSAGE_LIMIT = 4000
"""Characters in the description field, as agencies' working instructions have it (Amazon publishes none)."""
SHORT_LIMIT = 2500
"""Characters in the Seller Assistant's field: its counter shows 0/2500. What asks it for a case counts as well."""
SUBJECT_LIMIT = 100
"""Characters of a subject that a list of cases shows whole; the titles are short enough for the longest identifier."""


class TooLong(CasewrightError):
    """A text does not fit into Amazon's field; it is never cut. `place` says which cell to shorten."""

    def __init__(self, message: Message, *, remedy: Message, place: Place | None) -> None:
        super().__init__(message, remedy=remedy)
        self.place = place


_WORDS_THAT_SURELY_FIT = 900
"""So many characters of the seller's own leave room for everything else, in any language (a test holds it to that)."""


def length(text: str) -> int:
    """Characters as a browser counts them against a field's limit: an emoji is two (UTF-16 code units)."""
    return len(text.encode("utf-16-le")) // 2


def surely_fits(claim: Claim) -> bool:
    """Return whether no shipped text of the claim can be too long, told without writing it; False may mean either."""
    names = sum(length(proof.name) + 40 for proof in claim.evidence)
    return length(claim.details) + 2 * length(claim.product_name) + names <= _WORDS_THAT_SURELY_FIT
