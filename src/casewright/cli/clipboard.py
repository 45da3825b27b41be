"""The clipboard of the system: a text is put there when a person asks for it, by the system's own program."""

from __future__ import annotations

import shutil
import subprocess
import sys

from casewright.child_environment import child_environment

_PROGRAMS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
)
_WAIT = 5.0
"""Seconds after which a program that holds on to the text is left alone."""


def copy(text: str) -> bool:
    """Put a text on the clipboard; False where there is none, or it did not take it."""
    command, encoding = _command()
    if not command:
        return False
    try:
        done = subprocess.run(  # noqa: S603 (a program of the system, found by its name; the text is its input)
            command,
            input=text.encode(encoding),
            env=child_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _command() -> tuple[list[str], str]:
    """The program that fills the clipboard, whole path first, and what it reads; empty for none."""
    if sys.platform == "win32":
        clip = shutil.which("clip")
        return ([clip] if clip else []), "utf-16"
    for name, *arguments in _PROGRAMS:
        if program := shutil.which(name):
            return [program, *arguments], "utf-8"
    return [], "utf-8"
