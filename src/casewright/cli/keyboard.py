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


def line_waits(stream: TextIO | None = None) -> bool:
    """Whether somebody has typed something, so that reading a line does not wait long; always where no terminal is."""
    stream = stream or sys.stdin
    return not stream.isatty() or _typed(stream)


if sys.platform == "win32":  # pragma: no cover (needs Windows)
    import msvcrt

    def _typed(_: TextIO) -> bool:
        return bool(msvcrt.kbhit())

    def _empty_console() -> None:
        while msvcrt.kbhit():
            msvcrt.getwch()
else:
    import select
    import termios

    def _typed(stream: TextIO) -> bool:
        return bool(select.select([stream], [], [], 0)[0])

    def _empty_terminal(stream: TextIO) -> None:
        with suppress(termios.error, OSError):  # a terminal that is gone has nothing typed in it
            termios.tcflush(stream.fileno(), termios.TCIFLUSH)
