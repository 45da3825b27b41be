"""A picture shows the whole page, as large as the page is, when everything has come to rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.kept_page import picture_of

pytestmark = pytest.mark.browser

Shown = Callable[..., Page]
RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.fixture
def shown(chromium: Browser) -> Iterator[Shown]:
    """A page of this content in a window of 400 × 300, on a screen of so many pixels for each of the page's."""
    pages: list[Page] = []

    def show(content: str, pixels: int = 1) -> Page:
        page = chromium.new_page(viewport={"width": 400, "height": 300}, device_scale_factor=pixels)
        pages.append(page)
        page.set_content(f"<body style='margin:0'>{content}")
        return page

    yield show
    for page in pages:
        page.close()


def look_at(page: Page) -> Image.Image:
    return Image.open(BytesIO(picture_of(page))).convert("RGB")


@pytest.mark.parametrize("pixels", [1, 2])
@pytest.mark.parametrize(("height", "expected"), [(100, 300), (300, 300), (2000, 2000)])
def test_a_picture_is_as_large_as_the_page(shown: Shown, height: int, expected: int, pixels: int) -> None:
    page = shown(f"<div style='height:{height}px'></div>", pixels)

    assert look_at(page).size == (400, expected)


def test_a_page_that_was_scrolled_is_shown_from_its_beginning(shown: Shown) -> None:
    page = shown("<div style='height:50px;background:red'></div><div style='height:2000px'></div>")
    page.evaluate("scrollTo(0, 1000)")

    picture = look_at(page)

    assert picture.getpixel((10, 10)) == RED
    assert picture.getpixel((10, 1500)) == WHITE
    assert page.evaluate("scrollY") == 1000


def test_what_fades_in_is_there(shown: Shown) -> None:
    fading = (
        "<style>@keyframes in { from { opacity: 0 } } div { animation: in 600s; height: 50px; background: red }</style>"
    )
    page = shown(f"{fading}<div></div><section><template shadowrootmode=open>{fading}<div></div></template></section>")

    picture = look_at(page)

    assert picture.getpixel((10, 10)) == picture.getpixel((10, 60)) == RED


def test_what_turns_for_ever_is_no_trouble(shown: Shown) -> None:
    turning = "<style>@keyframes turn { to { opacity: 0 } } div { animation: turn 1s infinite; height: 50px }</style>"

    assert look_at(shown(f"{turning}<div></div>")).size == (400, 300)


def test_a_page_without_end_is_cut(shown: Shown) -> None:
    assert look_at(shown("<div style='height:200000px'></div>")).height == 16_000


def test_a_browser_that_has_nothing_drawn_yet_is_asked_again(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown("<div style='height:50px;background:red'></div>")
    send, asked = CDPSession.send, []

    def busy(session: CDPSession, method: str, how: dict[str, object]) -> dict[str, object]:
        asked.append(method)
        if len(asked) < 3:
            raise PlaywrightError("Protocol error (Page.captureScreenshot): Unable to capture screenshot")
        return send(session, method, how)

    monkeypatch.setattr(CDPSession, "send", busy)

    assert look_at(page).getpixel((10, 10)) == RED
    assert asked == ["Page.captureScreenshot"] * 3


def test_a_browser_that_draws_nothing_is_not_asked_for_ever(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def blank(*_: object) -> None:
        raise PlaywrightError("Protocol error (Page.captureScreenshot): Unable to capture screenshot")

    page = shown("")
    monkeypatch.setattr(CDPSession, "send", blank)
    monkeypatch.setattr("casewright.browser.kept_page._SECONDS", 0.1)

    with pytest.raises(PlaywrightError, match="Unable to capture"):
        picture_of(page)
