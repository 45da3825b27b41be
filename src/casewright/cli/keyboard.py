"""The keyboard: what was typed before a question is thrown away, so that it never answers it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO


def empty_keyboard(stream: TextIO | None = None) -> None:
    """Throw away everything that was typed and not read yet, whole lines and half ones.

    Called right before each question: a person who pressed Enter while the last claim was filed has not seen this one.
    Where input is no terminal nothing was typed; nobody is asked there, either.
    """
    stream = stream or sys.stdin
    if not stream.isatty():
        return
    if sys.platform == "win32":
        _empty_console()
    else:
        _empty_terminal(stream)


def wait_for_typing(stream: TextIO | None = None) -> None:
    """Wait until somebody has typed a line or closed the input, and hear Ctrl-C at any time meanwhile."""
    stream = stream or sys.stdin
    if stream.isatty():
        _wait_for_typing(stream)


def line_waits(stream: TextIO | None = None) -> bool:
    """Whether somebody has typed something, so that reading a line does not wait long; always where no terminal is."""
    stream = stream or sys.stdin
    return not stream.isatty() or _typed(stream)


if sys.platform == "win32":  # pragma: no cover (needs Windows)
    import msvcrt

    def _typed(_: TextIO) -> bool:
        return bool(msvcrt.kbhit())

    def _wait_for_typing(_: TextIO) -> None:
        """Reading from a console hears Ctrl-C by itself."""

    def _empty_console() -> None:
        while msvcrt.kbhit():
            msvcrt.getwch()
else:
    import select
    import termios

    LISTENS_EVERY = 0.5
    """Seconds. A Ctrl-C right before the system waits, or given to another thread, wakes nobody: Python would hear of
    it at the next key only."""

    def _typed(stream: TextIO, seconds: float = 0) -> bool:
        return bool(select.select([stream], [], [], seconds)[0])

    def _wait_for_typing(stream: TextIO) -> None:
        while not _typed(stream, LISTENS_EVERY):
            pass

    def _empty_terminal(stream: TextIO) -> None:
        with suppress(termios.error, OSError):  # a terminal that is gone has nothing typed in it
            termios.tcflush(stream.fileno(), termios.TCIFLUSH)
