"""The ledger's tables. Invariants are constraints here, so that no program can write anything else.

`migrations/` makes these tables; a test proves that both are the same. Valid on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import cast

import sqlalchemy as sa

from casewright.ledger.filing import FOLLOWS, IN_DOUBT, NEVER_ARMED, OVER_WITHOUT_CASE, State

REVISION = "0005"
"""The newest migration; stands in the ledger's `alembic_version`."""

_HASH = sa.String(64)
_WORD = sa.String(40)
_UNARMED = NEVER_ARMED | {State.ABANDONED}
_WITHOUT_CASE = NEVER_ARMED | OVER_WITHOUT_CASE | {State.ARMED, State.CLICKED}


class UtcMoment(sa.types.TypeDecorator[datetime]):
    """A moment with its time zone; kept as UTC, also where the database knows no time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC; SQLite's texts carry no zone.

        Raises:
            ValueError: the moment has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _: sa.Dialect) -> datetime | None:
        """From the database: always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


def _steps() -> str:
    """Every step that the state machine knows, as a condition on a row of `transitions`.

    It must be false, not NULL, for a step from nowhere: a NULL condition passes.
    """
    rest = " OR ".join(
        f"(before = '{before}' AND after IN ({_quoted(after)}))" for before, after in FOLLOWS.items() if after
    )
    return f"(before IS NULL AND after = '{State.PREPARED}') OR (before IS NOT NULL AND ({rest}))"


metadata = sa.MetaData()

