"""Ctrl-C around what must not be torn apart: between the ledger's `armed` and the permit that it gives."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


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
