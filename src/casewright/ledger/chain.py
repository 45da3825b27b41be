"""Receipts in the tables: appended to the chain, read back, proven."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from casewright.ledger.filing import Filing
from casewright.ledger.receipt import GENESIS, Link, Receipt
from casewright.ledger.schema import filings, receipts
from casewright.ledger.seals import add_seal
from casewright.model.outcome import Outcome

_LINK = [receipts.c[name] for name in Link._fields]
_BATCH = 1000


def add_receipt(
    connection: sa.Connection,
    filing: Filing,
    outcome: Outcome,
    *,
    site: str,
    at: datetime,
    detail: str,
    flows: tuple[str, ...],
) -> Receipt:
    """Append a receipt to the chain, unless the filing's last receipt says the same."""
    said = _last(connection, receipts.c.filing_id == filing.filing_id)
    if said is not None and (earlier := said.receipt()).outcome is outcome and earlier.case_id == filing.case_id:
        return earlier
    end = _last(connection, receipts.c.site == site)
    receipt = Receipt(
        sequence=end.sequence + 1 if end else 1,
        filing_id=filing.filing_id,
        claim_id=filing.claim_id,
        claim_type=filing.claim_type,
        account=filing.account,
        marketplace=filing.marketplace,
        reference=filing.reference,
        outcome=outcome,
        case_id=filing.case_id,
        detail=detail,
        subject=filing.subject,
        message_sha256=hashlib.sha256(filing.message.encode()).hexdigest(),
        evidence=filing.evidence,
        approval=filing.approval,
        flows=flows,
        amount=filing.amount,
        currency=filing.currency,
        site=site,
        at=at,
        previous=end.hash if end else GENESIS,
    )
    receipt = receipt.model_copy(update={"hash": receipt.computed_hash()})
    link = Link(site, receipt.sequence, filing.filing_id, receipt.body(), receipt.previous, receipt.hash)
    connection.execute(receipts.insert().values(link._asdict()))
    add_seal(connection, site, "receipt", filing.filing_id, receipt.sequence, receipt.hash)
    connection.execute(filings.update().where(filings.c.filing_id == filing.filing_id).values(outcome=outcome))
    return receipt


def links(connection: sa.Connection, site: str, filing_id: str | None = None) -> Iterator[Link]:
    """Return a site's chain as stored, by number, or one filing's part of it; streamed."""
    asked = sa.select(*_LINK).where(receipts.c.site == site).order_by(receipts.c.sequence)
    if filing_id is not None:
        asked = asked.where(receipts.c.filing_id == filing_id)
    with connection.execute(asked.execution_options(yield_per=_BATCH)) as rows:
        for row in rows:
            yield Link(*row)


def _last(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Link | None:
    row = connection.execute(
        sa.select(*_LINK).where(condition).order_by(receipts.c.sequence.desc()).limit(1)
    ).one_or_none()
    return Link(*row) if row else None
