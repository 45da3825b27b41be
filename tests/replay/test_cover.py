"""A picture shows nothing of a secret or a person: it is the same, whichever of them stands in the page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest
from PIL import Image
from playwright.sync_api import Error
from tests.replay.little_site import LittleSite

from casewright import redact
from casewright.browser import kept_page as keeping
from casewright.browser.kept_page import covered
from casewright.flow.window import Fill, Open, Target, WindowError
from casewright.privacy.scrub import Scrubber
from casewright.site.open import OpenVisit

pytestmark = pytest.mark.browser

Pictured = Callable[..., bytes]
Opened = Callable[[LittleSite], OpenVisit]

ONE = {
    "password": "hGf7-qwerty-one",
    "cookie": "plant-cookie-0123",
    "token": "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4",
    "buyer": "Quilla Plantova",
    "email": "quilla@plant.example",
    "phone": "(206) 266-1234",
    "street": "77 Plantation Street",
}
OTHER = {
    "password": "zzzz-ZZZZZ-0000",
    "cookie": "other-canny-98765",
    "token": "eyJzzGciOiJSSSSS.eyJmYWtlIjoiYWFh.WWWWWWWWWWWWWWWWWW",
    "buyer": "Mmmmmm Iiiiiiii",
    "email": "iiiiii@mmmmm.example",
    "phone": "(212) 999-8765",
    "street": "11 Washington Street",
}


LEFT = (
    "[CSS.highlights.size, document.adoptedStyleSheets.length, document.body.innerHTML.match(/covered/g)?.length ?? 0]"
)


@pytest.fixture(autouse=True)
def own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets that a test plants are forgotten after it."""
    monkeypatch.setattr(redact, "_known", set())
    monkeypatch.setattr(redact, "_pattern", None)


@pytest.fixture
def pictured(opened: Opened) -> Pictured:
    """The picture of a page of this content, after what is to be filled is filled."""

    def picture_of(content: str, **filled: str) -> bytes:
        window = opened(LittleSite({"/": f"<style>* {{ font: 20px monospace }}</style>{content}"})).window
        window.do(Open("/"))
        for label, text in filled.items():
            window.do(Fill(Target(label, "textbox", (label,)), text))
        kept = window.keep("moment")
        assert window._page.evaluate(LEFT) == [0, 0, 0], "the page is left as it was"
        assert kept.picture
        with Image.open(kept.picture) as picture:
            return picture.convert("RGB").tobytes()

    return picture_of


def page(planted: dict[str, str]) -> str:
    """Everything planted, in every shape in which a page may show it."""
    email, buyer = planted["email"], planted["buyer"]
    return f"""
      <header><button>{email}</button> <a href="/you">{email}</a></header>
      <p>Buyer: <b>{buyer}</b></p><dl><dt>Buyer</dt><dd>{buyer}</dd></dl><p>Sold by us to {buyer} of {email}</p>
      <p>Tel. {planted["phone"]}</p><p>Ship to: {buyer}<br>{planted["street"]}</p>
      <p>Your session {planted["cookie"]} {planted["token"]}</p><p>It was <i>{planted["password"]}</i></p>
      <p style="text-shadow: 1px 1px blue; -webkit-text-fill-color: red">{email}</p>
      <svg width=500 height=30><text y=20>{email}</text></svg>
      <input type=password value="{planted["password"]}"><input type=email value="{email}"><input name=code value=
      "{planted["phone"][:6]}"><input value="{email}" aria-label="Yours"><input placeholder="{planted["phone"]}">
      <select><option>{email}</option></select><textarea>{planted["street"]}</textarea>
      <div><template shadowrootmode=open><p>{email}</p><input value="{email}"></template></div>
      <iframe width=400 srcdoc="<body style='font: 20px monospace'><p>{email}</p>
        <div><template shadowrootmode=open>{email}</template></div>"></iframe>
      <iframe width=400 sandbox srcdoc="<p style='font-family: monospace'>{email}</p>"></iframe>
      <dialog id=d>{email}</dialog><script>d.showModal()</script>"""


def test_a_picture_is_the_same_whichever_secret_or_person_is_in_the_page(pictured: Pictured) -> None:
    for planted in (ONE, OTHER):
        redact.remember(planted["password"])
        redact.remember(planted["cookie"])

    assert pictured(page(ONE)) == pictured(page(OTHER))


def test_without_covers_the_same_pages_differ(pictured: Pictured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "covered", lambda *_: nullcontext())

    assert pictured(page(ONE)) != pictured(page(OTHER))


def test_a_picture_that_fails_leaves_no_cover_behind(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> bytes:
        raise Error("no picture")

    window = opened(LittleSite({"/": f"<p>{ONE['email']}</p><input type=password>"})).window
    window.do(Open("/"))
    monkeypatch.setattr(keeping, "picture_of", fail)

    with pytest.raises(WindowError):
        window.keep("moment")

    assert window._page.evaluate(LEFT) == [0, 0, 0]


def test_what_a_claim_is_about_is_not_covered(opened: Opened) -> None:
    told = "111-2223334-5556667 FBA15ABC1234 X001ABC2D3 17204938815 2026-11-23"
    shapes = f"<p>{told}</p><input value='{told}' aria-label=Order><h1>Case {told}</h1><p>{ONE['email']}</p>"
    window = opened(LittleSite({"/": shapes})).window
    window.do(Open("/"))

    scrubber = Scrubber()
    scrubber.html(shapes)
    with covered(window._page, scrubber.found):
        covers = window._page.evaluate("[...CSS.highlights.get('casewright-covered')].map(one => one.toString())")

        fields = window._page.locator("[casewright-covered]").count()

    assert (covers, fields) == ([ONE["email"]], 0)


def test_what_the_claim_itself_typed_can_be_read_though_it_looks_like_a_person(pictured: Pictured) -> None:
    box = "<textarea aria-label=Details rows=4 cols=40></textarea>"

    one, other = (pictured(box, Details=f"Ship to: {planted['buyer']}") for planted in (ONE, OTHER))

    assert one != other


def test_words_of_a_person_are_covered_though_lines_and_elements_break_them(pictured: Pictured) -> None:
    shape = "<p>Write to {} today</p><p style='width: 9em'>Tel. {}</p>"
    one, other = (
        shape.format(f"<b>{planted['email'][:9]}</b>{planted['email'][9:]}", planted["phone"])
        for planted in (ONE, OTHER)
    )

    assert pictured(f"<p>{ONE['email']}</p>{one}") == pictured(f"<p>{OTHER['email']}</p>{other}")
