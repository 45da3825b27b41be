"""Seals over every step, reply and receipt; the site's time beside ours; indexes that answer every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from alembic import op

from casewright.ledger.schema import filings, receipts, replies, seals, transitions
from casewright.ledger.seals import GENESIS, READ_OF_A_FILING, READ_OF_A_REPLY, REPLY, STEP, digest_of, hash_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_HASH = sa.String(64)
_WORD = sa.String(40)
_DOUBTFUL = sa.text("state IN ('armed', 'clicked', 'needs_person', 'observed', 'uncertain')")
_LACKS_RECEIPT = sa.text("state = 'verified' AND (outcome IS NULL OR outcome <> 'verified')")
_BATCH = 1000


def upgrade() -> None:
    """Make the table, the column and the indexes, and seal what is there."""
    op.add_column("filings", sa.Column("armed_site_time", _MOMENT))
    for name, columns in (
        ("by_claim", ["site", "claim_id"]),
        ("by_account", ["site", "account_key", "number"]),
        ("armed_lately", ["site", "armed_at"]),
    ):
        op.create_index(name, "filings", columns)
    for name, where in (("in_doubt", _DOUBTFUL), ("lacks_receipt", _LACKS_RECEIPT)):
        op.create_index(name, "filings", ["site", "state"], sqlite_where=where, postgresql_where=where)
    op.create_index("receipts_of_a_filing", "receipts", ["filing_id", "sequence"])
    op.create_index("open_replies", "replies", ["site", "armed_at"])
    op.create_index("replies_of_a_case", "replies", ["site", "case_id", "armed_at"])
    op.create_table(
        "seals",
        sa.Column("site", _WORD, primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("key", _WORD, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", _HASH, nullable=False),
        sa.Column("stands", sa.String(64), nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.UniqueConstraint("site", "hash", name="one_seal_a_hash"),
        sa.CheckConstraint("sequence >= 1", name="seals_counted_from_one"),
        sa.CheckConstraint("kind IN ('receipt', 'reply', 'step')", name="a_kind_of_seal"),
    )
    op.create_index("seals_of_a_record", "seals", ["key", "sequence"])
    _seal_what_is_there(op.get_bind())


def _seal_what_is_there(connection: sa.Connection) -> None:
    """Put what older versions wrote under seal, as it stands today."""
    ends: dict[str, tuple[int, str]] = {}
    rows: list[dict[str, object]] = []
    for site, kind, key, number, digest, stands in _records(connection):
        sequence, previous = ends.get(site, (0, GENESIS))
        sealed = hash_of(previous, kind, key, number, digest, stands)
        ends[site] = sequence + 1, sealed
        row = {"site": site, "sequence": sequence + 1, "kind": kind, "key": key, "number": number}
        rows.append(row | {"digest": digest, "stands": stands, "hash": sealed})
        if len(rows) >= _BATCH:
            connection.execute(seals.insert(), rows)
            rows.clear()
    if rows:
        connection.execute(seals.insert(), rows)


_Record = tuple[str, str, str, int, str, str]


def _records(connection: sa.Connection) -> Iterator[_Record]:
    asked = (
        sa.select(transitions, *(column.label(f"filing_{column.name}") for column in filings.c))
        .join(filings, filings.c.filing_id == transitions.c.filing_id)
        .order_by(filings.c.number, transitions.c.number)
    )
    for row in _stream(connection, asked):
        step, filing = row, {name: row[f"filing_{name}"] for name in READ_OF_A_FILING}
        last = step["number"] == row["filing_step"]
        stands = digest_of(filing, READ_OF_A_FILING) if last else ""
        yield row["filing_site"], "step", step["filing_id"], step["number"], digest_of(step, STEP), stands
    for row in _stream(connection, sa.select(replies).order_by(replies.c.armed_at, replies.c.reply_id)):
        yield row["site"], "reply", row["reply_id"], 1, digest_of(row, REPLY), digest_of(row, READ_OF_A_REPLY)
    for row in _stream(connection, sa.select(receipts).order_by(receipts.c.site, receipts.c.sequence)):
        yield row["site"], "receipt", row["filing_id"], row["sequence"], row["hash"], ""


def _stream(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> Iterable[sa.RowMapping]:
    return connection.execute(asked.execution_options(yield_per=_BATCH)).mappings()
