"""Copy a ledger to another database: every row in one transaction, proven by its chain before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from casewright.ledger.database import Database, open_database
from casewright.ledger.migrate import bring_up_to_date
from casewright.ledger.refusals import LedgerError
from casewright.ledger.schema import filings, followed, likenesses, receipts, replies, seals, transitions
from casewright.ledger.seals import head_of
from casewright.ledger.verify import find_break
from casewright.message import msg
from casewright.model.problem import Value

#: In the order in which rows may refer to rows.
_TABLES = (
    (transitions, (transitions.c.filing_id, transitions.c.number)),
    (filings, (filings.c.number,)),
    (likenesses, (likenesses.c.filing_id, likenesses.c.mark)),
    (receipts, (receipts.c.site, receipts.c.sequence)),
    (followed, (followed.c.site, followed.c.case_id)),
    (replies, (replies.c.armed_at, replies.c.reply_id)),
    (seals, (seals.c.site, seals.c.sequence)),
)
_BATCH = 1000


class LedgerCopied(Value):
    """The result of a copy: where it is, and how many filings and receipts it holds."""

    place: str
    filings: int
    receipts: int


def copy_ledger(source: Path | str, target: Path | str, *, patience: float = 30.0) -> LedgerCopied:
    """Copy a ledger with both its sites into an empty one, a file or an SQLAlchemy address.

    Nothing can be written into the source meanwhile. The copy is proven by its chain before it is kept.

    Raises:
        LedgerError: the source's chain is broken, the target is not empty, or one of them fails; then nothing is kept.
    """
    if isinstance(source, Path) and not source.is_file():
        raise LedgerError(
            msg("There is no ledger {source}.", source=source), remedy=msg("Name the ledger's file, or its address.")
        )
    old, new = open_database(source, patience), open_database(target, patience)
    try:
        for database in (old, new):
            bring_up_to_date(database)
        with old.writing() as reading:
            return new.write(lambda writing: _copy(reading, writing, old, new))
    finally:
        old.close()
        new.close()


def _copy(reading: sa.Connection, writing: sa.Connection, old: Database, new: Database) -> LedgerCopied:
    if any(_count(writing, table) for table, _ in _TABLES):
        raise LedgerError(
            msg("The ledger {place} is not empty.", place=new.place),
            remedy=msg("Name a database that holds no ledger yet."),
        )
    sites = sorted(reading.execute(sa.select(seals.c.site).distinct()).scalars())
    for site in sites:
        _prove(reading, site, old.place, None)
    for table, order in _TABLES:
        for batch in _batches(reading, sa.select(table).order_by(*order)):
            writing.execute(table.insert(), batch)
    for site in sites:
        _prove(writing, site, new.place, reading)
    return LedgerCopied(place=new.place, filings=_count(writing, filings), receipts=_count(writing, receipts))


def _prove(connection: sa.Connection, site: str, place: str, original: sa.Connection | None) -> None:
    """Check that a site's record is intact, and that it ends where the original ends."""
    if broken := find_break(connection, site, head_of(original, site) if original else None):
        raise LedgerError(
            msg("The ledger {place} is not as it was written: {broken}.", place=place, broken=broken),
            remedy=msg("Nothing was copied. `casewright cases verify` shows more."),
        )


def _batches(connection: sa.Connection, asked: sa.Select[Any]) -> Iterator[list[dict[str, Any]]]:
    rows = connection.execute(asked.execution_options(yield_per=_BATCH)).mappings()
    for part in rows.partitions(_BATCH):
        yield [dict(row) for row in part]


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
