"""A PostgreSQL server of the tests' own: the system's programs, a folder that is thrown away, loopback only.

PostgreSQL refuses to run as root, so root hands it to an ordinary user.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
_USERS = ("postgres", "nobody")
_CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
max_connections = 60
lc_messages = 'C'
"""
"""Without fsync, because a test kills the process and never the machine."""


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first; None where there is no server."""
    candidates = [path for place in _PLACES for path in Path("/").glob(place.removeprefix("/"))]
    candidates.sort(key=lambda path: [int(part) for part in path.parts if part.isdigit()], reverse=True)
    named = shutil.which("initdb")
    candidates += [Path(named).parent] if named else []
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def why_not() -> str | None:
    """Why no server can be had here, as a reason to skip; None where one can."""
    if sys.platform == "win32":
        return "the tests' PostgreSQL server is started the POSIX way"
    if find_programs() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and _ordinary_user() is None:
        return "PostgreSQL refuses to run as root, and there is no ordinary user to run it as"
    return None


def _ordinary_user() -> pwd.struct_passwd | None:
    for name in _USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None


def as_ordinary_user() -> dict[str, Any]:
    """How a process is started as who may run a server; nothing of this environment is handed on."""
    owner = _ordinary_user() if os.geteuid() == 0 else None
    who: dict[str, Any] = {"env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}}
    return who | ({"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {})


def give_to_ordinary_user(folder: Path) -> None:
    """Let who may run a server write in a folder."""
    owner = _ordinary_user() if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _answers(url: str) -> bool:
    import psycopg  # noqa: PLC0415 (the driver is an extra)

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")  # a pooler lets a client in before it has a server
    except (psycopg.OperationalError, psycopg.errors.ProtocolViolation):
        return False
    return True


@dataclass
class Server:
    """A server that can be stopped, killed and started again on the same data."""

    folder: Path
    programs: Path
    port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """The address of its only database, for its only user."""
        return f"postgresql://casewright@127.0.0.1:{self.port}/postgres"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        """Make the database's files."""
        give_to_ordinary_user(self.folder)
        words = ["--pgdata", str(self._data), "--username", "casewright", "--auth", "trust", "--encoding", "UTF8"]
        self._run(str(self.programs / "initdb"), *words, "--no-sync", "--locale", "C")
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(f"{_CONFIGURATION}port = {self.port}\n")

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self.folder / "log").open("ab")
        words = [str(self.programs / "postgres"), "-D", str(self._data)]
        self._process = subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder, **as_ordinary_user())
        log.close()
        self.wait_until_answers(self.url, self._process)

    def wait_until_answers(self, url: str, process: subprocess.Popen[bytes] | None = None) -> None:
        """Wait until something answers at an address, as long as its process lives."""
        process = process or self._process
        assert process
        until = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None, (self.folder / "log").read_text(encoding="utf-8", errors="replace")
            assert time.monotonic() < until, f"nothing answers at {url}"
            time.sleep(0.05)

    @property
    def sqlalchemy_url(self) -> str:
        """The same for SQLAlchemy."""
        return self.url.replace("postgresql://", "postgresql+psycopg://")

    @property
    def process(self) -> int:
        """The ID of its process.

        Raises:
            RuntimeError: it does not run.
        """
        if self._process is None:
            raise RuntimeError("the server does not run")
        return self._process.pid

    def restart(self) -> None:
        """Start it again, whoever killed it."""
        self.kill()
        self.start()

    def kill(self) -> None:
        """End it as a power cut does: no farewell to anybody."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(60)
        self._process = None

    def _run(self, *words: str) -> None:
        done = subprocess.run(words, capture_output=True, cwd=self.folder, check=False, **as_ordinary_user())
        assert done.returncode == 0, done.stderr.decode(errors="replace")


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that runs as long as this does, in a folder that an ordinary user may reach."""
    programs = find_programs()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="casewright-pg-", dir=_reachable()) as name:
        Path(name).chmod(0o755)
        server = Server(Path(name), programs, free_port())
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def schema_on(server: Server) -> Iterator[str]:
    """An empty place for a ledger on a server."""
    schema = f"casewright_{uuid.uuid4().hex}"
    engine = sa.create_engine(server.sqlalchemy_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    yield f"{server.url}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(sa.schema.DropSchema(schema, cascade=True))
    engine.dispose()


def _reachable() -> str | None:
    """Where an ordinary user gets in: pytest's and CI's own folders may be root's alone."""
    memory = Path("/dev/shm")
    return str(memory) if os.access(memory, os.W_OK) else None


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def server_or_skip() -> Iterator[Server]:
    """What a fixture yields: a server of its own; where none can be had the test is skipped, and says why."""
    if reason := why_not():
        pytest.skip(reason)
    with running_server() as running:
        yield running
