"""Waiting at the keyboard: nothing that is pressed is missed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import TextIO

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX", allow_module_level=True)

from casewright.cli import keyboard

LONG_AFTER = 20 * keyboard.LISTENS_EVERY


class PseudoTerminal:
    """A terminal: `input` is what a program reads from, and a test types at the other side."""

    def __init__(self) -> None:
        self._other_side, ours = os.openpty()
        self.input: TextIO = os.fdopen(ours)

    def type(self, text: str) -> None:
        os.write(self._other_side, text.encode())

    def close(self) -> None:
        self.input.close()
        os.close(self._other_side)


@pytest.fixture
def terminal() -> Iterator[PseudoTerminal]:
    opened = PseudoTerminal()
    yield opened
    opened.close()


def test_a_line_ends_the_wait_and_is_still_there(terminal: PseudoTerminal):
    threading.Timer(0.1, terminal.type, ["file\n"]).start()
    keyboard.wait_for_typing(terminal.input)
    assert terminal.input.readline() == "file\n"


def test_a_closed_input_ends_the_wait(terminal: PseudoTerminal):
    terminal.type("\x04")
    keyboard.wait_for_typing(terminal.input)
    assert terminal.input.readline() == ""


def test_a_ctrl_c_that_the_system_gives_to_another_thread_ends_the_wait(
    terminal: PseudoTerminal, monkeypatch: pytest.MonkeyPatch
):
    waiting, heard, missed, typed = threading.Event(), threading.Event(), threading.Event(), keyboard._typed

    def wait(*arguments: object) -> bool:
        waiting.set()
        return typed(*arguments)

    def press() -> None:
        waiting.wait()
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        if not heard.wait(LONG_AFTER):
            missed.set()
            terminal.type("so that this test ends\n")

    monkeypatch.setattr(keyboard, "_typed", wait)
    presses = threading.Thread(target=press)
    presses.start()
    with pytest.raises(KeyboardInterrupt):
        keyboard.wait_for_typing(terminal.input)
    heard.set()
    presses.join()
    assert not missed.is_set(), "it was heard only when something was typed"
