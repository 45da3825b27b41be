"""A completed step as an event: with the control's name in the flow, and the page's own words for it."""

from __future__ import annotations

from casewright.flow.arrive import Arrival
from casewright.flow.event import Did
from casewright.flow.find_control import Spotted, find_controls, index_of
from casewright.flow.model import FlowSet
from casewright.flow.sighting import Sighting
from casewright.flow.step import FlowStep
from casewright.flow.window import Reading, Target
from casewright.flow.words import fold


def did(flows: FlowSet, place: Arrival, step: FlowStep, reading: Reading) -> Did:
    """Return the event of a step done at the walk's current place."""
    name = step.uses[0].control
    target = flows.target(place.screen, name, place.sighting.language)
    return Did(place.screen.key, step.verb, name, step.value_name, reading, words_on_page(place.sighting, target))


def words_on_page(sighting: Sighting, target: Target) -> str:
    """Return a control's words as the page writes them; the flow's first name if the page has none yet.

    Empty for a control that is found by a selector: it has no words.
    """
    if target.role in {"css", "url"}:
        return ""
    wanted = {fold(name) for name in target.names}
    found = find_controls(sighting, target.role, target.names, target.scopes)
    seen = (words for one in found for words in _words_of(sighting, one) if fold(words) in wanted)
    return next(seen, next(iter(target.names), ""))


def _words_of(sighting: Sighting, one: Spotted) -> tuple[str, ...]:
    return (one.node.name, one.node.text, *index_of(sighting).labels(one))
