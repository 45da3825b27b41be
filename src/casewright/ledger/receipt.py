"""The receipt: what was filed, with which proof, chained by hash to the receipt before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from casewright.message import NOTHING, Message, msg
from casewright.model.outcome import Outcome
from casewright.model.problem import Value

GENESIS = "0" * 64
"""What the first receipt of a ledger follows."""


class Receipt(Value):
    """How the filing of one claim ended. `sequence` counts from 1 in a ledger and site; times are UTC.

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
        return hashlib.sha256(self.body().encode()).hexdigest()

    def body(self) -> str:
        """The text that is kept and hashed: everything but the hash, in one canonical form."""
        return json.dumps(
            self.model_dump(mode="json", exclude={"hash"}), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


class Link(NamedTuple):
    """A receipt as stored in the ledger."""

    site: str
    sequence: int
    filing_id: str
    body: str
    previous: str
    hash: str

    def receipt(self) -> Receipt:
        """The receipt, read.

        Raises:
            ValueError: the text was changed and is no longer a receipt.
        """
        return Receipt.model_validate(json.loads(self.body) | {"hash": self.hash})


class BrokenLink(Value):
    """The first record that was changed, and what is wrong with it.

    `sequence` is the receipt's number in the chain, 0 if it is not a receipt; `record` names it to a person.
    """

    sequence: int = 0
    record: Message = NOTHING
    reason: Message

    def __str__(self) -> str:
        """The record and the reason, on one line."""
        return str(self.sentence)

    @property
    def sentence(self) -> Message:
        """The same as a message."""
        record = self.record or msg("receipt {number}", number=self.sequence)
        return msg("{record}: {reason}", record=record, reason=self.reason)


def first_break(links: Iterable[Link], settled: Mapping[str, str] | None = None) -> BrokenLink | None:
    """Return the first broken link of a chain, or None if it is intact.

    `settled` are outcomes that the last receipts must say, by filing: they show whether the end was cut off.
    """
    previous, sequence, last, wanted = GENESIS, 0, dict[str, str](), settled or {}
    for sequence, link in enumerate(links, start=1):
        reason = _wrong(link, sequence, previous)
        if reason:
            return BrokenLink(sequence=sequence, reason=reason)
        previous = link.hash
        if link.filing_id in wanted:
            last[link.filing_id] = link.receipt().outcome
    for filing_id, outcome in wanted.items():
        if last.get(filing_id) != outcome:
            return BrokenLink(
                sequence=sequence + 1,
                reason=msg(
                    "the receipt that says {outcome} of filing {filing_id} is missing",
                    outcome=outcome,
                    filing_id=filing_id,
                ),
            )
    return None


def _wrong(link: Link, sequence: int, previous: str) -> Message:
    """What is wrong with one link; empty where it holds."""
    if link.sequence != sequence:
        return msg("receipt {number} is missing: the next one is {next}", number=sequence, next=link.sequence)
    if link.previous != previous:
        return msg("it does not follow the receipt before it")
    if hashlib.sha256(link.body.encode(errors="surrogateescape")).hexdigest() != link.hash:
        return msg("its text was changed after it was written")
    receipt = link.receipt()
    if (receipt.sequence, receipt.previous, receipt.filing_id, receipt.site) != (
        link.sequence,
        link.previous,
        link.filing_id,
        link.site,
    ):
        return msg("its text speaks of another receipt")
    return NOTHING
