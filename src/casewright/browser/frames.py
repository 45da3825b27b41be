"""The frames that a person can see, as reported by the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Frame as PlaywrightFrame
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

_SCRIPT = (Path(__file__).parent / "scripts" / "frames.js").read_text(encoding="utf-8")
_SHOWN = """(root) => {
  if (!root.ownerDocument.body) return false;
  const host = window.frameElement;
  if (!host) return true;
  const box = host.getBoundingClientRect();
  return host.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
}"""
_READ_MS = 2000
"""How long one frame may take to be read; one that hangs is passed over like one that nobody sees."""


def shown_frames(page: Page) -> Iterator[PlaywrightFrame]:
    """The frames that can be seen, the page itself first, each before the frames inside it.

    Raises:
        playwright.sync_api.Error: a frame went away meanwhile.
    """
    yield from _visible_frames(page, _ask_page(page)[1] if page.main_frame.child_frames else {})


Told = dict[str, set[bool]]
"""What the page says of its frames: by address, whether they can be seen."""


def _ask_page(page: Page) -> tuple[str, Told]:
    """The page's language and frames in one question: asking each frame by itself costs five times as much."""
    language, frames = page.evaluate(_SCRIPT)
    told: Told = {}
    for url, shown in frames:
        told.setdefault(str(url), set()).add(bool(shown))
    return str(language), told


def _visible_frames(page: Page, told: Told) -> Iterator[PlaywrightFrame]:
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


def host_of(url: str) -> str:
    """The host of an address with its port, as an address bar shows it; empty for `about:` pages."""
    return urlsplit(url).netloc
