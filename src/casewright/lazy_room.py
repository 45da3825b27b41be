"""Packages whose modules load only on first use: `app`, `report`, `cli` and `wording`.

A command line that only shows its help must not read Pydantic, Playwright or SQLAlchemy. One door a room does that in
one place (PEP 562), where every command would need imports inside its functions.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def lazy_door(room: str) -> Callable[[str], ModuleType]:
    """The `__getattr__` of a room: reads a module of it when somebody first asks for it."""

    def __getattr__(name: str) -> ModuleType:  # noqa: N807 (Python looks for this name in the room)
        if name.startswith("_"):
            raise AttributeError(name)
        return import_module(f"{room}.{name}")

    return __getattr__
