"""A password goes into a password field on the marketplace's own sign-in pages over https, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from tests.replay.little_site import LittleSite

from casewright.flow.window import Enter, Keys, Open, Target, WindowError
from casewright.site.open import OpenVisit

pytestmark = pytest.mark.browser

PASSWORD = Enter(Target("x.password", "textbox", ("Password",)), "password")
GOOD = "<label>Password <input type=password></label>"
HOST = "sellercentral.amazon.com"


@dataclass
class Stored:
    """A seller's stored password, and how often it was asked for."""

    hosts: frozenset[str] = frozenset({HOST})
    asked: list[str] = field(default_factory=list)

    def give(self, what) -> str:
        self.asked.append(what)
        return 'plant-"pass"-7x'


@pytest.fixture
def at(opened):
    """Opens a page at an address, for a window that has keys."""

    def go(html: str, path: str = "/ap/signin", keys: Keys | None = None) -> tuple[OpenVisit, Page]:
        visit = opened(LittleSite({path: html}))
        visit.window._keys = keys
        visit.window.do(Open(path))
        return visit, visit.window._page

    return go


def refusal(visit: OpenVisit, act: Enter = PASSWORD, *, patience: float = 30.0) -> WindowError:
    visit.window._seconds = patience
    with pytest.raises(WindowError) as told:
        visit.window.do(act)
    assert "plant" not in str(told.value)
    return told.value


def test_it_is_typed_into_a_password_field_and_not_read_out(at) -> None:
    visit, page = at(GOOD, keys=Stored())
    reading = visit.window.do(PASSWORD)
    assert page.locator("input").input_value() == 'plant-"pass"-7x'
    assert reading.text == ""


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<label>Password <input type=text></label>", "/ap/signin"),
        ("<label>Password <textarea></textarea></label>", "/ap/signin"),
        ("<label id=l>Password</label><div role=textbox contenteditable aria-labelledby=l></div>", "/ap/signin"),
        (GOOD, "/cu/contact-us"),
        (GOOD, "/apps/signin"),
        (f"<form action='https://outside.example/ap/signin'>{GOOD}</form>", "/ap/signin"),
        (f"<form action='http://{HOST}/ap/signin'>{GOOD}</form>", "/ap/signin"),
        (f'<iframe srcdoc="{GOOD}"></iframe>', "/ap/signin"),
    ],
)
def test_anywhere_else_it_is_not_even_asked_for(at, html: str, path: str) -> None:
    keys = Stored()
    visit, page = at(html, path, keys)
    assert refusal(visit).reason in {"no-key", "not-found"}
    assert keys.asked == []
    assert "plant" not in page.content()


def test_another_hosts_keys_are_not_asked_for(at) -> None:
    keys = Stored(frozenset({"sellercentral.amazon.de"}))
    visit, _ = at(GOOD, keys=keys)
    assert refusal(visit).reason == "no-key"
    assert keys.asked == []


def test_without_keys_nothing_is_typed(at) -> None:
    visit, page = at(GOOD)
    assert refusal(visit).reason == "no-key"
    assert page.locator("input").input_value() == ""


def test_a_field_that_changes_what_is_typed_is_told_without_the_value(at) -> None:
    visit, _ = at("<label>Password <input type=password oninput=\"this.value='x'\"></label>", keys=Stored())
    assert refusal(visit).reason == "read-back-differs"


def test_a_field_that_cannot_be_typed_into_is_told_without_the_value(at) -> None:
    visit, _ = at("<label>Password <input type=password readonly></label>", keys=Stored())
    assert refusal(visit, patience=1.0).reason == "page-gone"
