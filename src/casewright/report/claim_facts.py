"""What is known of a claim, field by field, as a person reads it; and where it stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewright.message import NOTHING, Message, msg
from casewright.model.claim import CommonClaim
from casewright.model.field_table import FIELDS, FieldKind
from casewright.model.sums import format_amount
from casewright.report.table import amount_of


def claim_facts(claim: CommonClaim) -> list[tuple[Message, str]]:
    """Each field that has a value, under its title, in the order of the template; the files are not among them."""
    facts = [
        (field.title, str(value))
        for name, field in FIELDS.items()
        if field.kind is FieldKind.VALUE and name not in _ELSEWHERE and (value := getattr(claim, name, None))
    ]
    return [*facts, (FIELDS["unit_value"].title, f"{claim.unit_value} {claim.currency}"), (_AMOUNT, amount_of(claim))]


def identifiers_of(claim: CommonClaim) -> list[tuple[Message, str]]:
    """What names the loss to Amazon: the title of each identifier, and its value; the longest value first."""
    named = [
        (field.title, str(value))
        for name, field in FIELDS.items()
        if field.identifier and (value := getattr(claim, name, None))
    ]
    return sorted(named, key=lambda one: -len(one[1]))


_ELSEWHERE = frozenset({"type", "unit_value", "currency"})
_AMOUNT = Message("Amount")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a text; `means` is what it is, and says nothing where it is only words."""

    text: str
    means: Message = NOTHING


def mark_text(text: str, claim: CommonClaim, reference: str) -> list[TextPart]:
    """The text in pieces. Joined they are the text again, to the character; a value inside a longer word is no hit."""
    known = {value: title for title, value in reversed(identifiers_of(claim))}
    known |= {reference: msg("Reference"), format_amount(claim.amount, claim.currency): msg("Amount")}
    known |= {claim.event_date.isoformat(): msg("Date")}
    words = "|".join(re.escape(value) for value in sorted(known, key=len, reverse=True))
    found = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    parts: list[TextPart] = []
    end = 0
    for hit in found.finditer(text):
        parts += [TextPart(text[end : hit.start()]), TextPart(hit.group(), known[hit.group()])]
        end = hit.end()
    return [part for part in (*parts, TextPart(text[end:])) if part.text]
