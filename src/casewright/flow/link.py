"""Linking: what each name of a flow means, its own and those of what it includes, resolved once when flows are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casewright.flow.control import Control

if TYPE_CHECKING:
    from casewright.flow.model import Flow, Screen


@dataclass(frozen=True, slots=True)
class Meanings:
    """The controls and screens that can be named in a flow. `owners` are the names of the flows that they stand in."""

    controls: dict[str, Control]
    owners: dict[str, str]
    screens: dict[str, Screen]


def link(flow: Flow, flows: Mapping[str, Flow]) -> Meanings:
    """What the names of a flow mean; its own names win. What is included and is not there is passed over."""
    world = [flows[name] for name in reversed(flow.include) if name in flows] + [flow]
    return Meanings(
        {name: control for one in world for name, control in one.controls.items()},
        {name: one.name for one in world for name in one.controls},
        {name: screen for one in world for name, screen in one.screens.items()},
    )
