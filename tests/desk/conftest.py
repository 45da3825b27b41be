from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.desk_world import OpenDesk, open_desk
from tests.text_site import TextSite

from casewright.app.sites import SiteWork
from casewright.intake.demo_sheet import write_demo
from casewright.recording.practice_cases import MemoryCaseLog


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, and a working folder without settings."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> MemoryCaseLog:
    """Amazon's side, read as texts instead of in a second browser."""
    log = MemoryCaseLog()
    monkeypatch.setattr(SiteWork, "open_site", lambda self, **_: TextSite(self.name, log))
    return log


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)


@pytest.fixture
def desk(claims: Path) -> Iterator[OpenDesk]:
    with open_desk([claims]) as opened:
        yield opened


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1366, "height": 860})
    made.set_default_timeout(60_000)
    yield made
    made.close()


@pytest.fixture
def page(desk: OpenDesk, context: BrowserContext) -> Iterator[Page]:
    """A page of the browser that the link let in; what its console complains of is a failure."""
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(desk.link)
    yield opened
    assert complaints == []
