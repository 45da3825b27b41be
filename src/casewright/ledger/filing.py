"""A filing: one claim on its way to a case. States and which may follow which."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from casewright.model.outcome import Outcome
from casewright.model.problem import Value


class State(StrEnum):
    """The state of a filing (see "Exactly once, or it says so")."""

    PREPARED = "prepared"
    APPROVED = "approved"
    ARMED = "armed"
    CLICKED = "clicked"
    OBSERVED = "observed"
    VERIFIED = "verified"
    UNCERTAIN = "uncertain"
    NOT_SENT = "not_sent"
    NEEDS_PERSON = "needs_person"
    ABANDONED = "abandoned"


#: From each state, the states that may follow. Everything else is refused by the store.
FOLLOWS: dict[State, frozenset[State]] = {
    State.PREPARED: frozenset({State.APPROVED, State.ABANDONED}),
    State.APPROVED: frozenset({State.ARMED, State.ABANDONED}),
    State.ARMED: frozenset({State.CLICKED, State.OBSERVED, State.UNCERTAIN}),
    State.CLICKED: frozenset({State.OBSERVED, State.UNCERTAIN}),
    State.OBSERVED: frozenset({State.VERIFIED, State.UNCERTAIN, State.NEEDS_PERSON}),
    State.UNCERTAIN: frozenset({State.OBSERVED, State.VERIFIED, State.NOT_SENT, State.NEEDS_PERSON}),
    State.NEEDS_PERSON: frozenset({State.VERIFIED, State.NOT_SENT}),
    State.VERIFIED: frozenset(),
    State.NOT_SENT: frozenset(),
    State.ABANDONED: frozenset(),
}

#: Never armed: nothing can have been sent, so a later run may take the loss up again.
NEVER_ARMED: frozenset[State] = frozenset({State.PREPARED, State.APPROVED})

#: A fingerprint is free again only after one of these: nothing was sent, and that is known.
OVER_WITHOUT_CASE: frozenset[State] = frozenset({State.NOT_SENT, State.ABANDONED})

#: A case may exist and is not proven yet: to be reconciled before anything else.
IN_DOUBT: frozenset[State] = frozenset(
    {State.ARMED, State.CLICKED, State.OBSERVED, State.UNCERTAIN, State.NEEDS_PERSON}
)


class Sent(Value):
    """What one way of filing puts into a case, and the identifier by which the case can be found.

    A tool of the site takes an identifier and writes subject and text itself: both are empty then.
    """

    main_identifier: str
    subject: str
    message: str
    evidence: tuple[tuple[str, str], ...] = ()


class Filing(Value):
    """One claim on its way. Times are UTC. `approval` is the digest that the person's yes is bound to.

    From the yes on, `subject`, `message` and `evidence` are what the way that was walked really sends (`Sent`).
    """

    filing_id: str
    claim_id: str
    claim_type: str
    account: str
    marketplace: str
    fingerprint: str
    reference: str
    main_identifier: str
    subject: str
    message: str
    evidence: tuple[tuple[str, str], ...] = ()
    """(name, SHA-256) of each attached file."""
    amount: str
    currency: str
    state: State
    approval: str
    case_id: str | None = None
    outcome: Outcome | None = None
    detail: str = ""
    created_at: datetime
    updated_at: datetime
    armed_at: datetime | None = None
    armed_site_time: datetime | None = None
    """The site's own time when the filing was armed, where it told it: what a wrong clock here cannot change."""

    @property
    def mark(self) -> str:
        """What the case's subject contains: our reference or, if the site writes the subject, the identifier."""
        return self.reference if self.subject else self.main_identifier


class Transition(Value):
    """One step of a filing, kept permanently. `number` counts from 1 in a filing.

    `by` is the person who said so, empty for what the program found out by itself; `note` says why or from what.
    """

    filing_id: str
    number: int
    before: State | None
    after: State
    at: datetime
    by: str = ""
    note: str = ""
