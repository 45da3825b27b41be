"""A sign-in lasts from visit to visit, and between them it lies in no profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from casewright.accounts.session import Sessions
from casewright.accounts.vault import Vault
from casewright.browser import start
from casewright.browser.launch import FoundBrowser
from casewright.places import Home
from casewright.site.signed_in import signed_in

pytestmark = pytest.mark.browser

COOKIES = [
    {
        "name": "at-main",
        "value": "a-token-that-lasts-a-year",
        "url": "https://sellercentral.amazon.com",
        "expires": 4e9,
    },
    {"name": "session-id", "value": "a-token-that-ends-with-the-browser", "url": "https://sellercentral.amazon.com"},
]


class Keyring:
    """A keyring in memory, or one that is locked."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise RuntimeError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def visit(found: FoundBrowser, tmp_path: Path, profile: Path, keyring: Keyring) -> Callable[[], object]:
    @contextmanager
    def open_visit() -> Iterator[BrowserContext]:
        sessions = Sessions(Home(tmp_path / "home"), Vault(lambda: keyring))
        with ExitStack() as stack:
            context = stack.enter_context(start.profile(found, profile, (), "test", headless=True))
            stack.enter_context(signed_in(context, sessions, "harbor"))
            yield context

    return open_visit


def cookies_on_disk(profile: Path) -> int:
    (file,) = (path for path in profile.rglob("Cookies") if path.is_file())
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM cookies").fetchone()[0])


def test_the_next_visit_is_signed_in_and_the_profile_holds_no_cookie_meanwhile(visit, profile):
    with visit() as context:
        context.add_cookies(COOKIES)
    assert cookies_on_disk(profile) == 0
    with visit() as context:
        assert {one["name"]: one["value"] for one in context.cookies()} == {
            one["name"]: one["value"] for one in COOKIES
        }


def test_without_a_keyring_no_sign_in_is_kept_anywhere(visit, profile, keyring, tmp_path):
    keyring.locked = True
    with visit() as context:
        context.add_cookies(COOKIES)
    assert cookies_on_disk(profile) == 0
    assert not list(tmp_path.rglob("*.session"))
    with visit() as context:
        assert context.cookies() == []


def test_a_browser_that_the_person_closed_is_no_failure(visit):
    with visit() as context:
        context.close()
