from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from tests.desk_world import OpenDesk, open_desk

from casewright.intake.demo_sheet import write_demo


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, and a working folder without settings."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)


@pytest.fixture
def desk(claims: Path) -> Iterator[OpenDesk]:
    with open_desk([claims]) as opened:
        yield opened


@pytest.fixture
def browser(desk: OpenDesk) -> Iterator[httpx.Client]:
    """A browser that was let in."""
    with desk.client() as client:
        yield client
