"""A home that is the test's own, a keyring in memory, a clock to turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.memory_keyring import MemoryKeyring

from casewright import redact
from casewright.accounts.account import Account
from casewright.accounts.register import described
from casewright.accounts.vault import Vault
from casewright.places import Home

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Clock:
    time: datetime = NOW

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch):
    monkeypatch.setattr(redact, "_known", set())
    monkeypatch.setattr(redact, "_pattern", None)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def vault(keyring: MemoryKeyring) -> Vault:
    return Vault(lambda: keyring)


@pytest.fixture
def harbor() -> Account:
    return described("harbor", "US", "Harbor Lane Goods", "ada@example.com")
