"""What is known of a claim, field by field, as a person reads it."""

from __future__ import annotations

from casewright.message import Message
from casewright.model.claim import CommonClaim
from casewright.model.field_table import FIELDS, FieldKind
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
