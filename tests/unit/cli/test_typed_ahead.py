"""Nothing that was typed before a question answers it: every question there is, on a real pseudo-terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX", allow_module_level=True)

SCENE = Path(__file__).parent / "typed_ahead_scene.py"

QUESTIONS = {
    "submit": "skip",
    "submit, half a line": "skip",
    "rest": "file_rest",
    "reply": "False",
    "became": "None",
    "twice": "None",
    "why": "nothing was sent",
    "password": "the real one",
    "on which site": "sandbox",
    "by hand, offered": "False",
    "by hand, offered again": "False",
    "by hand, what next": "skip",
    "by hand, about to send": "False",
    "by hand, how it ended": "not sent",
}


class Person:
    """Types on the other side of a pseudo-terminal."""

    def __init__(self, question: str) -> None:
        self.mine, theirs = os.openpty()
        self.program = subprocess.Popen(
            [sys.executable, str(SCENE), question], stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, text=True
        )
        os.close(theirs)

    def type(self, text: str) -> None:
        os.write(self.mine, text.encode())

    def play(self) -> str:
        """Answer each marker that the scene prints, and hand back what came of it."""
        with self.program:
            for line in self.program.stdout:
                what, _, text = line.rstrip("\n").partition(" ")
                if what == "RESULT":
                    return text
                self.type(text.replace("⏎", "\n"))
        raise AssertionError("the scene ended without a result")


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_typed_before_a_question_does_not_answer_it(question: str):
    person = Person(question)
    assert person.play() == QUESTIONS[question]
    os.close(person.mine)
