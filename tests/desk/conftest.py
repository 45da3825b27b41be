from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.desk_world import OpenDesk, claims, desk, home
from tests.text_site import TextSite

from casewright.app.sites import SiteWork
from casewright.recording.practice_cases import MemoryCaseLog

__all__ = ["claims", "desk", "home"]


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> MemoryCaseLog:
    """Amazon's side, read as texts instead of in a second browser."""
    log = MemoryCaseLog()
    monkeypatch.setattr(SiteWork, "open_site", lambda self, **_: TextSite(self.name, log))
    return log


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
