"""Extras: libraries that not everybody needs, and what a person is told if one is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from casewright.errors import UsageError
from casewright.message import Message, msg

LIBRARIES = {
    "browser": frozenset({"websockets"}),
    "calendar": frozenset({"holidays", "icalendar"}),
    "desk": frozenset({"multipart", "python_multipart", "starlette", "uvicorn"}),
    "mcp": frozenset({"mcp"}),
    "ocr": frozenset({"onnxruntime", "rapidocr"}),
    "photos": frozenset({"pi_heif"}),
    "postgresql": frozenset({"psycopg"}),
    "team": frozenset({"procrastinate", "psycopg", "psycopg_pool"}),
}
"""Extra → the modules that come with it; the same extras as in `pyproject.toml`."""


class ExtraMissing(UsageError):
    """A library is not installed that one of the program's extras brings."""

    def __init__(self, extra: str) -> None:
        super().__init__(
            msg("{extra} is not installed.", extra=f"casewright[{extra}]"),
            remedy=msg("Install it with {command}.", command=f"`{install_command(extra)}`"),
        )


def install_command(extra: str) -> str:
    """The command that adds an extra to the Python that runs this program, whichever `pip` a shell would find.

    `uv tool` makes environments without `pip`.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if find_spec("pip") is None:
        return f'uv pip install --python {python} "casewright[{extra}]"'
    return f'{python} -m pip install "casewright[{extra}]"'


def how_to_install(extra: str) -> Message:
    """A sentence for where the program goes on without the extra."""
    return msg("install it with {command}", command=f"`{install_command(extra)}`")


@contextmanager
def imported_with(extra: str) -> Iterator[None]:
    """Around imports of an extra's modules.

    Raises:
        ExtraMissing: one of them is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in LIBRARIES[extra]:
            raise
        raise ExtraMissing(extra) from error
