"""Coming in: the site's first page is opened, somebody signs in, the account is chosen; nothing is filled."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from casewright.flow.acting import Acting
from casewright.flow.arrive import Arrival, Halt, Lookout
from casewright.flow.event import Ended, Event, never
from casewright.flow.model import FlowSet
from casewright.flow.owner_check import Ownership
from casewright.flow.page_owner import Owner
from casewright.flow.walk import PERSON
from casewright.flow.walking import Walking
from casewright.flow.window import Window
from casewright.message import Message, msg
from casewright.model.form import Form
from casewright.model.outcome import Outcome

START = "/home"
"""Seller Central's dashboard: a page that only somebody who is signed in sees."""

_NO_CLAIM = Form(
    reference="sign-in",
    subject="",
    message="",
    short_message="",
    steps_taken="",
    references="",
    main_identifier="",
    claim_type="",
)


def login(
    window: Window, flows: FlowSet, owner: Owner, *, stop: Callable[[], Message | None], attended: bool
) -> Iterator[Event]:
    """Go to the first page, as far as a screen on which a walk would begin; the last event is `Ended`.

    It is `previewed` when the page belongs to the claim's account, else what stands in the way.
    """
    lookout = Lookout(window, flows, stop, PERSON if attended else None)
    yield from _ComingIn(Acting(lookout, _NO_CLAIM), never, False, Ownership(lookout, owner, always=True)).run(START)


class _ComingIn(Walking):
    """A walk that is over where another would begin."""

    def _steps(self, place: Arrival) -> Generator[Event, None, bool]:
        if place.screen.enters or place.screen.picks:
            return (yield from super()._steps(place))
        ended = Ended(
            Outcome.PREVIEWED, msg("signed in to {owner}", owner=self.ownership.owner), screen=place.screen.key
        )
        raise Halt(ended)
