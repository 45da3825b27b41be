"""The command lines that an assistant may run: a fixed list, in which no word is the assistant's but values."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from casewright.child_environment import child_environment, run_child, text_of

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "explain": ("explain",),
    "check": ("check",),
    "prepare": ("prepare",),
    "preview": ("preview",),
    "cases": ("cases", "list"),
    "case": ("cases", "show"),
    "board": ("cases", "board"),
    "due": ("cases", "due"),
    "today": ("today",),
    "money": ("money",),
}
"""Tool → the command that it runs. None of them submits, arms, approves, replies or changes the stop switch."""

PATIENCE = 3600.0
"""Seconds that a command may take; a preview of many claims takes longest."""

_KEPT_BACK = "CASEWRIGHT_KEYRING_PASSPHRASE"
"""Looking and preparing needs no secret."""


class ValueRefused(ValueError):
    """A value that could be taken for an option of the command."""


def command_line(
    tool: str, values: Sequence[str] = (), options: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """The words of a tool's command. `values` are its arguments; `options` are flags with the values of each.

    Raises:
        ValueRefused: a value begins like an option, or is empty: no value ever becomes a flag.
        KeyError: there is no such tool.
    """
    words = [*COMMANDS[tool], "--json"]
    for flag, given in (options or {}).items():
        words += [word for value in given for word in (flag, _checked(value))]
    return [*words, *(_checked(value) for value in values)]


def run_command(words: Sequence[str]) -> dict[str, Any]:
    """Run one command of this program in a child process, and return its JSON document; nobody can be asked there."""
    done = run_child([sys.executable, "-m", "casewright", *words], PATIENCE, environment=_environment())
    try:
        document: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        told = text_of(done.stderr).strip() or "the command said nothing"
        problem = {"code": "no-answer", "message": told, "remedy": "", "severity": "error"}
        return {"ok": False, "exit_code": done.returncode, "data": {}, "problems": [problem]}
    return document


def _checked(value: str) -> str:
    if not value or value.startswith("-"):
        raise ValueRefused(f"{value!r} is not a value: it is empty, or begins like an option.")
    return value


def _environment() -> dict[str, str]:
    """What the program itself needs, with its settings."""
    settings = {name: value for name, value in os.environ.items() if name.upper().startswith("CASEWRIGHT_")}
    settings.pop(_KEPT_BACK, None)
    return {**child_environment(), **settings, "PYTHONUTF8": "1"}
