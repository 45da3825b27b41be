"""The axes on which real pages differ, or may, as `axes.toml` lists them, and the sites that seeds draw from them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

Door = Literal["help-center", "help-hub", "assistant", "policy-tool", "inbound", "portal"]
"""The way by which a site takes a claim."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a page may be made. `fact` is what is publicly known of it; without one it is beyond that."""

    name: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One respect in which sites differ; the first alternative is taken where a door has nothing to do with it."""

    name: str
    question: str
    doors: frozenset[str]
    alternatives: tuple[Alternative, ...]

    def known(self) -> tuple[Alternative, ...]:
        """The alternatives that rest on a fact."""
        return tuple(one for one in self.alternatives if one.fact)


def _axis(name: str, table: dict[str, Any]) -> Axis:
    alternatives = tuple(Alternative(**one) for one in table["alternatives"])
    return Axis(name, table["question"], frozenset(table["doors"]), alternatives)


_TABLES = tomllib.loads(Path(__file__).with_name("axes.toml").read_text(encoding="utf-8"))
AXES = tuple(_axis(name, table) for name, table in _TABLES.items())
"""Every axis."""

CLAIMS: dict[Door, tuple[str, ...]] = {
    "help-center": ("lost_in_warehouse", "damaged_in_warehouse", "customer_return", "inbound_damaged"),
    "help-hub": ("lost_in_warehouse", "damaged_in_warehouse", "customer_return"),
    "assistant": ("lost_in_warehouse", "damaged_in_warehouse"),
    "policy-tool": ("lost_in_warehouse", "damaged_in_warehouse"),
    "inbound": ("inbound_lost",),
    "portal": ("lost_in_warehouse", "damaged_in_warehouse"),
}
_SHARES: dict[Door, int] = {
    "help-center": 10, "help-hub": 4, "inbound": 2, "assistant": 2, "policy-tool": 1, "portal": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One site: what its seed drew. The same seed always draws the same site."""

    seed: int
    door: Door
    claim_type: str
    choices: dict[str, str]

    @property
    def beyond(self) -> tuple[str, ...]:
        """The choices that no fact supports, as `axis=alternative`."""
        return tuple(f"{axis.name}={name}" for axis, name in self._chosen() if not _fact_of(axis, name))

    @property
    def from_facts(self) -> bool:
        """Whether nothing but the facts' own alternatives makes this site."""
        return not self.beyond

    @property
    def told(self) -> str:
        """All that is particular to this site, in one line."""
        mine = (f"{axis.name}={name}" for axis, name in self._chosen() if name != axis.alternatives[0].name)
        return f"seed {self.seed} {self.door} {self.claim_type}: " + " ".join(mine)

    def _chosen(self) -> Iterator[tuple[Axis, str]]:
        return ((axis, self.choices[axis.name]) for axis in AXES if _concerns(axis, self.door))

    def with_choices(self, **choices: str) -> Sample:
        """The same site, made otherwise in these respects."""
        return Sample(self.seed, self.door, self.claim_type, self.choices | choices)


_FALL_BACK = frozenset({"policy-tool", "portal"})
"""Doors beside which the help center stands, too: who does not know them goes there."""


def _concerns(axis: Axis, door: str) -> bool:
    return door in axis.doors or (door in _FALL_BACK and "help-center" in axis.doors)


def _fact_of(axis: Axis, name: str) -> str:
    return next(one.fact for one in axis.alternatives if one.name == name)


BEYOND_SHARE = 0.35
"""How many of the sites may go beyond the facts."""


def draw(seed: int, door: Door | None = None) -> Sample:
    """Draw a site. About two of three sites are made from the facts' own alternatives only."""
    chance = Random(seed)
    drawn = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
    at = door or drawn
    free = chance.random() < BEYOND_SHARE
    choices = {axis.name: _choose(axis, at, chance, free=free) for axis in AXES}
    return Sample(seed, at, chance.choice(CLAIMS[at]), choices)


def _choose(axis: Axis, door: str, chance: Random, *, free: bool) -> str:
    known = axis.known()
    taken = chance.choice(known).name
    other = chance.choice(axis.alternatives).name
    if not _concerns(axis, door):
        return axis.alternatives[0].name
    return other if free and chance.random() < 0.5 else taken
