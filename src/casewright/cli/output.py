"""The one place that prints: results on standard output, talk on standard error, and nothing raw on either."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from casewright.cli.speech import is_plain, say_text
from casewright.errors import CasewrightError
from casewright.escape import JSON_STAND_INS, STAND_INS, visible, visible_json
from casewright.message import Message
from casewright.redact import redact

if TYPE_CHECKING:
    from rich.console import Console

    from casewright.cli import screen
    from casewright.cli.result import Result
    from casewright.report.table import Table


def bare(text: str) -> None:
    """Print a text as it is, on standard output: for what must need no library (`--help`, `--version`)."""
    _bear_any_text(sys.stdout)
    print(visible(text), end="" if text.endswith("\n") else "\n", flush=True)


def document(content: Mapping[str, object]) -> None:
    """Print one JSON document on standard output."""
    _bear_any_text(sys.stdout, JSON_STAND_INS)
    print(visible_json(redact(json.dumps(content, ensure_ascii=False, indent=2, default=str))), flush=True)


def raw(content: bytes) -> None:
    """Print a file on standard output, as it is: it goes to another program, or into a file."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def show(result: Result) -> None:
    """Print a result for people: problems by file first, then the view."""
    drawn = _screen(sys.stdout)
    drawn.problems(result.problems)
    drawn.parts(result.view)
    sys.stdout.flush()


def talk(view: Iterable[Message | str | Table]) -> None:
    """Show paragraphs and tables on standard error, in the middle of the work."""
    _screen(sys.stderr).parts(view)


def refused(error: CasewrightError) -> None:
    """Say on standard error why nothing was done, and what to do."""
    drawn, message = _screen(sys.stderr), say_text(error.message)
    if message.partition(" ")[0].isalpha() and not error.message.begins_with_name:
        message = message[:1].upper() + message[1:]
    drawn.line(message, tone="bad")
    if error.remedy:
        drawn.line(f"  {say_text(error.remedy)}")


def say(text: Message | str, *, tone: str = "") -> None:
    """Talk: one line on standard error."""
    _screen(sys.stderr).line(text, tone=tone)


def say_link(address: str) -> None:
    """Talk: an address on a line of its own, with the key that it carries. Everywhere else such a key is taken out."""
    _screen(sys.stderr).link(address)


def ticker() -> screen.Ticker:
    """A line on standard error that moves while something works."""
    return _screen(sys.stderr).ticker()


def console(stream: TextIO) -> Console:
    """A Rich console on a stream; plain where it is no terminal or is asked to be, colourless where NO_COLOR is set."""
    from rich.console import Console  # noqa: PLC0415 (not needed for --help and --json)

    _bear_any_text(stream)
    terminal = False if is_plain() else None
    soft_wrap = terminal is False or not stream.isatty()
    return Console(
        file=stream, force_terminal=terminal, highlight=False, soft_wrap=soft_wrap, emoji=False, markup=False
    )


def _screen(stream: TextIO) -> screen.Canvas:
    from casewright.cli.screen import Canvas  # noqa: PLC0415 (it needs Rich, which --help does not)

    return Canvas(console(stream))


def _bear_any_text(stream: TextIO, stand_ins: str = STAND_INS) -> None:
    """Let signs stand in for what the terminal's encoding lacks, instead of failing; pipes on Windows get UTF-8."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if os.name == "nt" and not stream.isatty():
        reconfigure(encoding="utf-8", errors="backslashreplace")
    else:
        reconfigure(errors=stand_ins)
