"""A sign-in lasts from visit to visit, and no browser writes it anywhere."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError
from tests.memory_keyring import MemoryKeyring

from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import Vault
from casewright.browser.launch import FoundBrowser
from casewright.flow.page_owner import Owner
from casewright.flow.window import Open
from casewright.places import Home
from casewright.recording.exchange import Answer
from casewright.site.open import Ground, Opener, Profile
from casewright.site.served_pages import Through
from casewright.site.server import serve
from casewright.site.signed_in import SignIn

pytestmark = pytest.mark.browser

TOKEN = "a-token-that-lasts-a-year"
COOKIES = [
    {"name": "at-main", "value": TOKEN, "url": "https://sellercentral.amazon.com", "expires": 4e9},
    {"name": "session-id", "value": "a-token-that-ends-with-the-browser", "url": "https://sellercentral.amazon.com"},
]
Visit = Callable[[], object]


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def sessions(tmp_path: Path, keyring: MemoryKeyring) -> SignInStore:
    return SignInStore(Home(tmp_path / "home"), Vault(lambda: keyring))


@pytest.fixture
def visit(found: FoundBrowser, tmp_path: Path, sessions: SignInStore) -> Iterator[Visit]:
    """Opens the account's browser on a page of its own."""
    with serve(lambda _: Answer(body=b"<h1>Home</h1>")) as server:
        source = Through("http", (server.url.removeprefix("http://"),))
        profile = Profile("test", inside=frozenset({"127.0.0.1"}), sign_in=SignIn(sessions, "harbor"))
        ground = Ground(server.url, source, Owner("Harbor Lane Goods", "US"), profile=profile)

        @contextmanager
        def open_visit() -> Iterator[BrowserContext]:
            with Opener(found, patience=3.0).visit(ground, tmp_path / "kept") as opened:
                opened.window.do(Open("/"))
                yield opened.window._page.context

        yield open_visit


def written(folder: Path) -> bytes:
    """Every byte of every file below a folder; a browser that ends takes some away meanwhile."""
    paths = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    found = bytearray()
    for path in paths:
        with suppress(FileNotFoundError):
            found += path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    return bytes(found)


def folder_of(context: BrowserContext) -> Path:
    """Where the browser keeps what it needs while it runs."""
    assert context.browser
    told = context.browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    found = re.search(r"--user-data-dir=(\S+)", told)
    assert found
    return Path(found[1])


def values(context: BrowserContext) -> dict[str, str]:
    return {str(one.get("name")): str(one.get("value")) for one in context.cookies()}


def test_the_next_visit_is_signed_in_and_nothing_lies_in_the_clear(visit, tmp_path):
    with visit() as context:
        context.add_cookies(COOKIES)
        meanwhile = written(folder_of(context))
    assert meanwhile, "the browser does write there"
    assert TOKEN.encode() not in meanwhile
    assert TOKEN.encode() not in written(tmp_path)
    with visit() as context:
        assert values(context) == {one["name"]: one["value"] for one in COOKIES}


def test_what_a_page_stored_is_there_again_too(visit):
    with visit() as context:
        context.pages[0].evaluate("localStorage.trusted = 'this browser'")
    with visit() as context:
        assert context.pages[0].evaluate("localStorage.trusted") == "this browser"


def test_without_a_keyring_no_sign_in_is_kept_anywhere(visit, keyring, tmp_path):
    keyring.failure = RuntimeError("locked")
    with visit() as context:
        context.add_cookies(COOKIES)
    assert TOKEN.encode() not in written(tmp_path)
    assert not list(tmp_path.rglob("*.session"))
    with visit() as context:
        assert context.cookies() == []


def test_a_browser_that_the_person_closed_is_no_failure_and_the_sign_in_before_it_stays(visit, sessions):
    with visit() as context:
        context.add_cookies(COOKIES)
    with visit() as context:
        context.close()
    assert sessions.has("harbor")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills in another way")
def test_a_browser_that_is_killed_leaves_no_cookie_behind(visit, tmp_path):
    with visit() as context:
        context.add_cookies(COOKIES)
        browser, folder = context.browser, folder_of(context)
        assert browser
        session = browser.new_browser_cdp_session()
        (process,) = [
            one for one in session.send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == "browser"
        ]
        os.kill(process["id"], signal.SIGKILL)
        with pytest.raises(PlaywrightError):
            context.pages[0].goto("about:blank")

    assert TOKEN.encode() not in written(tmp_path) + written(folder)
