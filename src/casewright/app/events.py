"""Events during a use case, as values that any face may draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from casewright.errors import ExitCode
from casewright.message import Message, Text
from casewright.model.outcome import Outcome


@dataclass(frozen=True, slots=True)
class ClaimInRun:
    """Which claim of a run an event is about: the `number`-th of `of` that were begun, counted from 1."""

    claim_id: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The number of claims rows read so far."""

    rows: int


@dataclass(frozen=True, slots=True)
class ScreenReached:
    """A screen was recognised."""

    claim: ClaimInRun
    screen: str


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step was done on a screen and read back; `verb` and `control` as in the flow."""

    claim: ClaimInRun
    screen: str
    verb: str
    control: str


@dataclass(frozen=True, slots=True)
class EnglishRequested:
    """Not every label is known in the interface's language; the site was asked for English."""

    claim: ClaimInRun
    language: str


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """A person has to do something in the visible browser. `claim` is None while somebody signs in to read.

    `by_hand`: the page is not a known screen; the person takes the step, and the walk then goes on by itself.
    """

    claim: ClaimInRun | None
    reason: Text
    by_hand: bool


@dataclass(frozen=True, slots=True)
class DriftReported:
    """A page was not what a flow expects; `report` describes the difference."""

    claim: ClaimInRun
    report: Path


@dataclass(frozen=True, slots=True)
class FormFilled:
    """The whole form is filled and read back; the submit control was found."""

    claim: ClaimInRun
    screen: str


@dataclass(frozen=True, slots=True)
class SubmitPressed:
    """The submit was pressed, and the case is being looked for; `by_hand`, a person is about to press it."""

    claim: ClaimInRun
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class CaseShown:
    """The page shows a case ID that the case log has not yet confirmed."""

    claim: ClaimInRun
    case_id: str | None


@dataclass(frozen=True, slots=True)
class WalkEnded:
    """The walk of a claim is over."""

    claim: ClaimInRun
    outcome: Outcome
    case_id: str | None
    detail: Message


@dataclass(frozen=True, slots=True)
class PauseBegun:
    """Nothing is done until then (UTC): a case of this account was just filed."""

    claim: ClaimInRun
    until: datetime


@dataclass(frozen=True, slots=True)
class PageIsSlow:
    """A page is slow and gets up to so many seconds; nobody has to do anything."""

    claim: ClaimInRun
    screen: str
    seconds: float


@dataclass(frozen=True, slots=True)
class SlowDownHeeded:
    """The site asked to slow down: nothing is requested from it for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case's page was read, or could not be: `shown` is its status or what went wrong.

    It is the `number`-th of `of` cases, counted from 1.
    """

    case_id: str
    shown: Message
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class DoubtExamined:
    """A filing in doubt is now being looked for in the case log."""

    claim: ClaimInRun


@dataclass(frozen=True, slots=True)
class OutcomeKnown:
    """All work on the claim is done; its outcome is recorded and about to be reported."""

    exit_code: ExitCode


@dataclass(frozen=True, slots=True)
class ClocksDisagree:
    """This machine's clock is `ahead` of the site's by so much; behind it if negative."""

    claim: ClaimInRun
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Noted:
    """Something about the work as a whole, in words."""

    text: Message


RunEvent = (
    RowsRead
    | ScreenReached
    | StepTaken
    | EnglishRequested
    | PersonWanted
    | DriftReported
    | FormFilled
    | SubmitPressed
    | CaseShown
    | WalkEnded
    | PauseBegun
    | PageIsSlow
    | SlowDownHeeded
    | CaseRead
    | DoubtExamined
    | OutcomeKnown
    | ClocksDisagree
    | Noted
)

Listener = Callable[[RunEvent], None]
"""Told of everything that happens, while it happens."""


def ignore_events(_: RunEvent) -> None:
    """Ignore every event, for a face that shows no progress."""
