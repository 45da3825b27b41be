"""How much is said while something works: `-q` only what needs somebody, `-v` every step as a line that stays."""

from __future__ import annotations

from contextvars import ContextVar
from enum import Enum


class Volume(Enum):
    """How much is said beside the result. Refusals and questions are said at every volume."""

    QUIET = "quiet"
    USUAL = "usual"
    VERBOSE = "verbose"


_volume: ContextVar[Volume] = ContextVar("volume", default=Volume.USUAL)


def set_volume(*, quiet: bool, verbose: bool) -> None:
    """Begin a run; where both are said, quiet counts."""
    _volume.set(Volume.QUIET if quiet else Volume.VERBOSE if verbose else Volume.USUAL)


def volume() -> Volume:
    """How much this run says."""
    return _volume.get()
