"""Migrate a ledger's tables: from nothing, from an older version, and never from a newer one."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from casewright.ledger.database import Database
from casewright.ledger.refusals import LedgerTooNew
from casewright.ledger.schema import REVISION
from casewright.message import msg

_VERSIONS = sa.table("alembic_version", sa.column("version_num", sa.String))


def bring_up_to_date(database: Database) -> None:
    """Create or change the tables if they are not of this version, in one transaction.

    Raises:
        LedgerTooNew: a later version of the program made them; nothing is changed.
        LedgerError: the database failed; nothing was changed.
    """
    with database.reading() as connection:
        found = _revision(connection)
    if found != REVISION:
        database.write(lambda connection: _upgrade(connection, database.place))


def _revision(connection: sa.Connection) -> str | None:
    """The migration that the tables stand at; None where there are none."""
    if not sa.inspect(connection).has_table(_VERSIONS.name):
        return None
    return connection.execute(sa.select(_VERSIONS.c.version_num)).scalar_one_or_none()


def _upgrade(connection: sa.Connection, place: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = _revision(connection)
    if found is not None and found not in known:
        raise LedgerTooNew(
            msg(
                "The ledger {place} was made by a later version of Casewright "
                ""
                "(schema {found}; this one knows {known}).",
                place=place,
                found=found,
                known=REVISION,
            ),
            remedy=msg("Install the later version again; nothing was changed."),
        )
    if found != REVISION:
        command.upgrade(config, "head")
