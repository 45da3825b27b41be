"""The first tables: transitions, filings, receipts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_HASH = sa.String(64)
_WORD = sa.String(40)
_ARMED = sa.text("after = 'armed'")
_ALIVE = sa.text("state NOT IN ('abandoned', 'not_sent')")
_CASE = sa.text("case_id IS NOT NULL")


def upgrade() -> None:
    """Make the tables."""
    _transitions()
    _filings()
    _receipts()


def _transitions() -> None:
    op.create_table(
        "transitions",
        sa.Column("filing_id", _WORD, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("follows", sa.Integer),
        sa.Column("before", _WORD),
        sa.Column("after", _WORD, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
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
        sa.CheckConstraint(
            "(before IS NULL AND after = 'prepared')"
            " OR (before IS NOT NULL AND ((before = 'prepared' AND after IN ('abandoned', 'approved'))"
            " OR (before = 'approved' AND after IN ('abandoned', 'armed'))"
            " OR (before = 'armed' AND after IN ('clicked', 'observed', 'uncertain'))"
            " OR (before = 'clicked' AND after IN ('observed', 'uncertain'))"
            " OR (before = 'observed' AND after IN ('needs_person', 'uncertain', 'verified'))"
            " OR (before = 'uncertain' AND after IN ('needs_person', 'not_sent', 'observed', 'verified'))"
            " OR (before = 'needs_person' AND after IN ('not_sent', 'verified'))))",
            name="a_step_of_the_state_machine",
        ),
    )
    op.create_index(
        "armed_once", "transitions", ["filing_id"], unique=True, sqlite_where=_ARMED, postgresql_where=_ARMED
    )


def _filings() -> None:
    op.create_table(
        "filings",
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
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("armed_at", _MOMENT),
        sa.UniqueConstraint("number", name="numbered_as_they_came"),
        sa.ForeignKeyConstraint(
            ["filing_id", "step", "state"],
            ["transitions.filing_id", "transitions.number", "transitions.after"],
            name="stands_where_its_last_step_led",
        ),
        sa.CheckConstraint("approval <> '' OR state IN ('abandoned', 'prepared')", name="armed_only_when_approved"),
        sa.CheckConstraint(
            "(armed_at IS NULL) = (state IN ('abandoned', 'approved', 'prepared'))", name="armed_has_a_time"
        ),
        sa.CheckConstraint("case_id IS NOT NULL OR state NOT IN ('observed', 'verified')", name="observed_has_a_case"),
        sa.CheckConstraint(
            "case_id IS NULL OR state NOT IN ('abandoned', 'approved', 'armed', 'clicked', 'not_sent', 'prepared')",
            name="unsent_has_no_case",
        ),
    )
    op.create_index(
        "one_filing_a_loss",
        "filings",
        ["site", "fingerprint"],
        unique=True,
        sqlite_where=_ALIVE,
        postgresql_where=_ALIVE,
    )
    op.create_index(
        "one_filing_a_case", "filings", ["site", "case_id"], unique=True, sqlite_where=_CASE, postgresql_where=_CASE
    )
    op.create_index("armed_by_account", "filings", ["site", "account_key", "armed_at"])
    op.create_index("by_reference", "filings", ["site", "reference"])


def _receipts() -> None:
    op.create_table(
        "receipts",
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
