"""A text with the claim's own identifiers and amounts picked out, so that the eye finds what must be right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewright.message import NOTHING, Message, msg
from casewright.model.claim import CommonClaim
from casewright.report.claim_facts import identifiers_of
from casewright.wording.write import money


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a text; `means` is what it is, and says nothing where it is only words."""

    text: str
    means: Message = NOTHING


def mark_text(text: str, claim: CommonClaim, reference: str) -> list[TextPart]:
    """The text in pieces. Joined they are the text again, to the character; a value inside a longer word is no hit."""
    known = {value: title for title, value in reversed(identifiers_of(claim))}
    known |= {reference: msg("Reference"), money(claim.amount, claim.currency): msg("Amount")}
    known |= {claim.event_date.isoformat(): msg("Date")}
    words = "|".join(re.escape(value) for value in sorted(known, key=len, reverse=True))
    found = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    parts: list[TextPart] = []
    end = 0
    for hit in found.finditer(text):
        parts += [TextPart(text[end : hit.start()]), TextPart(hit.group(), known[hit.group()])]
        end = hit.end()
    return [part for part in (*parts, TextPart(text[end:])) if part.text]
