"""PgBouncer in front of a PostgreSQL server: it pools by transaction, with fewer connections than clients."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from tests.postgresql import Server, as_ordinary_user, free_port, give_to_ordinary_user

_CONNECTIONS = 2
_CONFIGURATION = """
[databases]
* = host=127.0.0.1 port={server} user=casewright
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
server_login_retry = 1
"""


def find_pgbouncer() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass
class Pooler:
    """One that can be killed and started again."""

    folder: Path
    server: Server
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it and wait until it answers."""
        program, settings = find_pgbouncer(), self.folder / "pgbouncer.ini"
        assert program
        text = _CONFIGURATION.format(server=self.server.port, port=self.port, connections=_CONNECTIONS)
        settings.write_text(text, encoding="utf-8")
        give_to_ordinary_user(self.folder)
        with (self.folder / "pgbouncer.log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "-q", str(settings)], stdout=log, stderr=log, cwd=self.folder, **as_ordinary_user()
            )
        self.server.wait_until_answers(self.url("postgres"), self._process)

    def kill(self) -> None:
        """End it without a farewell."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(60)

    def url(self, database: str) -> str:
        """The address of a database through it."""
        return f"postgresql://casewright@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database: a pooled connection has no options of its own, such as a schema."""
        name = f"casewright_{uuid.uuid4().hex}"
        engine = sa.create_engine(self.server.sqlalchemy_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} STRATEGY file_copy")
        yield self.url(name)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_pooler(server: Server) -> Iterator[Pooler]:
    """A pooler that runs as long as this does."""
    folder = server.folder / "pooler"
    folder.mkdir(mode=0o755)
    pooler = Pooler(folder, server)
    pooler.start()
    try:
        yield pooler
    finally:
        pooler.kill()
