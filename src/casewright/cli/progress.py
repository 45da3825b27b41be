"""What the person sees while something works: the current screen of the current claim."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casewright.app.events import (
    CaseRead,
    CaseShown,
    ClaimInRun,
    DriftReported,
    EnglishRequested,
    FormFilled,
    Noted,
    PersonWanted,
    RowsRead,
    RunEvent,
    ScreenReached,
    StepTaken,
    SubmitPressed,
    WalkEnded,
)
from casewright.cli import output
from casewright.cli.screen import Ticker
from casewright.cli.volume import Volume, volume
from casewright.message import Message, msg, msg_n
from casewright.model.labels import label


class Progress:
    """Told of every event of a run: each becomes a new state of the moving line, or a line that stays."""

    def __init__(self, ticker: Ticker) -> None:
        self._ticker = ticker
        self.paused = ticker.paused

    def tell(self, event: RunEvent) -> None:  # noqa: C901, PLR0912 (one case a kind of event)
        """Show what happened, as far as this run is to say it."""
        if volume() is Volume.QUIET and not isinstance(event, PersonWanted | DriftReported | Noted):
            return
        ticker = self._ticker
        match event:
            case RowsRead(rows=rows):
                ticker.detail(msg_n("{count:,} row read", "{count:,} rows read", rows))
            case ScreenReached(claim=claim, screen=screen):
                ticker.state(_about(claim, screen))
            case StepTaken(claim=claim, screen=screen, verb=verb, control=control):
                step = _about(claim, screen, msg("{verb} {control}", verb=label(verb), control=control))
                (ticker.line if volume() is Volume.VERBOSE else ticker.detail)(step)
            case EnglishRequested(claim=claim, language=language):
                ticker.line(
                    _about(
                        claim,
                        msg(
                            "Seller Central speaks {language}, in which not every label is known: asking for English",
                            language=language,
                        ),
                    )
                )
            case PersonWanted():
                self._want_person(event)
            case DriftReported(claim=claim, report=report):
                ticker.line(_about(claim, msg("expected and actual page: {path}", path=report)))
            case FormFilled(claim=claim, screen=screen):
                ticker.state(_about(claim, screen, msg("filled in and read back")))
            case SubmitPressed(claim=claim):
                ticker.state(_about(claim, msg("submitted, looking for the case")))
            case CaseShown(claim=claim, case_id=case_id):
                ticker.line(
                    _about(claim, msg("the page shows case {case}; looking for it in the case log", case=case_id))
                )
            case WalkEnded():
                self._end_walk(event)
            case CaseRead(case_id=case_id, shown=shown):
                ticker.state(msg("case {case}: {status}", case=case_id, status=shown))
            case Noted(text=text):
                ticker.line(text)

    def _want_person(self, event: PersonWanted) -> None:
        turn = msg("your turn in the browser: {reason}", reason=label(event.reason))
        if event.claim is None:
            self._ticker.line(turn, tone="open")
            return
        self._ticker.line(_about(event.claim, turn), tone="open")
        if event.by_hand:
            hint = msg("do this step by hand; filing goes on by itself once it recognizes the page")
            self._ticker.line(_about(event.claim, hint))

    def _end_walk(self, ended: WalkEnded) -> None:
        parts: list[Message | str] = [label(ended.outcome)]
        parts += [msg("case {case}", case=ended.case_id)] if ended.case_id else []
        parts += [ended.detail] if ended.detail else []
        self._ticker.line(_about(ended.claim, *parts), tone="" if ended.outcome.exit_code == 0 else "bad")


def _about(claim: ClaimInRun, *parts: Message | str) -> Message:
    """Which claim of how many, and what is told of it."""
    line = msg("{claim} ({number} of {total})", claim=claim.claim_id, number=claim.number, total=claim.of)
    for part in parts:
        line = Message("{line}  {part}", arguments=(("line", line), ("part", part)))
    return line


@contextmanager
def shown() -> Iterator[Progress]:
    """A moving line for as long as this is entered, and what tells it of events."""
    with output.ticker() as ticker:
        yield Progress(ticker)


def say_event(event: RunEvent) -> None:
    """Show an event of work that has no moving line."""
    Progress(output.ticker()).tell(event)
