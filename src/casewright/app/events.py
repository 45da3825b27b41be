"""What happens while a use case works, as values that any face may draw; and how a walk's events become them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casewright.casework.plan import Entry
from casewright.flow.event import Arrived, AskedEnglish, AtSubmit, Clicked, Did, Ended, Event, HandedOver, Reported
from casewright.model.outcome import Outcome


@dataclass(frozen=True, slots=True)
class ClaimInRun:
    """Which claim of a run something happened to: the `number`-th of `of` that were begun, counted from 1."""

    claim_id: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class RowsRead:
    """So many rows of the claims files were read."""

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
    """The interface speaks a language of which not every label is known; the site was asked for English."""

    claim: ClaimInRun
    language: str


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """A person has to do something in the visible browser. `claim` is None while somebody signs in to read.

    `by_hand`: the page is no known screen; the person takes the step, and the walk goes on by itself afterwards.
    """

    claim: ClaimInRun | None
    reason: str
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
    """The submit was pressed; the case is being looked for."""

    claim: ClaimInRun


@dataclass(frozen=True, slots=True)
class CaseShown:
    """The page shows a case ID that the case log has not confirmed yet."""

    claim: ClaimInRun
    case_id: str | None


@dataclass(frozen=True, slots=True)
class WalkEnded:
    """The walk of a claim is over."""

    claim: ClaimInRun
    outcome: Outcome
    case_id: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case's page was read, or could not be: `shown` is its status or the trouble."""

    case_id: str
    shown: str


@dataclass(frozen=True, slots=True)
class ReplyPrepared:
    """A reply is about to be typed: to which case, which text, with which files."""

    case_id: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something about the work as a whole, in words."""

    text: str


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
    | CaseRead
    | ReplyPrepared
    | Noted
)

Listener = Callable[[RunEvent], None]
"""Told of everything that happens, while it happens."""


def ignore_events(_: RunEvent) -> None:
    """The listener of a face that shows no progress."""


class WalkTeller:
    """Turns the events of each walk of a run into events for a face, and numbers the claims as they are begun."""

    def __init__(self, of: int, tell: Listener) -> None:
        self._of = of
        self._tell = tell
        self._begun: dict[str, int] = {}

    def __call__(self, entry: Entry, event: Event) -> None:
        """Tell of one event of one claim's walk; what no face needs is left out."""
        claim_id = entry.claim.claim_id
        number = self._begun.setdefault(claim_id, len(self._begun) + 1)
        if (told := translate(ClaimInRun(claim_id, number, self._of), event)) is not None:
            self._tell(told)


def translate(claim: ClaimInRun, event: Event) -> RunEvent | None:  # noqa: PLR0911 (one return a kind of event)
    """A walk's event as a face is told of it; None for one that only a report needs."""
    match event:
        case Arrived(screen=screen):
            return ScreenReached(claim, screen)
        case Did(screen=screen, verb=verb, control=control):
            return StepTaken(claim, screen, verb, control)
        case AskedEnglish(language=language):
            return EnglishRequested(claim, language)
        case HandedOver(reason=reason, sighting=sighting):
            return PersonWanted(claim, reason, by_hand=sighting is not None)
        case Reported(folder=folder):
            return DriftReported(claim, folder / "drift.txt")
        case AtSubmit(screen=screen):
            return FormFilled(claim, screen)
        case Clicked():
            return SubmitPressed(claim)
        case Ended(outcome=Outcome.FILED_UNVERIFIED, case_id=case_id):
            return CaseShown(claim, case_id)
        case Ended(outcome=outcome, case_id=case_id, detail=detail):
            return WalkEnded(claim, outcome, case_id, detail)
        case _:
            return None
