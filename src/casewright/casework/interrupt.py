"""Ctrl-C: noted once and for all, and held back around what must not be split: `armed` and its permit."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_noted(note: Callable[[], object], most: int) -> Iterator[None]:
    """Call `note` at each Ctrl-C before raising it in the program; raise it at most `most` times.

    Python drops an exception raised during cleanup, and a library may swallow one: whoever must stop cannot depend on
    it. Only the main thread receives Ctrl-C: elsewhere this does nothing.
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
    """Delay a Ctrl-C that comes inside until the end; a second one takes effect at once.

    Only the main thread receives Ctrl-C: elsewhere this does nothing.

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
