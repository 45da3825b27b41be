"""By what a later claim is known that may be for a loss filed before; of older filings nothing is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WORD = sa.String(40)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "likenesses",
        sa.Column("site", _WORD, primary_key=True),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column(
            "filing_id", _WORD, sa.ForeignKey("filings.filing_id", name="likeness_of_a_filing"), primary_key=True
        ),
        sa.Column("apart", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
