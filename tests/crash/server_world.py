"""The same worlds with their ledger on a PostgreSQL server, which may be killed and comes back when all is mended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sa
from tests.postgresql import Server, schema_on

from casewright.casework.plan import Entry
from casewright.ledger.database import open_database
from casewright.ledger.schema import metadata
from casewright.ledger.store import open_ledger

from .failing import Weather
from .world import Bench, Trouble, World


@dataclass
class ServerWorld(World):
    """A world whose ledger is at an address."""

    address: str = ""

    @property
    def where(self) -> str:
        return self.address

    @contextmanager
    def held(self) -> Iterator[None]:
        holder = open_database(self.address, 0)
        try:
            with holder.writing():
                yield
        finally:
            holder.close()


@dataclass
class ServerBench(Bench):
    """Makes such worlds: the tables are made once and emptied."""

    server: Server | None = None
    address: str = ""

    def world(self, variant: str, trouble: Trouble) -> ServerWorld:
        super().world(variant, trouble)
        database = open_database(self.address, 5)
        with database.writing() as connection:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            connection.execute(sa.text(f"TRUNCATE {names}"))
        database.close()
        return ServerWorld(self.folder, variant, replace(trouble), address=self.address)


@dataclass
class KillingWeather(Weather):
    """Kills the server at the n-th thing after `armed`, before or after it is done; what follows meets no server."""

    server: Server | None = None
    killed: list[bool] = field(default_factory=list)

    def around(self, place, work):
        number = len(self.things)
        if self.failure is None or not self.arms or self.killed or number != self.failure.at:
            self.things += [place] if self.arms else []
            return work()
        self.things.append(place)
        assert self.server
        done = work() if self.failure.after else None
        self.server.kill()
        self.killed.append(True)
        return done if self.failure.after else work()


@contextmanager
def server_bench(server: Server, folder: Path, entry: Entry) -> Iterator[ServerBench]:
    """A bench in a schema of its own."""
    with schema_on(server) as address:
        open_ledger(address, "sandbox").close()
        yield ServerBench(folder, entry, server=server, address=address)
