"""What the pages of cases showed when they were last looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_WORD = sa.String(40)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "followed",
        sa.Column("site", _WORD, primary_key=True),
        sa.Column("case_id", _WORD, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_at", _MOMENT),
        sa.Column("attachments", sa.JSON, nullable=False),
        sa.Column("reply_until", _MOMENT),
        sa.Column("seen_at", _MOMENT, nullable=False),
    )
