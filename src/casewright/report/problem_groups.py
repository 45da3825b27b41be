"""Equal problems grouped: two hundred thousand rows with the same mistake are one thing to correct."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casewright.message import NOTHING, Message, listed, msg, msg_n
from casewright.model.problem import Place, Problem

_SHOWN = 5
"""Places and values of a group that are named; of the others only their number is."""


@dataclass(slots=True)
class ProblemGroup:
    """Problems that differ at most in their row and in what stood there."""

    first: Problem
    count: int = 0
    places: list[Place] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Count another one; the first few are kept to be named."""
        self.count += 1
        if len(self.places) < _SHOWN:
            self.places.append(problem.place)
        if problem.value is not None and len(self.values) < _SHOWN and problem.value not in self.values:
            self.values.append(problem.value)

    @property
    def where(self) -> Message:
        """The cells or rows, as a person would list them."""
        inside = [_inside(place) for place in self.places]
        more = self.count - len(inside)
        if more:
            inside.append(msg_n("{count} more", "{count} more", more))
        return listed(inside)

    @property
    def values_found(self) -> Message:
        """What stood there; nothing where that was not told."""
        if not self.values:
            return NOTHING
        values = tuple(map(repr, self.values))
        return msg("found {value}", value=values[0] if len(values) == 1 else listed(values))


def group_problems(problems: Iterable[Problem]) -> Sequence[ProblemGroup]:
    """The problems by what is wrong, in the order in which each kind was met first."""
    groups: dict[tuple[object, ...], ProblemGroup] = {}
    for problem in problems:
        place = problem.place
        key = (place.file, place.sheet, place.field, problem.severity, problem.code, problem.message, problem.expected)
        groups.setdefault(key, ProblemGroup(problem)).add(problem)
    return tuple(groups.values())


def _inside(place: Place) -> Message:
    return listed(place.inside) if place.inside else msg("the file")
