"""The beginning of a visit to the live site: the case log is read before the first form is filled."""

from __future__ import annotations

from collections.abc import Callable

from casewright.errors import PersonNeeded
from casewright.flow.event import Ended, Event
from casewright.flow.model import FlowSet
from casewright.flow.walk import login
from casewright.message import Message, msg
from casewright.model.outcome import Outcome
from casewright.site.visit import Visit


def come_in(
    visit: Visit, flows: FlowSet, stop: Callable[[], Message | None], tell: Callable[[Event], None]
) -> Ended | None:
    """Sign in, or let the person, and choose the account; return why that failed, or None on the account's page."""
    ended = None
    for event in login(visit.window, flows, visit.owner, stop=stop, attended=visit.attended):
        if isinstance(event, Ended):
            ended = event
        else:
            tell(event)
    return None if ended is None or ended.outcome is Outcome.PREVIEWED else ended


def be_in(visit: Visit, flows: FlowSet, stop: Callable[[], Message | None], tell: Callable[[Event], None]) -> None:
    """Do the same, for work that cannot go on without it.

    Raises:
        PersonNeeded: nobody signed in, or the account is another one.
    """
    if ended := come_in(visit, flows, stop, tell):
        raise PersonNeeded(
            msg("Seller Central cannot be used now: {detail}.", detail=ended.detail),
            remedy=msg("Run `casewright account login`, then try again."),
        )
