"""What makes Casewright stop itself: robot pages, texts that ask automation to stop, repeated refusals."""

from __future__ import annotations

from contextlib import suppress

from casewright.casework.brakes import REFUSALS, Brakes
from casewright.casework.result import Walked
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.site.visit import Guard

_AT_ONCE = {
    "interruptions/robot": msg("Amazon showed its robot page"),
    "interruptions/asked-to-stop": msg("Amazon asked automated software to stop"),
}
"""Screens after which nothing more is tried, not even once."""


def listen(story: Walked, guard: Guard, brakes: Brakes) -> None:
    """Turn the stop switch on if the end of a walk asks for it. It stays on until a person turns it off.

    A robot page, or a text that asks automation to stop, is enough once. Being asked to slow down, and 403 or 429
    responses, are counted in a row, across runs; a walk that reaches the form resets the count. A disk failure changes
    nothing: the run is over anyway.
    """
    with suppress(OSError):
        _listen(story, guard, brakes)


def _listen(story: Walked, guard: Guard, brakes: Brakes) -> None:
    last = story.screens[-1] if story.screens else ""
    if story.outcome in {Outcome.RATE_LIMITED, Outcome.STOPPED} and last in _AT_ONCE:
        brakes.pull(_AT_ONCE[last])
    elif guard.turned_away >= REFUSALS:
        brakes.pull(msg("Amazon answered {count} requests in a row with 403 or 429", count=guard.turned_away))
    elif story.outcome is Outcome.RATE_LIMITED:
        brakes.refused(story.detail or msg("too many requests"))
    elif story.submit_found:
        brakes.welcome()
