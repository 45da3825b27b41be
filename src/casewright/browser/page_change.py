"""Waiting for a page to change: no fixed sleep, the page itself says when."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import Message, as_message, msg

_SCRIPT = (Path(__file__).parent / "scripts" / "change.js").read_text(encoding="utf-8")
_LONGEST = 1.0
_FIRST = 0.05
AT_REST = 18.0
"""Seconds without any change after which a page shows nothing more: a walk ends within 20."""


class Patience:
    """How long one wait may still take, in seconds; asks the page again in growing steps.

    What happens between a look and the wait's start, or inside another origin's frame, the page cannot tell: hence
    the first short step, and never one of more than a second; as often, `stop` is asked. It is over as well when the
    page was at rest for `rest` seconds, changing nothing and waiting for nothing (`busy`): nothing more comes then.
    """

    def __init__(
        self,
        seconds: float,
        stop: Callable[[], Message | None] = lambda: None,
        busy: Callable[[], bool] = lambda: False,
        rest: float = AT_REST,
    ) -> None:
        self._stop = stop
        self._busy = busy
        self._until = time.monotonic() + seconds
        self._rest = rest
        self._changed = time.monotonic()
        self._step = _FIRST

    def at_most(self, seconds: float) -> Patience:
        """A shorter one with the same stop."""
        return Patience(min(seconds, self.left), self._stop, self._busy, self._rest)

    def renew(self) -> None:
        """Note that the page changed, as seen by somebody else: it is not at rest."""
        self._changed = time.monotonic()

    def at_least(self, seconds: float, rest: float) -> Patience:
        """A longer one with the same stop, that is over sooner on a page at rest."""
        return Patience(max(seconds, self.left), self._stop, self._busy, rest)

    @property
    def left(self) -> float:
        """Seconds that are left, 0 when it is over."""
        return max(0.0, min(self._until, self._changed + self._rest) - time.monotonic())

    @property
    def resting(self) -> float:
        """For how many seconds the page has not changed."""
        return time.monotonic() - self._changed

    def wait(self, page: Page) -> bool:
        """Wait until the page changed, or a step is over; False when patience is over.

        Raises:
            WindowError: `page-gone`, the page was closed; `stopped`, somebody said stop meanwhile.
        """
        if reason := self._stop():
            raise WindowError(Reason.STOPPED, reason)
        if self._busy():
            self._changed = time.monotonic()
        left = self.left
        if not left:
            return False
        step = min(self._step, left)
        self._step = min(self._step * 2, _LONGEST)
        try:
            if page.evaluate(_SCRIPT, step * 1000):
                self._step = _FIRST
                self._changed = time.monotonic()
        except PlaywrightError as error:
            settle(page, error, self.left)
            self._changed = time.monotonic()
        return True


def is_still(page: Page, seconds: float) -> bool:
    """Return whether nothing that a person could see changes for so long; False as soon as something does."""
    try:
        return not page.evaluate(_SCRIPT, seconds * 1000)
    except PlaywrightError:
        return False


def settle(page: Page, error: PlaywrightError, seconds: float) -> None:
    """The page went on while it was asked: wait until the next one can be read.

    Raises:
        WindowError: `page-gone`, the page was closed or nothing comes.
    """
    if page.is_closed():
        raise WindowError(Reason.PAGE_GONE, msg("the browser window was closed")) from error
    try:
        page.wait_for_load_state("domcontentloaded", timeout=max(seconds, 0.001) * 1000)
    except PlaywrightError as second:
        raise WindowError(
            Reason.PAGE_GONE, msg("the page cannot be read: {first_line}", first_line=first_line(second))
        ) from error


def first_line(error: PlaywrightError) -> Message:
    """The sentence of a browser's error, without its log."""
    return as_message(error.message.splitlines()[0]) if error.message else msg("no reason was given")
