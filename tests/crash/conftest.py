"""One bench a worker, on a RAM disk where there is one: a cut power line is simulated, so fsync proves nothing here."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from casewright.ledger.store import open_ledger

from .world import Bench, an_entry

_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as name:
        folder = Path(name)
        open_ledger(folder / "empty.sqlite", "sandbox").close()
        yield Bench(folder, an_entry(folder))
