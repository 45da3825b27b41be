"""One bench a worker, on a RAM disk where there is one: a cut power line is simulated, so fsync proves nothing here."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from casewright.flow import arrive, walk
from casewright.flow.recognise import screen_of
from casewright.ledger import store
from casewright.ledger.store import open_ledger

from .world import Bench, an_entry, flows, reopened

_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """One empty ledger to begin with, and nothing that is worked out twice: a pure function says the same again."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    seen = lru_cache(maxsize=4000)(lambda sighting: screen_of(sighting, flows()))
    with tempfile.TemporaryDirectory(dir=where) as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        open_ledger(folder / "empty.sqlite", "sandbox").close()
        patch.setattr(store, "open_database", reopened)
        for module in (arrive, walk):
            patch.setattr(module, "screen_of", lambda sighting, _: seen(sighting))
        yield Bench(folder, an_entry(folder))
