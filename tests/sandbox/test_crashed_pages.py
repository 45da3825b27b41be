"""A page whose process dies is told at once, whatever was asked of it: nobody waits for an answer that cannot come."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext, suppress
from pathlib import Path

import pytest
from tests.replay.little_site import LittleSite

from casewright.browser.launch import FoundBrowser
from casewright.flow.reason import Reason
from casewright.flow.window import Fill, Open, Target, WindowError
from casewright.recording.exchange import Answer, Request
from casewright.site.open import Opener, OpenVisit
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve

from .killed import below, is_a

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the processes in /proc"),
]

PATIENCE = 300.0
"""So long a call may take: whoever waited for its end would never be done."""
AT_ONCE = 60.0
"""Seconds within which it is told, on the slowest of machines."""
BOX = Target("page.box", "textbox", ("Box",))
CALLS: dict[str, Callable[[OpenVisit], object]] = {
    "a wait for something new": lambda visit: visit.window.look(unlike=visit.window.look()),
    "a control that does not come": lambda visit: visit.window.do(Fill(BOX, "12 units")),
    "a page that does not come": lambda visit: visit.window.do(Open("/late")),
    "a search of the case log": lambda visit: visit.cases.search("CW-ABCDEFGH"),
}


class LateSite(LittleSite):
    """One whose pages beside the first keep everybody waiting until the test is over."""

    def __init__(self, over: threading.Event) -> None:
        super().__init__({"/": "<h1>Home</h1>"})
        self.over = over

    def respond(self, request: Request) -> Answer:
        if request.path != "/":
            self.over.wait(2 * AT_ONCE)
        return super().respond(request)


@pytest.fixture
def visit(found: FoundBrowser, chromium: object, tmp_path: Path) -> Iterator[OpenVisit]:
    """A visit in a browser of its own, with so much patience that only a crash can end a call in time."""
    over = threading.Event()
    with ExitStack() as stack:
        url = stack.enter_context(serve(LateSite(over).respond)).url
        stack.callback(over.set)
        practice = Sandbox(Opener(found, patience=PATIENCE), lambda *_: nullcontext(url))
        opened = stack.enter_context(practice.visit("Seller", "US", tmp_path))
        opened.window.do(Open("/"))
        yield opened


def kill_renderers() -> None:
    for process in below(os.getpid()):
        with suppress(OSError):  # it ended meanwhile
            if is_a(process, "renderer"):
                os.kill(process, signal.SIGKILL)


CRASHED = "The page crashed: its process in the browser ended."
_ABORTED = "ERR_ABORTED"
"""What a browser says of an address that it was just going to."""


def told_at_once(visit: OpenVisit, call: Callable[[OpenVisit], object]) -> str:
    began = time.monotonic()
    with pytest.raises(WindowError) as told:
        call(visit)
    assert time.monotonic() - began < AT_ONCE
    assert told.value.reason is Reason.PAGE_GONE
    assert str(told.value) == CRASHED or _ABORTED in str(told.value)
    return str(told.value)


@pytest.mark.parametrize("call", CALLS)
def test_a_page_that_crashes_during_a_call_is_told_at_once(call: str, visit: OpenVisit) -> None:
    killing = threading.Timer(2.0, kill_renderers)
    killing.start()
    told_at_once(visit, CALLS[call])
    killing.join()


def test_a_page_that_crashed_between_two_calls_is_told_by_the_next(visit: OpenVisit) -> None:
    kill_renderers()
    assert told_at_once(visit, lambda visit: visit.window.look(unlike=visit.window.look())) == CRASHED
    assert told_at_once(visit, lambda visit: visit.window.keep("after")) == CRASHED
