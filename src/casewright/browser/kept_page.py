"""Keep a moment: a picture, the page as one inert HTML file, and its text, never with a secret in them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.page_change import Patience
from casewright.file_names import file_name
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept
from casewright.privacy.scrub import Scrubber

_STILL_SCRIPT = (Path(__file__).parent / "scripts" / "still.js").read_text(encoding="utf-8")
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
    width, height, fits = page.evaluate(_STILL_SCRIPT)
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


_KEEP_SCRIPT = (Path(__file__).parent / "scripts" / "keep.js").read_text(encoding="utf-8")


def keep(page: Page, seen: Sighting, folder: Path, name: str, scrubber: Scrubber, own: str = "") -> Kept:
    """Write `name.png`, `name.html` and `name.aria.yaml`; a name that is taken gets a number.

    What the scrubber knows for personal or secret is replaced in page and text, and covered in the picture, but for
    `own`: what the claim itself put there is what the person looks at before saying yes.

    Raises:
        playwright.sync_api.Error: the page went away meanwhile.
    """
    stem = _free(folder.absolute(), name)
    stem.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture, html, text = (stem.with_name(stem.name + ending) for ending in (".png", ".html", ".aria.yaml"))
    scrubber.found.clear()
    html.write_text(scrubber.html(str(page.evaluate(_KEEP_SCRIPT))), encoding="utf-8")
    text.write_text(scrubber.text(seen.text) + "\n", encoding="utf-8")
    with covered(page, {word for word in scrubber.found if word not in own}):
        picture.write_bytes(picture_of(page))
    return Kept(name, picture, html, text)


def _free(folder: Path, name: str) -> Path:
    """A path inside `folder` that no earlier moment has; slashes in the name make folders, nothing leads out."""
    parts = [file_name(part, "") for part in re.split(r"[/\\]", name)]
    stem = folder.joinpath(*[part for part in parts if part] or ["page"])
    number, free = 1, stem
    while free.with_name(free.name + ".png").exists():
        number += 1
        free = stem.with_name(f"{stem.name}-{number}")
    return free


_COVER_SCRIPT = (Path(__file__).parent / "scripts" / "cover.js").read_text(encoding="utf-8")
_IN_FRAME = f"(_, told) => ({_COVER_SCRIPT})(told)"
_READ_MS = 2000
_SIGNS_IN = (
    "input[type=password], input[type=email], input[type=tel], input[autocomplete=one-time-code], "
    "input[autocomplete=username], input[autocomplete=email], input[name=otpCode], input[name=email], "
    "input[name=code], #cvf-input-code"
)
"""Fields that no claim fills, and that hold what signs in or how a person is reached."""


@contextmanager
def covered(page: Page, words: Collection[str]) -> Iterator[None]:
    """While it is entered, nobody can read in the page what signs in, or one of the words.

    Raises:
        playwright.sync_api.Error: the page went away meanwhile.
    """
    told = [_SIGNS_IN, sorted(words)]
    any_covered, any_unread = page.evaluate(_COVER_SCRIPT, told)
    if any_unread:
        _in_frames(page, told)
    try:
        yield
    finally:  # a person may go on in this page
        if any_covered:
            page.evaluate(_COVER_SCRIPT, ["", []])
        if any_unread:
            _in_frames(page, ["", []])


def _in_frames(page: Page, told: Sequence[object]) -> None:
    """The same in frames of other hosts, which the page itself cannot look into."""
    for frame in page.frames[1:]:
        with suppress(PlaywrightError):  # it went, or it hangs: then nobody could read it, either
            frame.locator(":root").evaluate(_IN_FRAME, told, timeout=_READ_MS)
