"""Ctrl-C at the command line: where to look for what was done until then, and how to leave once all is known."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from casewright.errors import CasewrightError, ExitCode
from casewright.message import NOTHING, Message, msg

_KEPT_IN_A_LEDGER = frozenset({"file", "cases adopt", "cases reconcile", "cases reply", "cases sync"})
"""The commands that write into a ledger while they work."""


class Interrupted(CasewrightError):
    """Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED


@contextmanager
def interrupts_as_before() -> Iterator[None]:
    """Leave Ctrl-C as it was found."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread() and before is not None:
            signal.signal(signal.SIGINT, before)


def leave_with(code: int) -> None:
    """From now on Ctrl-C changes nothing of what the program ends with: everything is done, and is being told.

    Whoever presses it a second time has seen enough: the program ends at once, with the same exit code.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    pressed = 0

    def hear(_: int, __: FrameType | None) -> None:
        nonlocal pressed
        pressed += 1
        if pressed > 1:
            os._exit(code)

    signal.signal(signal.SIGINT, hear)


def hide_tracebacks() -> None:
    """Let libraries, and Python where it tidies up, keep their tracebacks and warnings: they are not for the person.

    What they tell otherwise goes to the terminal as it is, past the one place that prints.
    """
    import logging  # noqa: PLC0415 (not needed for --help)

    logging.getLogger().addHandler(logging.NullHandler())
    warnings.showwarning = lambda *_, **__: None
    sys.unraisablehook = lambda _: None


def interruption(command: str, words: Sequence[str]) -> Interrupted:
    """The refusal that Ctrl-C comes to; `words` are those of the command line, which say on which site it worked."""
    return Interrupted(msg("Interrupted."), remedy=_remedy(command, words))


def _remedy(command: str, words: Sequence[str]) -> Message:
    if command == "demo":
        return msg("It was practice only: nothing reached Amazon.")
    if command not in _KEPT_IN_A_LEDGER:
        return NOTHING
    look = " ".join(("casewright cases list", *_site_words(words)))
    return msg("Nothing is lost: {command} shows how far it got.", command=f"`{look}`")


def _site_words(words: Sequence[str]) -> tuple[str, ...]:
    """`--site sandbox`, as it was given; nothing for the real site."""
    last = ""
    for at, word in enumerate(words):
        if word == "--site":
            last = next(iter(words[at + 1 : at + 2]), "")
        elif word.startswith("--site="):
            last = word.removeprefix("--site=")
    return ("--site", last) if last and last != "live" else ()
