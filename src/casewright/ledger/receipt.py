"""The receipt: what was filed, with which proof, chained by hash to the receipt before it."""

from __future__ import annotations

from datetime import datetime

from casewright.claims.fingerprint import digest
from casewright.claims.outcome import Outcome
from casewright.claims.problem import Value

GENESIS = "0" * 64
"""What the first receipt of a ledger follows."""


class Receipt(Value):
    """How the filing of one claim ended. `sequence` counts from 1 in a ledger; times are UTC.

    `previous` is the `hash` of the receipt before; `hash` covers everything else.
    """

    sequence: int
    filing_id: str
    claim_id: str
    claim_type: str
    account: str
    marketplace: str
    reference: str
    outcome: Outcome
    case_id: str | None = None
    detail: str = ""
    subject: str
    message_sha256: str
    evidence: tuple[tuple[str, str], ...] = ()
    approval: str
    flows: tuple[str, ...] = ()
    amount: str
    currency: str
    site: str
    at: datetime
    previous: str
    hash: str = ""

    def computed_hash(self) -> str:
        """The hash that this receipt must carry."""
        return digest(self.model_dump(mode="json", exclude={"hash"}))
