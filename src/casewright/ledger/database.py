"""The database under the ledger: how it is opened, when it writes, and what its failures mean to a person."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import create_engine
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from casewright.extras import install_command
from casewright.ledger.refusals import LedgerBusy, LedgerError, LedgerUnusable
from casewright.message import Message, msg

T = TypeVar("T")

_ATTEMPTS = 20
"""How often a write that met another one is tried: each meeting means that somebody else got on."""

_PRAGMAS = ("synchronous = FULL", "fullfsync = ON", "foreign_keys = ON")
"""`FULL` (and `fullfsync` on a Mac) makes a commit survive a power cut: `armed` must be on disk before the click."""

_NO_SHARE = msg("its folder does not support the locks that a ledger needs, as on some network shares")
_LOCAL_HOME = msg(
    "Set CASEWRIGHT_HOME to a folder on a disk of this machine; several machines share a ledger by ledger_url."
)
_MEANINGS: dict[str, tuple[type[LedgerError], Message, Message]] = {
    "SQLITE_BUSY": (
        LedgerBusy,
        msg("another process is writing in it"),
        msg("Wait until it is done, then run this again."),
    ),
    "SQLITE_LOCKED": (
        LedgerBusy,
        msg("another process is writing in it"),
        msg("Wait until it is done, then run this again."),
    ),
    "SQLITE_READONLY": (
        LedgerUnusable,
        msg("it is read-only"),
        msg("Give yourself write permission for the file and its folder."),
    ),
    "SQLITE_PERM": (
        LedgerUnusable,
        msg("permission to open it is denied"),
        msg("Give yourself write permission for the file and its folder."),
    ),
    "SQLITE_CANTOPEN": (
        LedgerUnusable,
        msg("it cannot be opened"),
        msg("Check that the folder exists and you may write in it, or set CASEWRIGHT_HOME to another folder."),
    ),
    "SQLITE_FULL": (LedgerUnusable, msg("the disk is full"), msg("Make room on the disk, then run this again.")),
    "SQLITE_IOERR_SHM": (LedgerUnusable, _NO_SHARE, _LOCAL_HOME),
    "SQLITE_IOERR_LOCK": (LedgerUnusable, _NO_SHARE, _LOCAL_HOME),
    "SQLITE_PROTOCOL": (LedgerUnusable, _NO_SHARE, _LOCAL_HOME),
    "SQLITE_IOERR": (
        LedgerUnusable,
        msg("the disk gave an error"),
        msg("Check whether the disk is full, unplugged or broken."),
    ),
    "SQLITE_NOTADB": (
        LedgerUnusable,
        msg("it is not a database"),
        msg("Move the file away and put a backup in its place; Casewright never writes over it."),
    ),
    "SQLITE_CORRUPT": (
        LedgerUnusable,
        msg("it is damaged"),
        msg("Stop filing, keep a copy of the file, and put a backup in its place."),
    ),
}
"""What SQLite's error names mean; extended names (SQLITE_READONLY_DBMOVED) begin with these."""

_SQL_STATES = {"55P03": "SQLITE_BUSY", "57014": "SQLITE_BUSY", "25006": "SQLITE_READONLY", "53100": "SQLITE_FULL"}
"""PostgreSQL's codes that mean the same: no lock in time, a cancelled wait, a stand-by, a full disk."""


