"""The flags that every command takes, read once for all of them and wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Flags(NamedTuple):
    """`json`: one document instead of text. `debug`: show the traceback of an unexpected failure."""

    json: bool = False
    debug: bool = False


def peel(arguments: Sequence[str]) -> tuple[Flags, list[str]]:
    """Take the common flags out of a command line; what stands behind `--` is left alone."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    mine, rest = list(arguments[:end]), list(arguments[end:])
    flags = Flags(json="--json" in mine, debug="--debug" in mine)
    return flags, [word for word in mine if word not in {"--json", "--debug"}] + rest
