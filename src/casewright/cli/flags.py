"""The flags that every command takes, read once for all of them and wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casewright.errors import UsageError

_HELP = frozenset({"--help", "-h"})


class Flags(NamedTuple):
    """`json`: one document instead of text. `debug`: show the traceback of an unexpected failure.

    `help`: only say what the command does. `lang`: the language of the answer.
    """

    json: bool = False
    debug: bool = False
    help: bool = False
    lang: str | None = None


def peel(arguments: Sequence[str]) -> tuple[Flags, list[str]]:
    """Take the common flags out of a command line; what stands behind `--` is left alone.

    Raises:
        UsageError: `--lang` names no language.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    mine, rest = list(arguments[:end]), list(arguments[end:])
    lang, mine = _take_language(mine)
    flags = Flags(json="--json" in mine, debug="--debug" in mine, help=not _HELP.isdisjoint(mine), lang=lang)
    return flags, [word for word in mine if word not in {"--json", "--debug", *_HELP}] + rest


def _take_language(words: list[str]) -> tuple[str | None, list[str]]:
    """What `--lang` says, as two words or one, and the other words; the last one counts."""
    lang, left = None, []
    pending = iter(words)
    for word in pending:
        if word == "--lang":
            lang = next(pending, None)
            if lang is None:
                raise UsageError("--lang needs a language", remedy="For instance: --lang zh")
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        else:
            left.append(word)
    return lang, left
