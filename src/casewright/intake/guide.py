"""Which claims need which column of the template."""

from __future__ import annotations

from casewright.intake.columns import REQUIRED
from casewright.message import NOTHING, Message, listed, msg
from casewright.model.claim import CLAIM_TYPES


def needed_by(field: str) -> Message:
    """The claims that cannot do without a field; says nothing where none needs it."""
    if field in (*REQUIRED, "type"):
        return msg("every claim")
    types = [claim.title for claim in CLAIM_TYPES.values() if field in claim.needs]
    return listed(types) if types else NOTHING
