"""A person in front of a terminal of 24 lines of 80 characters, in which the program runs."""

from __future__ import annotations

import codecs
import os
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).parent / "terminal_program.py"

CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\n"

_PATIENCE = 100.0
"""Seconds: only a program that hangs takes so long."""
_DRAWN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\s")
"""What is no text: colours, moves of the cursor, and the places where a line was folded."""


class Person:
    """Runs one command line, reads what it shows, and types. `hold` is where the program waits for the person.

    `program` are Python's arguments that run the program; by default it has no browser, and can hold.
    """

    def __init__(self, home: Path, *words: object, hold: str = "-", program: Sequence[str] = ()) -> None:
        self._keyboard, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        self._program = subprocess.Popen(
            [sys.executable, *(program or (str(PROGRAM), hold)), *map(str, words)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=home.parent,
            env={**kept, "CASEWRIGHT_HOME": str(home), "PYTHONPATH": paths, "PYTHONUTF8": "1", "TERM": "xterm"},
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""
        self.echoed = True
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._unread = ""

    def reads(self, *texts: str) -> None:
        """Wait until each of these texts is shown, one after the other, however it is folded."""
        for text in texts:
            wanted = _DRAWN.sub("", text)
            until = time.monotonic() + _PATIENCE
            while wanted not in self._unread:
                assert self._look(until), f"{text!r} was never shown:\n{self.shown[-3000:]}"
            self._unread = self._unread.partition(wanted)[2]

    def types(self, text: str, key: str = ENTER) -> None:
        """Type a line, or a key."""
        os.write(self._keyboard, (text + key).encode())

    def leaves(self) -> int:
        """Wait for the end of the program; its exit code."""
        until = time.monotonic() + _PATIENCE
        while self._look(until):
            pass
        self.echoed = bool(termios.tcgetattr(self._keyboard)[3] & termios.ECHO)
        os.close(self._keyboard)
        code = self._program.wait(_PATIENCE)
        assert "Traceback" not in self.shown, self.shown
        return code

    def _look(self, until: float) -> bool:
        """Take in what is shown now; False when the program is gone."""
        ready, _, _ = select.select([self._keyboard], [], [], max(until - time.monotonic(), 0))
        assert ready, f"nothing happened any more:\n{self.shown[-3000:]}"
        try:
            more = os.read(self._keyboard, 65536)
        except OSError:  # Linux says so at the end
            return False
        text = self._decoder.decode(more)
        self.shown += text
        self._unread += _DRAWN.sub("", text)
        return bool(more)
