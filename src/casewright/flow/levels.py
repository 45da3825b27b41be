"""Category levels between two known screens: which choice is the claim's, and what else is offered."""

from __future__ import annotations

from collections.abc import Collection

from casewright.flow.control import Control
from casewright.flow.find_control import pressables
from casewright.flow.model import FlowSet, Screen
from casewright.flow.recognise import PageText
from casewright.flow.sighting import Sighting
from casewright.flow.verbs.press import PressStep
from casewright.message import Message, msg
from casewright.model.form import Form

MOST_LEVELS = 8
"""More levels of categories than any account was seen to have."""


def choice_on(
    sighting: Sighting, screen: Screen, flows: FlowSet, form: Form, taken: Collection[str]
) -> PressStep | None:
    """Return the one choice on a level that the flow knows for this claim and has not taken; None for none or two."""
    page = PageText.of(sighting)
    known = [step for step in screen.through if step.met(form) and step.control not in taken]
    there = [step for step in known if is_offered(page, flows.control(screen, step.control))]
    return there[0] if len(there) == 1 else None


def is_offered(page: PageText, control: Control) -> bool:
    """Return whether a control is there once, and enabled."""
    found = page.find(control)
    return len(found) == 1 and not found[0].node.disabled


def offers(sighting: Sighting) -> Message:
    """Return what a person who has to choose is told: the words on everything that could be pressed now."""
    free = [spotted.node for spotted in pressables(sighting) if not spotted.node.disabled]
    words = [f"“{name}”" for name in dict.fromkeys(node.name or node.text for node in free)]
    return msg("no choice here is known to be this claim's. Offered are: {choices}", choices=words)
