"""One bench a worker, on a RAM disk where there is one: a cut power line is simulated, so fsync proves nothing here."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from casewright.flow import arrive
from casewright.flow.model import Purpose, Screen
from casewright.flow.recognise import screens_of
from casewright.flow.sighting import Sighting
from casewright.ledger import store
from casewright.ledger.store import open_ledger

from .world import Bench, an_entry, flows, reopened

_MEMORY = Path("/dev/shm")


@lru_cache(maxsize=4000)
def _seen(sighting: Sighting, purpose: Purpose) -> tuple[Screen, ...]:
    return tuple(screens_of(sighting, flows().to(purpose)))


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """One empty ledger to begin with."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as name:
        folder = Path(name)
        open_ledger(folder / "empty.sqlite", "sandbox").close()
        yield Bench(folder, an_entry(folder))


@pytest.fixture(autouse=True)
def _quickly(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is worked out twice, in these tests only: a pure function says the same again."""
    monkeypatch.setattr(store, "open_database", reopened)
    monkeypatch.setattr(arrive, "screens_of", lambda sighting, known: list(_seen(sighting, known.purpose)))
