"""Which languages a console can show: one that lacks the characters of a language is answered in English."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from casewright.message import SOURCE, msg

_SAMPLE = msg("Claim")
"""A word that each language writes in its own characters."""


def language_on_console(language: str) -> str:
    """The language, or English where standard output or standard error has no characters for it."""
    word = _SAMPLE.say(language)
    return language if all(_can_show(word, stream) for stream in (sys.stdout, sys.stderr)) else SOURCE


def _can_show(word: str, stream: TextIO | None) -> bool:
    encoding = getattr(stream, "encoding", None)
    if not encoding or (os.name == "nt" and stream and not stream.isatty()):  # a pipe there is given UTF-8
        return True
    try:
        word.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
