"""The walk: look, recognise, act, read back, until there is a case ID or a reason to stop; and the login before it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from casewright.flow.acting import Acting
from casewright.flow.arrive import Arrival, Halt, Lookout
from casewright.flow.event import Ended, Event, Gate, never
from casewright.flow.model import FlowSet
from casewright.flow.owner_check import Ownership
from casewright.flow.page_owner import Owner
from casewright.flow.walking import Walking
from casewright.flow.window import Window
from casewright.message import Message, msg
from casewright.model.form import Form
from casewright.model.outcome import Outcome

PERSON = 900.0
"""Seconds a person gets for a step of theirs: long enough to find a phone with a code on it."""


def walk(  # noqa: PLR0913 (what a walk needs, named at every call)
    window: Window,
    flows: FlowSet,
    form: Form,
    gate: Gate,
    *,
    start: str,
    stop: Callable[[], Message | None],
    attended: bool = False,
    picture_all: bool = False,
    owner: Owner | None = None,
    nowhere: set[str] | None = None,
) -> Iterator[Event]:
    """Walk one claim's form to its submit; the last event is `Ended`, always.

    `start` is a path of the marketplace's host. `stop` is called before every act and returns why nothing more may be
    done. `gate` is asked once, with the form filled and read back; without its permit the walk ends as the gate says.
    With `attended`, an unknown screen or a person's turn is handed over. `picture_all` keeps a picture of every screen;
    otherwise pictures are kept where the flow says so, of the filled form, and of the end. With an `owner` nothing is
    typed or sent on a page whose header shows another account or marketplace; the account chooser is tried once.
    `nowhere` are addresses at which the account has nothing: they are not opened, and newly found ones are added.

    Raises:
        CasewrightError: what `gate` raises; nothing was sent then. After the click nothing raises.
    """
    lookout = Lookout(window, flows.for_claim(form.value), stop, PERSON if attended else None)
    known = set[str]() if nowhere is None else nowhere
    yield from Walking(Acting(lookout, form), gate, picture_all, Ownership(lookout, owner), known).run(start)


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
    """Go to the first page, up to a screen where a walk would begin; the last event is `Ended`.

    It is `previewed` if the page belongs to the claim's account, else what prevents it.
    """
    lookout = Lookout(window, flows, stop, PERSON if attended else None)
    ownership = Ownership(lookout, owner, always=True)
    yield from _ComingIn(Acting(lookout, _NO_CLAIM), never, picture_all=False, ownership=ownership).run(START)


class _ComingIn(Walking):
    """A walk that ends where another would begin."""

    def _steps(self, place: Arrival) -> Generator[Event, None, bool]:
        if place.screen.enters or place.screen.picks:
            return (yield from super()._steps(place))
        ended = Ended(
            Outcome.PREVIEWED, msg("signed in to {owner}", owner=self.ownership.owner), screen=place.screen.key
        )
        raise Halt(ended)
