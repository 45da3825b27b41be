"""What Alembic runs: the migrations, on the connection that it was handed and inside that transaction."""

from __future__ import annotations

from alembic import context

from casewright.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
