"""Waiting for a page to change: no fixed sleep, the page itself says when."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from casewright.flow.reason import Reason
from casewright.flow.window import WindowError

_SCRIPT = (Path(__file__).parent / "scripts" / "change.js").read_text(encoding="utf-8")
_LONGEST = 1.0
_FIRST = 0.05


class Patience:
    """How long one wait may still take, in seconds; asks the page again in growing steps.

    What happens between a look and the wait's start, or inside another origin's frame, the page cannot tell: hence
    the first short step, and never one of more than a second; as often, `stop` is asked.
    """

    def __init__(self, seconds: float, stop: Callable[[], str | None] = lambda: None) -> None:
        self._stop = stop
        self._until = time.monotonic() + seconds
        self._step = _FIRST

    @property
    def left(self) -> float:
        """Seconds that are left, 0 when it is over."""
        return max(0.0, self._until - time.monotonic())

    def wait(self, page: Page) -> bool:
        """Wait until the page changed, or a step is over; False when patience is over.

        Raises:
            WindowError: `page-gone`, the page was closed; `stopped`, somebody said stop meanwhile.
        """
        if reason := self._stop():
            raise WindowError(Reason.STOPPED, reason)
        left = self.left
        if not left:
            return False
        step = min(self._step, left)
        self._step = min(self._step * 2, _LONGEST)
        try:
            if page.evaluate(_SCRIPT, step * 1000):
                self._step = _FIRST
        except PlaywrightError as error:
            settle(page, error, self.left)
        return True


def settle(page: Page, error: PlaywrightError, seconds: float) -> None:
    """The page went on while it was asked: wait until the next one can be read.

    Raises:
        WindowError: `page-gone`, the page was closed or nothing comes.
    """
    if page.is_closed():
        raise WindowError(Reason.PAGE_GONE, "the browser window was closed") from error
    try:
        page.wait_for_load_state("domcontentloaded", timeout=max(seconds, 0.001) * 1000)
    except PlaywrightError as second:
        raise WindowError(Reason.PAGE_GONE, f"the page cannot be read: {first_line(second)}") from error


def first_line(error: PlaywrightError) -> str:
    """The sentence of a browser's error, without its log."""
    return error.message.splitlines()[0] if error.message else "no reason was given"
