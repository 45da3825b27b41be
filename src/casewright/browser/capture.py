"""Capture a person's walk: what was on the page at every press, and how a captured document reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Route

from casewright.browser import start
from casewright.browser.launch import FoundBrowser
from casewright.browser.page_change import Patience
from casewright.flow.snapshot import document_text
from casewright.flow.window import WindowError
from casewright.places import recordings
from casewright.recording.captured import CapturedDocument, CapturedMoment

_SCRIPT = (Path(__file__).parent / "scripts" / "capture.js").read_text(encoding="utf-8")
_LOOK = 1.0
"""Seconds after which the page is looked at again, changed or not."""
_SHARED = "/shared/"
_TYPES = {".css": "text/css", ".js": "text/javascript"}


class Capture:
    """Watches one page from now on; `moments`, in order, are the presses and the pages left for another address."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last: CapturedMoment | None = None
        self.moments: list[CapturedMoment] = []
        page.context.expose_binding("casewrightPressed", lambda _, told: self._pressed(told))
        page.context.add_init_script(_SCRIPT)

    def begin_here(self) -> None:
        """Begin a walk on what is there now: forget what was seen before, and watch these documents too."""
        self.moments.clear()
        self._last = None
        for frame in self._page.frames:
            with suppress(PlaywrightError):  # it goes away, and what comes is watched
                frame.evaluate(_SCRIPT)

    def _pressed(self, told: dict[str, Any]) -> None:
        self.moments.append(_moment(told))

    def see(self) -> None:
        """Remember what is on the page now: the end of the walk, in case the person closes the browser next."""
        with suppress(PlaywrightError):
            documents = self._page.evaluate("() => window.casewrightAll?.() ?? null")
            if documents:
                self._last = _moment({"documents": documents, "href": None})

    def watch(self) -> None:
        """Watch until the person closes the window."""
        with suppress(WindowError):  # closed by the person: that is the end
            while not self._page.is_closed():
                self.see()
                Patience(_LOOK).wait(self._page)

    def walk(self) -> tuple[CapturedMoment, ...]:
        """Every press, and what was on the page last."""
        self.see()
        return (*self.moments, *([self._last] if self._last else []))


def _moment(told: dict[str, Any]) -> CapturedMoment:
    return CapturedMoment(tuple(CapturedDocument.of(one) for one in told["documents"]), told["href"])


@contextmanager
def reader(found: FoundBrowser) -> Iterator[Callable[[str, str], str]]:
    """How captured documents read: in a browser of its own, which reaches nothing.

    Raises:
        NoBrowser: it does not start.
    """
    with start.browser(found, headless=True) as browser:
        page = browser.new_page()
        yield lambda html, url: read_html(page, html, url)


def read_html(page: Page, html: str, url: str) -> str:
    """What can be read in a captured document, its frames not included; nothing but our own script is loaded."""

    def serve(route: Route) -> None:
        asked = route.request.url
        if asked == url:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif _SHARED in asked and (file := recordings() / "shared" / asked.rpartition("/")[2]).is_file():
            route.fulfill(body=file.read_bytes(), content_type=_TYPES.get(file.suffix, "text/plain"))
        else:
            route.fulfill(body="<!doctype html><body></body>", content_type="text/html")

    page.route("**/*", serve)
    try:
        page.goto(url, wait_until="load")
        return document_text(page.aria_snapshot(mode="ai"))
    finally:
        page.unroute("**/*", serve)
