"""Replies to cases: armed before the press, like filings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_WORD = sa.String(40)
_SAID = sa.text("state <> 'not_sent'")


def upgrade() -> None:
    """Make the table and its index."""
    op.create_table(
        "replies",
        sa.Column("reply_id", _WORD, primary_key=True),
        sa.Column("site", _WORD, nullable=False),
        sa.Column("filing_id", _WORD, sa.ForeignKey("filings.filing_id", name="reply_of_a_filing"), nullable=False),
        sa.Column("case_id", _WORD, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("attachments", sa.JSON, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("armed_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('armed', 'not_sent', 'uncertain', 'verified')", name="a_state_of_a_reply"),
    )
    op.create_index(
        "said_once",
        "replies",
        ["site", "case_id", "digest"],
        unique=True,
        sqlite_where=_SAID,
        postgresql_where=_SAID,
    )
