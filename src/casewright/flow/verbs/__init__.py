"""The verbs of the flow language: one file each, found here by themselves."""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

from pydantic import Discriminator, Tag

from casewright.flow.step import ConditionalStep, FlowStep


def _all_verbs() -> dict[str, type[FlowStep]]:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    kinds = [*FlowStep.__subclasses__(), *ConditionalStep.__subclasses__()]
    return {kind.verb: kind for kind in kinds if kind is not ConditionalStep}


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
