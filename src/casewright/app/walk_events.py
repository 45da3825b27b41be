"""Turn the events of a walk into the events that a face receives."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from casewright.app.events import (
    CaseShown,
    ClaimInRun,
    ClocksDisagree,
    DriftReported,
    EnglishRequested,
    FormFilled,
    Listener,
    OutcomeKnown,
    PageIsSlow,
    PauseBegun,
    PersonWanted,
    RunEvent,
    ScreenReached,
    StepTaken,
    SubmitPressed,
    WalkEnded,
)
from casewright.casework.by_hand import SCREEN
from casewright.casework.plan import Entry
from casewright.casework.result import Walked, walked
from casewright.errors import ExitCode
from casewright.flow.event import (
    Arrived,
    AskedEnglish,
    AtSubmit,
    Clicked,
    ClocksDiffer,
    Did,
    Ended,
    Event,
    HandedOver,
    Reported,
    Waits,
)
from casewright.model.outcome import Outcome


class WalkTeller:
    """Turns the events of each walk of a run into events for a face, and numbers the claims as they begin."""

    def __init__(self, of: int, tell: Listener) -> None:
        self._of = of
        self._tell = tell
        self._begun: dict[str, int] = {}
        self._walk: tuple[str, list[Event]] = ("", [])

    def __call__(self, entry: Entry, event: Event) -> None:
        """Pass on one event of one claim's walk; what no face needs is left out."""
        self._remember(entry.claim.claim_id, event)
        if (told := translate(self._numbered(entry), event)) is not None:
            self._tell(told)

    def tell_pause(self, entry: Entry, until: datetime) -> None:
        """Report that a claim's turn comes only then."""
        self._tell(PauseBegun(self._numbered(entry), until))

    def tell_end(self, exit_code: ExitCode) -> None:
        """Report that everything is known."""
        with suppress(Exception):  # what was filed counts, even if reporting it fails
            self._tell(OutcomeKnown(exit_code))

    def _numbered(self, entry: Entry) -> ClaimInRun:
        claim_id = entry.claim.claim_id
        number = self._begun.setdefault(claim_id, len(self._begun) + 1)
        return ClaimInRun(claim_id, number, self._of)

    def walked_so_far(self, entry: Entry) -> Walked | None:
        """Return what the current walk has done and kept so far; None if the entry is not the current one."""
        claim_id, events = self._walk
        return walked([*events, Ended(Outcome.PREVIEWED)]) if claim_id == entry.claim.claim_id else None

    def _remember(self, claim_id: str, event: Event) -> None:
        """Keep the events of the current walk only; an ended walk's events belong to others."""
        if claim_id != self._walk[0]:
            self._walk = (claim_id, [])
        self._walk[1].append(event)
        if isinstance(event, Ended):
            self._walk = ("", [])


def translate(claim: ClaimInRun, event: Event) -> RunEvent | None:  # noqa: C901, PLR0911 (one return a kind of event)
    """Translate a walk's event for a face; None for one that only a report needs."""
    match event:
        case Arrived(screen=screen):
            return ScreenReached(claim, screen)
        case Did(screen=screen, verb=verb, control=control):
            return StepTaken(claim, screen, verb, control)
        case AskedEnglish(language=language):
            return EnglishRequested(claim, language)
        case Waits(screen=screen, seconds=seconds):
            return PageIsSlow(claim, screen, seconds)
        case HandedOver(reason=reason, sighting=sighting):
            return PersonWanted(claim, reason, by_hand=sighting is not None)
        case Reported(folder=folder):
            return DriftReported(claim, folder / "drift.txt")
        case ClocksDiffer(ahead=ahead):
            return ClocksDisagree(claim, ahead)
        case AtSubmit(screen=screen):
            return FormFilled(claim, screen)
        case Clicked(screen=screen):
            return SubmitPressed(claim, by_hand=screen == SCREEN)
        case Ended(outcome=Outcome.FILED_UNVERIFIED, case_id=case_id):
            return CaseShown(claim, case_id)
        case Ended(outcome=outcome, case_id=case_id, detail=detail):
            return WalkEnded(claim, outcome, case_id, detail)
        case _:
            return None