class Database:
    """One ledger's database. `place` names it to people, without a password."""

    def __init__(self, engine: sa.Engine, place: str) -> None:
        self.place = place
        self._reader = engine
        self._writer = engine.execution_options(casewright_writes=True)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads.

        Raises:
            LedgerError: the database failed.
        """
        with explained(self.place), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that may write from its first statement; committed, to the disk, at its end.

        Raises:
            LedgerError: the database failed; nothing of the transaction was kept.
        """
        with explained(self.place), self._writer.begin() as connection:
            yield connection

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in a writing transaction; retry once if another process was faster on a shared server.

        Raises:
            LedgerError: the database failed, or refused what `work` wrote; nothing of it was kept.
        """
        for _ in range(_ATTEMPTS):
            try:
                with self.writing() as connection:
                    return work(connection)
            except sa.exc.IntegrityError as error:
                refused = error
        raise LedgerUnusable(
            msg("The ledger {place} refused a change: {reason}.", place=self.place, reason=str(refused.orig)),
            remedy=msg("Please report this; nothing was lost."),
        ) from refused

    def close(self) -> None:
        """Close the database."""
        self._reader.dispose()


def open_database(where: Path | str, patience: float) -> Database:
    """Open a database file, created for its owner only if missing, or an SQLAlchemy address.

    `patience` is how many seconds a write waits for another process's.

    Raises:
        LedgerError: the file cannot be created, or the address cannot be used.
    """
    url = _url(where)
    place = url.database if url.get_backend_name() == "sqlite" and url.database else url.render_as_string()
    try:
        if url.get_backend_name() == "sqlite" and url.database:
            _make_private(Path(url.database))
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    except OSError as error:
        raise LedgerUnusable(
            msg("The ledger {place} cannot be created ({reason}).", place=place, reason=error.strerror),
            remedy=msg("Check that you may write in its folder, or set CASEWRIGHT_HOME to another folder."),
        ) from error
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerUnusable(
            msg("The ledger {place} needs a driver that is not installed ({reason}).", place=place, reason=str(error)),
            remedy=msg("Install it with {command}.", command=f"`{install_command('postgresql')}`"),
        ) from None
    if engine.dialect.name == "sqlite":
        _listen(engine, patience)
    elif engine.dialect.name == "postgresql":
        from casewright.ledger import postgresql  # noqa: PLC0415 (its driver is an extra)

        postgresql.listen(engine, patience)
    return Database(engine, place)


def _url(where: Path | str) -> sa.URL:
    """Turn a path into an SQLite address; PostgreSQL's own ways of writing an address get our driver."""
    if isinstance(where, Path) or "://" not in where:
        return sa.URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    try:
        url = sa.make_url(where)
    except ArgumentError:
        raise LedgerUnusable(
            msg("The ledger's address cannot be read."),
            remedy=msg("It looks like postgresql://user:password@host/database, or is the path of a file."),
        ) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url


def _make_private(path: Path) -> None:
    """Make the file before SQLite does, readable by its owner only; SQLite's side files take after it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))


def _listen(engine: sa.Engine, patience: float) -> None:
    """Begin transactions ourselves: Python's driver would begin too late, and only for some statements."""

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: object) -> None:
        connection.isolation_level = None
        connection.text_factory = _readable
        cursor = connection.cursor()
        try:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            _log_ahead(cursor)
            for pragma in _PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("casewright_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _log_ahead(cursor: DBAPICursor) -> None:
    """Switch the file to a write-ahead log, permanently; many processes may find a new file at the same moment.

    SQLite does not wait for the others before the switch, whatever its patience; it does before it begins to write.
    """
    for attempt in range(_ATTEMPTS, 0, -1):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if attempt == 1 or not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise
        else:
            return
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")


def _readable(text: bytes) -> str:
    """Return the database's text, even if damaged: the receipts' chain says what is wrong with it."""
    return text.decode(errors="surrogateescape")


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn the database's failures into refusals that a person can act on.

    Raises:
        LedgerError: instead of a database failure; broken constraints pass through, for the caller to handle.
    """
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except DBAPIError as error:
        raise _refusal(place, error.orig) from error
    except sqlite3.Error as error:
        raise _refusal(place, error) from error
    except SQLAlchemyError as error:
        raise LedgerUnusable(_unusable(place, str(error))) from error


def _unusable(place: str, why: Message | str) -> Message:
    return msg("The ledger {place} cannot be used: {why}.", place=place, why=why)


def _refusal(place: str, error: BaseException | None) -> LedgerError:
    name = getattr(error, "sqlite_errorname", "") or _SQL_STATES.get(getattr(error, "sqlstate", None) or "", "")
    for known, (kind, what, remedy) in _MEANINGS.items():
        if name.startswith(known):
            return kind(_unusable(place, what), remedy=remedy)
    told = str(error).strip().splitlines()
    return LedgerUnusable(
        _unusable(place, told[0] if told else type(error).__name__),
        remedy=msg("Check whether the database can be reached. What was just being written may or may not be in it."),
    )
