"""Receipts in the tables: added to the end of the chain, read back, proven."""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa

from casewright.ledger.filing import Filing
from casewright.ledger.receipt import GENESIS, BrokenLink, Link, Receipt, first_break
from casewright.ledger.schema import filings, receipts
from casewright.model.outcome import Outcome

_LINK = [receipts.c[name] for name in Link._fields]


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
    """Write a receipt after the last one; where the filing's last receipt says the same, that one stands."""
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
    connection.execute(filings.update().where(filings.c.filing_id == filing.filing_id).values(outcome=outcome))
    return receipt


def links(connection: sa.Connection, site: str) -> list[Link]:
    """A site's chain as it lies in the tables, by number."""
    asked = sa.select(*_LINK).where(receipts.c.site == site).order_by(receipts.c.sequence)
    return [Link(*row) for row in connection.execute(asked)]


def broken(connection: sa.Connection, site: str) -> BrokenLink | None:
    """The first broken link of a site's chain."""
    settled = connection.execute(
        sa.select(filings.c.filing_id, filings.c.outcome).where(filings.c.site == site, filings.c.outcome.is_not(None))
    )
    return first_break(links(connection, site), {row.filing_id: row.outcome for row in settled})


def _last(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Link | None:
    row = connection.execute(
        sa.select(*_LINK).where(condition).order_by(receipts.c.sequence.desc()).limit(1)
    ).one_or_none()
    return Link(*row) if row else None
