"""Ctrl-C: heard once and for all, and held back around what must not be torn apart: `armed` and the permit it gives."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_noted(note: Callable[[], object], most: int) -> Iterator[None]:
    """Call `note` at each Ctrl-C, before it is raised where the program stands; `most` times it is raised at all.

    Python drops an exception that is raised while it tidies up, and a library may keep one to itself: who has to stop
    must not depend on it. Only the main thread hears of Ctrl-C: elsewhere this does nothing.
    """
    heard = 0
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        heard += 1
        note()
        if heard <= most:
            before(number, frame)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let a Ctrl-C that comes inside take effect at the end; a second one takes effect at once.

    Only the main thread hears of Ctrl-C: elsewhere this does nothing.

    Raises:
        KeyboardInterrupt: there was one.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield
        return
    heard = 0

    def hold(_: int, __: FrameType | None) -> None:
        nonlocal heard
        heard += 1
        if heard > 1:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard == 1:
            raise KeyboardInterrupt
