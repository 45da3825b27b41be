"""The one place where the command line starts another face: by name, so that neither of them knows the other."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from casewright.errors import UsageError
from casewright.message import msg

_NEEDED = {"desk": frozenset({"multipart", "python_multipart", "starlette", "uvicorn"}), "mcp": frozenset({"mcp"})}
"""What each face needs beside the program's own libraries."""


def load_face(module: str) -> Any:  # noqa: ANN401 (a module, of which the caller knows what it has)
    """A module of another face, such as `desk.serve`.

    Raises:
        UsageError: the libraries of the face are not installed.
    """
    face = module.partition(".")[0]
    try:
        return import_module(f"casewright.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED[face]:
            raise
        raise UsageError(
            msg("{extra} is not installed.", extra=f"casewright[{face}]"),
            remedy=msg("Install it with {command}.", command=f'`pip install "casewright[{face}]"`'),
        ) from error
