"""Covers over what a picture must not show: the fields that sign in, and whatever the filter found on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

_SCRIPT = (Path(__file__).parent / "scripts" / "cover.js").read_text(encoding="utf-8")
_IN_FRAME = f"(_, told) => ({_SCRIPT})(told)"
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
    any_covered, any_unread = page.evaluate(_SCRIPT, told)
    if any_unread:
        _in_frames(page, told)
    try:
        yield
    finally:  # a person may go on in this page
        if any_covered:
            page.evaluate(_SCRIPT, ["", []])
        if any_unread:
            _in_frames(page, ["", []])


def _in_frames(page: Page, told: Sequence[object]) -> None:
    """The same in frames of other hosts, which the page itself cannot look into."""
    for frame in page.frames[1:]:
        with suppress(PlaywrightError):  # it went, or it hangs: then nobody could read it, either
            frame.locator(":root").evaluate(_IN_FRAME, told, timeout=_READ_MS)
