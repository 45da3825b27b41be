"""One Chromium for all browser tests of a worker, and little sites of one page to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from casewright.browser import start
from casewright.browser.launch import FoundBrowser, NoBrowser, find_browser
from casewright.recording.exchange import NOT_RECORDED, Answer, Request
from casewright.site.open import Opener, OpenVisit
from casewright.site.replay import Replay

PATIENCE = 3.0


@pytest.fixture(scope="session")
def found() -> FoundBrowser:
    try:
        return find_browser()
    except NoBrowser:
        pytest.fail("these tests need a browser: run `casewright setup`")


@pytest.fixture(scope="session")
def chromium(found: FoundBrowser) -> Iterator[Browser]:
    with start.driver(), start.browser(found, headless=True) as running:
        yield running


class LittleSite:
    """A site of a few pages, path → HTML, that remembers every request."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages
        self.requests: list[Request] = []

    def respond(self, request: Request) -> Answer:
        self.requests.append(request)
        if "upload" in request.query:
            return Answer(body=b"{}", media_type="application/json")
        body = self.pages.get(request.path)
        if body is None:
            return Answer(status=404, headers={NOT_RECORDED: request.path})
        return Answer(body=f'<!doctype html><html lang="en"><meta charset="utf-8"><body>{body}</body></html>'.encode())


@pytest.fixture
def opener(found: FoundBrowser, chromium: Browser) -> Opener:
    return Opener(found, PATIENCE, running=chromium)


@pytest.fixture
def opened(opener: Opener, tmp_path: Path) -> Iterator[Callable[[LittleSite], OpenVisit]]:
    """Opens a little site as a replay."""
    with ExitStack() as stack:

        def open_visit(site: LittleSite) -> OpenVisit:
            replay = Replay(opener, lambda account, marketplace: site.respond)
            return stack.enter_context(replay.visit("Harbor Lane Goods", "US", tmp_path / "kept"))

        yield open_visit
