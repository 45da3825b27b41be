"""The flags that every command takes, read once for all of them and wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casewright.errors import UsageError
from casewright.message import msg

_NAMES = {
    "json": frozenset({"--json"}),
    "debug": frozenset({"--debug"}),
    "help": frozenset({"--help", "-h"}),
    "quiet": frozenset({"--quiet", "-q"}),
    "verbose": frozenset({"--verbose", "-v"}),
    "plain": frozenset({"--plain"}),
}
"""How each flag is written."""


class Flags(NamedTuple):
    """`json`: one document instead of text, of its data only these `fields` where any are named.

    `debug`: show the traceback of an unexpected failure. `help`: only say what the command does. `lang`: the language
    of the answer. `quiet` and `verbose`: how much is said while something works. `plain`: nothing moves, and nothing
    has a color.
    """

    json: bool = False
    debug: bool = False
    help: bool = False
    lang: str | None = None
    quiet: bool = False
    verbose: bool = False
    fields: tuple[str, ...] = ()
    plain: bool = False


def peel(arguments: Sequence[str]) -> tuple[Flags, list[str]]:
    """Take the common flags out of a command line; what stands behind `--` is left alone.

    Raises:
        UsageError: `--lang` names no language.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    mine, rest = list(arguments[:end]), list(arguments[end:])
    lang, mine = _take_language(mine)
    fields, mine = _take_fields(mine)
    said = {name: not words.isdisjoint(mine) for name, words in _NAMES.items()}
    common = frozenset().union(*_NAMES.values())
    return Flags(lang=lang, fields=fields, **said), [word for word in mine if word not in common] + rest


def _take_fields(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The fields that `--json=FIELD,…` names, and the words with a bare `--json` in its place."""
    chosen = [word.removeprefix("--json=") for word in words if word.startswith("--json=")]
    fields = tuple(field.strip() for given in chosen for field in given.split(",") if field.strip())
    return fields, ["--json" if word.startswith("--json=") else word for word in words]


def _take_language(words: list[str]) -> tuple[str | None, list[str]]:
    """What `--lang` says, as two words or one, and the other words; the last one counts."""
    lang, left = None, []
    pending = iter(words)
    for word in pending:
        if word == "--lang":
            lang = next(pending, None)
            if lang is None:
                raise UsageError(
                    msg("{flag} needs a language.", flag="--lang"),
                    remedy=msg("For instance: {words}", words="--lang zh"),
                )
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        else:
            left.append(word)
    return lang, left
