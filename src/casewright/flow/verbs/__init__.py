"""The verbs of the flow language: one file each, found here by themselves."""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

from pydantic import Discriminator, Tag

from casewright.flow.step import FlowStep


def _all_verbs() -> dict[str, type[FlowStep]]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return {kind.verb: kind for kind in kinds if issubclass(kind, FlowStep) and "verb" in vars(kind)}


VERBS = _all_verbs()
"""Every verb by its word."""


def _verb_of(step: object) -> str | None:
    if isinstance(step, FlowStep):
        return step.verb
    return next((key for key in step if key in VERBS), None) if isinstance(step, dict) else None


if TYPE_CHECKING:
    AnyStep = FlowStep
else:
    _TAGGED = [Annotated[kind, Tag(verb)] for verb, kind in VERBS.items()]
    AnyStep = Annotated[reduce(or_, _TAGGED), Discriminator(_verb_of)]
"""Any line below `do:`, told by its verb."""
