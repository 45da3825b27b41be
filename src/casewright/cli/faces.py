"""The one place where the command line starts another face: by name, so that neither of them knows the other."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from casewright.extras import imported_with

_EXTRAS = {"worker": "team"}
"""How the extra of a face is called, where it is not called like the face."""


def load_face(module: str) -> ModuleType:
    """A module of another face, such as `desk.serve`.

    Raises:
        ExtraMissing: the libraries of the face are not installed.
    """
    face = module.partition(".")[0]
    with imported_with(_EXTRAS.get(face, face)):
        return import_module(f"casewright.{module}")
