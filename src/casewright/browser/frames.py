"""The frames that a person can see, and what can be read in them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame as PlaywrightFrame
from playwright.sync_api import Page

from casewright.browser.change import Patience, first_line, settle
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import WindowError

_SHOWN = """() => {
  const host = window.frameElement;
  if (!host) return true;
  const box = host.getBoundingClientRect();
  return host.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
}"""
_READ_MS = 5000


def shown_frames(page: Page) -> Iterator[PlaywrightFrame]:
    """The frames that can be seen, the page itself first, each before the frames inside it.

    Raises:
        playwright.sync_api.Error: a frame went away meanwhile.
    """
    waiting = [page.main_frame]
    while waiting:
        frame = waiting.pop(0)
        if frame is page.main_frame or frame.evaluate(_SHOWN):
            yield frame
            waiting[:0] = frame.child_frames


def look(page: Page, patience: Patience) -> Sighting:
    """What can be read now; a page that moves during the look is looked at again.

    Raises:
        WindowError: `page-gone`, the page was closed or cannot be read.
    """
    while True:
        try:
            url, language = page.url, str(page.evaluate("document.documentElement.lang"))
            frames = tuple(
                Frame(frame.url, frame.locator("body").aria_snapshot(timeout=_READ_MS)) for frame in shown_frames(page)
            )
            if page.url == url:  # else it went on meanwhile, and half of what was read is of another page
                return Sighting(url, language, frames)
        except PlaywrightError as error:
            if not patience.left:
                raise WindowError("page-gone", f"the page cannot be read: {first_line(error)}") from error
            settle(page, error, patience.left)


def host_of(url: str) -> str:
    """The host of an address with its port, as an address bar shows it; empty for `about:` pages."""
    return urlsplit(url).netloc
