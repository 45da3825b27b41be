"""Ends a browser whose page keeps a call waiting: a thread beside the calls, which knows when each must be over.

A page can run a loop that never ends, raise one alert after the other, or hold a thousand frames. Playwright's own
limits do not apply then: a script that the page never answers waits forever, and only the end of the process stops it.
A page whose process died does not answer either: the browser reports it, and the call ends at once.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, Page

from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import Message, as_message, msg

_STEP = 0.1
_STOP_SECONDS = 0.7
"""How long a call may go on after somebody said stop: with the step before, less than a second in all."""
_END_PROCESS = getattr(signal, "SIGKILL", signal.SIGTERM)
"""On Windows `SIGTERM` ends a process at once, too."""


def _say_browser_ended(seconds: int) -> Message:
    return msg("The page did not answer for {seconds} s, so the browser was ended.", seconds=seconds)


def _say_tab_closed(seconds: int) -> Message:
    return msg("The page did not answer for {seconds} s, so its tab was closed.", seconds=seconds)


_CRASHED = msg("The page crashed: its process in the browser ended.")


@dataclass(slots=True)
class _Call:
    """One call to the browser that is under way; times are of the monotonic clock, in seconds."""

    until: float
    seconds: float
    heeds_stop: bool
    told_to_stop: float | None = None


class Watchdog:
    """Watches the calls to one browser; `stop`, asked several times a second, tells why everything has to end.

    What it did stands in `ended`: the sentence for a person, None as long as the browser was left alone.
    """

    def __init__(self, stop: Callable[[], Message | None] = lambda: None) -> None:
        self.ended: Message | None = None
        self.stopped = False
        self.pressed = False
        """A submit was pressed: from then on a stop no longer ends a call, because what came of it has to be seen."""
        self._end_it: Callable[[], None] = lambda: None
        self._what_ends = _say_browser_ended
        self._stop = stop
        self._calls: list[_Call] = []
        self._changed = threading.Condition()
        self._over = False
        self._thread = threading.Thread(target=self._watch, name="browser-watchdog", daemon=True)

    def guard(self, browser: Browser) -> None:
        """Take charge of a browser: this one is ended when a call hangs."""
        told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        processes = [int(process["id"]) for process in told["processInfo"] if process["type"] == "browser"]
        if processes:
            self._end_it = partial(_end_process, processes[0])

    def guard_tab(self, close: Callable[[], None]) -> None:
        """Take charge of a tab in a browser that is not ours: when a call hangs, it is closed, and the browser left."""
        self._end_it = close
        self._what_ends = _say_tab_closed

    def watch_page(self, page: Page) -> Page:
        """End what this page is in as soon as its process dies: no call to it would ever be answered."""
        page.on("crash", lambda _: self._crash())
        return page

    @contextmanager
    def watching(self) -> Iterator[Watchdog]:
        """Watch while this context is entered."""
        self._thread.start()
        try:
            yield self
        finally:
            with self._changed:
                self._over = True
                self._changed.notify()
            self._thread.join()

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Give a call this long.

        Raises:
            WindowError: `page-gone` where it took longer, `stopped` where somebody said stop meanwhile: the browser
                was ended.
        """
        self.begin(seconds)
        try:
            yield
        except Exception as error:
            if self.ended is None:
                raise
            raise WindowError(Reason.STOPPED if self.stopped else Reason.PAGE_GONE, self.ended) from error
        finally:
            self.finish()

    def begin(self, seconds: float) -> None:
        """From now on a call is under way that may take this long; `finish` ends it."""
        with self._changed:
            self._calls.append(_Call(time.monotonic() + seconds, seconds, heeds_stop=not self.pressed))
            self._changed.notify()

    def finish(self) -> None:
        """The call that began last is over; without one there is nothing to do."""
        with self._changed:
            if self._calls:
                self._calls.pop()

    def _watch(self) -> None:
        with self._changed:
            while not self._over:
                if self._calls and self.ended is None:
                    self._judge(self._calls[0])
                self._changed.wait(_STEP if self._calls and self.ended is None else None)

    def _judge(self, call: _Call) -> None:
        """End the browser where the outermost call is over its time, or goes on after a stop."""
        now = time.monotonic()
        if now >= call.until:
            self._end(self._what_ends(round(call.seconds)))
        elif call.heeds_stop and (reason := self._stop()):
            call.told_to_stop = call.told_to_stop or now
            if now - call.told_to_stop >= _STOP_SECONDS:
                self.stopped = True
                self._end(as_message(reason))

    def _crash(self) -> None:
        with self._changed:
            if self.ended is None:
                self._end(_CRASHED)

    def _end(self, why: Message) -> None:
        self.ended = why
        self._end_it()


def _end_process(process: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # it ended by itself meanwhile
        os.kill(process, _END_PROCESS)
