"""The walk: look, recognise, act, read back, until there is a case ID or a reason to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casewright.flow.acting import Acting
from casewright.flow.arrive import Lookout
from casewright.flow.event import Event, Gate
from casewright.flow.model import FlowSet
from casewright.flow.owner_check import Ownership
from casewright.flow.page_owner import Owner
from casewright.flow.walking import Walking
from casewright.flow.window import Window
from casewright.message import Message
from casewright.model.form import Form

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
) -> Iterator[Event]:
    """Walk one claim's form to its submit; the last event is `Ended`, always.

    `start` is a path of the marketplace's host. `stop` is asked before every act and tells why nothing more may be
    done. `gate` is asked once, with the form filled and read back; without its permit the walk ends as the gate says.
    With `attended` a screen that is unknown or a person's turn is handed to them. `picture_all` keeps a picture of
    every screen; otherwise of those that the flow says, of the filled form, and of the end. With an `owner` nothing is
    typed or sent on a page whose header shows another account or marketplace; the account chooser is tried once.

    Raises:
        CasewrightError: what `gate` raises; nothing was sent then. After the click nothing raises.
    """
    lookout = Lookout(window, flows.for_claim(form.value), stop, PERSON if attended else None)
    yield from Walking(Acting(lookout, form), gate, picture_all, Ownership(lookout, owner)).run(start)
