"""PostgreSQL under the ledger: one writer at a time, as with SQLite, and no endless wait.

Imported only where a ledger is on a server: the driver is an extra.
"""

from __future__ import annotations

from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa
from psycopg.abc import PQGen

RV = TypeVar("RV")

_SILENCE = 30.0
"""Seconds without a word from the server after which a connection is dead: a cable that was pulled says nothing."""

_ONE_WRITER = "SELECT pg_advisory_xact_lock(1128485701)"
"""Taken by every writing transaction, so that the chain has one end and counts are counts; the number says "CASE"."""

_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
"""Whoever reads sees one moment, as with SQLite: a proof that compares several tables must not see others write."""

_CONNECT = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "prepare_threshold": None,  # a prepared statement belongs to one session, which PgBouncer may change any time
}


class PatientConnection(psycopg.Connection[Any]):
    """A connection that waits for its server, but not forever: a half-open one never answers and never ends."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer.

        Raises:
            psycopg.OperationalError: none came in time; the connection is closed then.
        """
        try:
            return super().wait(gen, interval, _SILENCE if timeout is None else timeout)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001 (the driver has no public name for it)
            self.pgconn.finish()
            raise psycopg.OperationalError(f"the server did not answer for {_SILENCE:.0f} seconds") from None


def listen(engine: sa.Engine, patience: float) -> None:
    """Connect patiently, and let writers take turns; `patience` is how many seconds one waits."""

    @sa.event.listens_for(engine, "do_connect")
    def connect(_: sa.Dialect, __: object, arguments: list[Any], named: dict[str, Any]) -> psycopg.Connection[Any]:
        return PatientConnection.connect(*arguments, **{"connect_timeout": max(int(patience), 2), **_CONNECT, **named})

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("casewright_writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(int(patience * 1000), 1)}")
            connection.exec_driver_sql(_ONE_WRITER)
        else:
            connection.exec_driver_sql(_ONE_MOMENT)