#: One row for each step of each filing. A step continues the one before it: no gap, no fork, nothing the state machine
#: does not know, and no filing is ever armed twice.
transitions = sa.Table(
    "transitions",
    metadata,
    sa.Column("filing_id", _WORD, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("follows", sa.Integer),
    sa.Column("before", _WORD),
    sa.Column("after", _WORD, nullable=False),
    sa.Column("at", UtcMoment, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.UniqueConstraint("filing_id", "number", "after", name="one_step_a_number"),
    sa.ForeignKeyConstraint(
        ["filing_id", "follows", "before"],
        ["transitions.filing_id", "transitions.number", "transitions.after"],
        name="continues_the_step_before",
    ),
    sa.CheckConstraint(
        "(number = 1 AND follows IS NULL AND before IS NULL)"
        " OR (number > 1 AND follows IS NOT NULL AND follows = number - 1 AND before IS NOT NULL)",
        name="numbered_without_gaps",
    ),
    sa.CheckConstraint(_steps(), name="a_step_of_the_state_machine"),
)
_ARMED = sa.text(f"after = '{State.ARMED}'")
sa.Index("armed_once", transitions.c.filing_id, unique=True, sqlite_where=_ARMED, postgresql_where=_ARMED)

#: One row a filing: what will be sent, and where it stands. `step` and `state` name its latest transition;
#: `number` keeps the order in which they came, whatever the clock did.
filings = sa.Table(
    "filings",
    metadata,
    sa.Column("filing_id", _WORD, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("site", _WORD, nullable=False),
    sa.Column("claim_id", _WORD, nullable=False),
    sa.Column("claim_type", _WORD, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("account_key", sa.Text, nullable=False),
    sa.Column("marketplace", _WORD, nullable=False),
    sa.Column("fingerprint", _HASH, nullable=False),
    sa.Column("reference", _WORD, nullable=False),
    sa.Column("main_identifier", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("amount", _WORD, nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("state", _WORD, nullable=False),
    sa.Column("approval", _HASH, nullable=False),
    sa.Column("case_id", _WORD),
    sa.Column("outcome", _WORD),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("created_at", UtcMoment, nullable=False),
    sa.Column("updated_at", UtcMoment, nullable=False),
    sa.Column("armed_at", UtcMoment),
    sa.Column("armed_site_time", UtcMoment),
    sa.UniqueConstraint("number", name="numbered_as_they_came"),
    sa.ForeignKeyConstraint(
        ["filing_id", "step", "state"],
        ["transitions.filing_id", "transitions.number", "transitions.after"],
        name="stands_where_its_last_step_led",
    ),
    sa.CheckConstraint(
        f"approval <> '' OR state IN ({_quoted({State.PREPARED, State.ABANDONED})})", name="armed_only_when_approved"
    ),
    sa.CheckConstraint(f"(armed_at IS NULL) = (state IN ({_quoted(_UNARMED)}))", name="armed_has_a_time"),
    sa.CheckConstraint(
        f"case_id IS NOT NULL OR state NOT IN ('{State.OBSERVED}', '{State.VERIFIED}')", name="observed_has_a_case"
    ),
    sa.CheckConstraint(f"case_id IS NULL OR state NOT IN ({_quoted(_WITHOUT_CASE)})", name="unsent_has_no_case"),
)


def _condition(text: str) -> sa.ColumnElement[bool]:
    """As it is written: a column of SQLAlchemy's would be compared with 1, which no index knows."""
    return cast("sa.ColumnElement[bool]", sa.text(f"({text})"))


def _in_index(condition: sa.ColumnElement[bool]) -> sa.TextClause:
    """The same condition without its table's name and brackets, which an index does not hold."""
    return sa.text(str(condition).replace("filings.", "").replace("replies.", "")[1:-1])


#: Conditions written out, the same in an index and in the question that it answers: with states as parameters no
#: planner can know that the index holds all that is asked for.
ALIVE = _condition(f"filings.state NOT IN ({_quoted(OVER_WITHOUT_CASE)})")
MAY_BE_FILED = _condition(f"filings.state NOT IN ({_quoted(OVER_WITHOUT_CASE | NEVER_ARMED)})")
DOUBTFUL = _condition(f"filings.state IN ({_quoted(IN_DOUBT)})")
LACKS_RECEIPT = _condition(
    f"filings.state = '{State.VERIFIED}' AND (filings.outcome IS NULL OR filings.outcome <> '{State.VERIFIED}')"
)


_ALIVE = _in_index(ALIVE)
_DOUBTFUL = _in_index(DOUBTFUL)
_LACKS_RECEIPT = _in_index(LACKS_RECEIPT)
_CASE = sa.text("case_id IS NOT NULL")
sa.Index(
    "one_filing_a_loss",
    filings.c.site,
    filings.c.fingerprint,
    unique=True,
    sqlite_where=_ALIVE,
    postgresql_where=_ALIVE,
)
sa.Index(
    "one_filing_a_case", filings.c.site, filings.c.case_id, unique=True, sqlite_where=_CASE, postgresql_where=_CASE
)
sa.Index("armed_by_account", filings.c.site, filings.c.account_key, filings.c.armed_at)
sa.Index("by_reference", filings.c.site, filings.c.reference)
sa.Index("by_claim", filings.c.site, filings.c.claim_id)
sa.Index("by_account", filings.c.site, filings.c.account_key, filings.c.number)
sa.Index("armed_lately", filings.c.site, filings.c.armed_at)
sa.Index(
    "in_doubt",
    filings.c.site,
    filings.c.state,
    sqlite_where=_DOUBTFUL,
    postgresql_where=_DOUBTFUL,
)
sa.Index(
    "lacks_receipt",
    filings.c.site,
    filings.c.state,
    sqlite_where=_LACKS_RECEIPT,
    postgresql_where=_LACKS_RECEIPT,
)

#: By what a later claim for the same loss would be known that says more or less of it than this filing's: the digest of
#: a key, and what tells two losses apart that share it. Nothing is proven by it, and it is not under seal.
likenesses = sa.Table(
    "likenesses",
    metadata,
    sa.Column("site", _WORD, primary_key=True),
    sa.Column("mark", _HASH, primary_key=True),
    sa.Column("filing_id", _WORD, sa.ForeignKey("filings.filing_id", name="likeness_of_a_filing"), primary_key=True),
    sa.Column("apart", sa.JSON, nullable=False),
    sqlite_with_rowid=False,
)

#: One row a receipt: `body` is its canonical JSON, and `hash` is the SHA-256 of exactly that text. Each names the hash
#: before it, once: the chain has no gap and cannot fork.
receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("site", _WORD, primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("filing_id", _WORD, sa.ForeignKey("filings.filing_id", name="of_a_filing"), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", _HASH, nullable=False),
    sa.Column("hash", _HASH, nullable=False),
    sa.UniqueConstraint("site", "previous", name="the_chain_does_not_fork"),
    sa.UniqueConstraint("site", "hash", name="one_receipt_a_hash"),
    sa.CheckConstraint("sequence >= 1", name="counted_from_one"),
)
sa.Index("receipts_of_a_filing", receipts.c.filing_id, receipts.c.sequence)

#: One row a case: what its own page showed when it was last looked at. Never proof of anything, and written over.
followed = sa.Table(
    "followed",
    metadata,
    sa.Column("site", _WORD, primary_key=True),
    sa.Column("case_id", _WORD, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("answers", sa.Integer, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("answered_at", UtcMoment),
    sa.Column("attachments", sa.JSON, nullable=False),
    sa.Column("reply_until", UtcMoment),
    sa.Column("seen_at", UtcMoment, nullable=False),
)

#: One row for each reply to a case that was armed. Of the same words and files for the same case only one is not known
#: to be unsent: nothing is said twice.
replies = sa.Table(
    "replies",
    metadata,
    sa.Column("reply_id", _WORD, primary_key=True),
    sa.Column("site", _WORD, nullable=False),
    sa.Column("filing_id", _WORD, sa.ForeignKey("filings.filing_id", name="reply_of_a_filing"), nullable=False),
    sa.Column("case_id", _WORD, nullable=False),
    sa.Column("digest", _HASH, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("attachments", sa.JSON, nullable=False),
    sa.Column("state", _WORD, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("armed_at", UtcMoment, nullable=False),
    sa.Column("updated_at", UtcMoment, nullable=False),
    sa.CheckConstraint("state IN ('armed', 'not_sent', 'uncertain', 'verified')", name="a_state_of_a_reply"),
)
SAID = _condition("replies.state <> 'not_sent'")
_SAID = _in_index(SAID)
sa.Index(
    "said_once",
    replies.c.site,
    replies.c.case_id,
    replies.c.digest,
    unique=True,
    sqlite_where=_SAID,
    postgresql_where=_SAID,
)
sa.Index("open_replies", replies.c.site, replies.c.armed_at)
sa.Index("replies_of_a_case", replies.c.site, replies.c.case_id, replies.c.armed_at)

#: One row for each step, reply and receipt, in the order in which they were written: the chain that proves the rest.
seals = sa.Table(
    "seals",
    metadata,
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
sa.Index("seals_of_a_record", seals.c.key, seals.c.sequence)
