"""A picture of a whole page at one moment, as the browser itself takes it."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.page_change import Patience

_STILL = (Path(__file__).parent / "scripts" / "still.js").read_text(encoding="utf-8")
_TALLEST = 16_000
"""Pixels: more cannot be drawn at once. What lies below stands in the kept page."""
_NOTHING_DRAWN = "Unable to capture screenshot"
_SECONDS = 5.0
"""How long the browser may take until it has drawn something."""


def picture_of(page: Page) -> bytes:
    """A PNG of the whole page, everything that moves at its end.

    Asked of the browser itself: Playwright resizes the page for it and packs it as small as it can, which takes twice
    as long, three times in every filing.

    Raises:
        playwright.sync_api.Error: the page went away meanwhile.
    """
    width, height, fits = page.evaluate(_STILL)
    whole = {"x": 0, "y": 0, "width": width, "height": min(height, _TALLEST), "scale": 1}
    how = {"format": "png", "optimizeForSpeed": True, "clip": whole, "captureBeyondViewport": not fits}
    return b64decode(_taken(page, _session(page), how))


_SESSIONS: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def _session(page: Page) -> CDPSession:
    """The way to the browser's own commands for a page, opened once."""
    if page not in _SESSIONS:
        _SESSIONS[page] = page.context.new_cdp_session(page)
    return _SESSIONS[page]


def _taken(page: Page, browser: CDPSession, how: dict[str, Any]) -> str:
    """What the browser took; one that is very busy may have nothing drawn at first."""
    patience = Patience(_SECONDS)
    while True:
        try:
            return str(browser.send("Page.captureScreenshot", how)["data"])
        except PlaywrightError as error:
            if _NOTHING_DRAWN not in error.message or not patience.wait(page):
                raise
