"""The frames that a person can see, and what can be read in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame as PlaywrightFrame
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from casewright.browser.page_change import Patience, first_line, settle
from casewright.flow.reason import Reason
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import WindowError

_SCRIPT = (Path(__file__).parent / "scripts" / "frames.js").read_text(encoding="utf-8")
_SHOWN = """(root) => {
  if (!root.ownerDocument.body) return false;
  const host = window.frameElement;
  if (!host) return true;
  const box = host.getBoundingClientRect();
  return host.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
}"""
_TRIES = 3
_LEAST = 0.5
"""Seconds that a page has to go on, even when patience is over."""
_READ_MS = 2000
"""How long one frame may take to be read; one that hangs is passed over like one that nobody sees."""


def shown_frames(page: Page) -> Iterator[PlaywrightFrame]:
    """The frames that can be seen, the page itself first, each before the frames inside it.

    Raises:
        playwright.sync_api.Error: a frame went away meanwhile.
    """
    yield from _shown(page, _asked(page)[1] if page.main_frame.child_frames else {})


Told = dict[str, set[bool]]
"""What the page says of its frames: by address, whether they can be seen."""


def _asked(page: Page) -> tuple[str, Told]:
    """The page's language and frames in one question: asking each frame by itself costs five times as much."""
    language, frames = page.evaluate(_SCRIPT)
    told: Told = {}
    for url, shown in frames:
        told.setdefault(str(url), set()).add(bool(shown))
    return str(language), told


def _shown(page: Page, told: Told) -> Iterator[PlaywrightFrame]:
    waiting = [page.main_frame]
    while waiting:
        frame = waiting.pop(0)
        if frame is page.main_frame or _is_shown(frame, told):
            yield frame
            waiting[:0] = frame.child_frames


def _is_shown(frame: PlaywrightFrame, told: Told) -> bool:
    """What the page said, where it could: of one origin, and not two frames of one address that differ."""
    said = told.get(frame.url, set())
    if len(said) == 1:
        return said == {True}
    try:
        return bool(frame.locator(":root").evaluate(_SHOWN, timeout=_READ_MS))
    except PlaywrightTimeout:
        return False


def look(page: Page, patience: Patience) -> Sighting:
    """What can be read now; a page that moves during the look is looked at again.

    A frame that never rests is left out after a few tries: what stands still around it can be read.

    Raises:
        WindowError: `page-gone`, the page was closed or cannot be read.
    """
    tries = 0
    while True:
        tries += 1
        last = not patience.left
        try:
            sighting = _sighting(page, all_frames=tries <= _TRIES and not last)
        except PlaywrightError as error:
            if last:
                raise WindowError(Reason.PAGE_GONE, f"the page cannot be read: {first_line(error)}") from error
            settle(page, error, max(patience.left, _LEAST))
            if tries > _TRIES:  # it did not just go on: something has to change before it can be read
                patience.wait(page)
            continue
        # An address that changed meanwhile means that half of what was read is of another page.
        if page.url == sighting.url or tries > _TRIES:
            return sighting


def _sighting(page: Page, *, all_frames: bool) -> Sighting:
    url, (language, told) = page.url, _asked(page)
    frames: list[Frame] = []
    try:
        frames.extend(
            Frame(frame.url, frame.locator("body").aria_snapshot(timeout=_READ_MS)) for frame in _shown(page, told)
        )
    except PlaywrightError:
        if all_frames or not frames:
            raise
    return Sighting(url, language, tuple(frames))


def host_of(url: str) -> str:
    """The host of an address with its port, as an address bar shows it; empty for `about:` pages."""
    return urlsplit(url).netloc
