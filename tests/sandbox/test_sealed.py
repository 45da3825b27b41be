"""The practice site's browser reaches the practice server and nothing else; what its pages try is counted."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.replay.little_site import LittleSite
from tests.replay.test_guard import ATTEMPTS, page_that, try_it

from casewright.flow.window import Open
from casewright.recording.exchange import Answer
from casewright.site.open import Opener, OpenVisit
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve

pytestmark = pytest.mark.browser

OUTSIDE = {kind: attempt for kind, attempt in ATTEMPTS.items() if kind != "what was not recorded"}


@pytest.fixture
def opened(opener: Opener, tmp_path: Path) -> Iterator[Callable[[LittleSite], OpenVisit]]:
    """Opens a visit to a practice server that serves these pages."""
    with ExitStack() as stack:

        def visit(site: LittleSite) -> OpenVisit:
            url = stack.enter_context(serve(site.respond)).url
            return stack.enter_context(Sandbox(opener, lambda *_: nullcontext(url)).visit("Seller", "US", tmp_path))

        yield visit


@pytest.mark.parametrize("kind", OUTSIDE)
def test_what_a_practice_page_tries_is_refused_and_counted(
    kind: str, opened: Callable[[LittleSite], OpenVisit]
) -> None:
    visit = opened(LittleSite({"/": page_that(OUTSIDE[kind])}))

    try_it(visit)

    count = visit.guard()
    assert count.refused >= 1, count
    assert count.left == 0
    assert count.answered == 1


@pytest.mark.parametrize("scheme", ["http", "ws"])
def test_another_server_on_this_machine_hears_nothing(scheme: str, opened: Callable[[LittleSite], OpenVisit]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.setblocking(False)
        url = f"{scheme}://127.0.0.1:{other.getsockname()[1]}/x"
        visit = opened(
            LittleSite(
                {"/": page_that(f"new Image().src = '{url}'" if scheme == "http" else f"new WebSocket('{url}')")}
            )
        )

        try_it(visit)

        assert url in visit.guard().refused_urls
        with pytest.raises(BlockingIOError):
            other.accept()


def test_an_address_that_sends_the_browser_elsewhere_leads_nowhere(
    opened: Callable[[LittleSite], OpenVisit],
) -> None:
    away = Answer(status=302, headers={"Location": "https://outside.example/after"})
    visit = opened(LittleSite({"/": page_that("fetch('/away').catch(() => 0)"), "/away": away}))

    try_it(visit)

    assert "https://outside.example/after" in visit.guard().refused_urls
    assert visit.guard().left == 0


def test_a_page_that_the_sink_refused_is_not_taken_for_the_sites_own_refusal(
    opened: Callable[[LittleSite], OpenVisit],
) -> None:
    visit = opened(LittleSite({"/": page_that("fetch('http://outside.example/').catch(() => 0)")}))

    try_it(visit)

    assert visit.guard().turned_away == 0


def test_the_pages_of_the_practice_server_come_through(opened: Callable[[LittleSite], OpenVisit]) -> None:
    site = LittleSite({"/": "<h1>Home</h1>"})
    visit = opened(site)

    visit.window.do(Open("/"))

    assert 'heading "Home"' in visit.window.look().text
    assert visit.guard().refused == 0


@pytest.mark.skipif(sys.platform != "linux", reason="a process's words are read as Linux tells them")
def test_what_playwright_turns_off_stays_off(chromium: Browser) -> None:
    """Of two switches of one name the last counts: ours has to name all that Playwright's does."""
    told = chromium.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    (process,) = (int(one["id"]) for one in told["processInfo"] if one["type"] == "browser")
    words = Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8").replace("\0", " ").split()
    lists = [set(word.partition("=")[2].split(",")) for word in words if word.startswith("--disable-features=")]
    assert len(lists) > 1, "only one is there: ours need no longer repeat Playwright's"
    assert set().union(*lists) == lists[-1]
