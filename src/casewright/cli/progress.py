"""What the person sees while something works: the claim at work, what is waited for, how fast it goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casewright.app.events import (
    CaseRead,
    CaseShown,
    ClaimInRun,
    ClocksDisagree,
    DriftReported,
    EnglishRequested,
    FormFilled,
    Noted,
    OutcomeKnown,
    PageIsSlow,
    PauseBegun,
    PersonWanted,
    RowsRead,
    RunEvent,
    ScreenReached,
    SlowDownHeeded,
    StepTaken,
    SubmitPressed,
    WalkEnded,
)
from casewright.cli import output
from casewright.cli.interrupt import leave_with
from casewright.cli.screen import Ticker
from casewright.cli.speech import Volume, volume
from casewright.cli.speed import Speed, duration
from casewright.message import Message, msg, msg_n
from casewright.model.labels import label
from casewright.report.clocks import describe_clocks

_SAID_ANYWAY = (PersonWanted, DriftReported, ClocksDisagree, OutcomeKnown, Noted)
"""What even a quiet run is told of."""


class Progress:
    """Told of every event of a run: each becomes a new state of the moving line, or a line that stays."""

    def __init__(self, ticker: Ticker) -> None:
        self._ticker = ticker
        self._speed = Speed()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hold still, so that a person can read and type; their time does not count."""
        with self._speed.stopped(), self._ticker.paused():
            yield

    def tell(self, event: RunEvent) -> None:  # noqa: C901, PLR0912 (one case a kind of event)
        """Show what happened, as far as this run is to say it."""
        if volume() is Volume.QUIET and not isinstance(event, _SAID_ANYWAY):
            return
        ticker = self._ticker
        match event:
            case RowsRead(rows=rows):
                self._tell_rows(rows)
            case ScreenReached(claim=claim, screen=screen):
                ticker.state(self._at_work(claim, screen))
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
                ticker.state(self._at_work(claim, screen, msg("filled in and read back")))
            case SubmitPressed(claim=claim):
                ticker.state(self._at_work(claim, msg("submitted, looking for the case")))
            case CaseShown(claim=claim, case_id=case_id):
                self._speed.count()
                ticker.line(
                    _about(claim, msg("the page shows case {case}; looking for it in the case log", case=case_id))
                )
            case PauseBegun() | PageIsSlow() | SlowDownHeeded():
                self._tell_wait(event)
            case WalkEnded():
                self._end_walk(event)
            case CaseRead():
                self._tell_case(event)
            case ClocksDisagree(claim=claim, ahead=ahead):
                ticker.line(_about(claim, describe_clocks(ahead)), tone="open")
            case OutcomeKnown(exit_code=code):
                leave_with(code)
            case Noted(text=text):
                ticker.line(text)

    def _tell_rows(self, rows: int) -> None:
        read = msg_n("{count:,} row read", "{count:,} rows read", rows)
        self._ticker.detail(msg("{rows} ({rate:,} a second)", rows=read, rate=self._speed.rate(rows)))

    def _tell_wait(self, event: PauseBegun | PageIsSlow | SlowDownHeeded) -> None:
        """Say what is waited for, and until when."""
        match event:
            case PauseBegun(claim=claim, until=until):
                pause = msg("pause between two cases, until {time:%H:%M:%S}", time=until.astimezone())
                self._ticker.state(self._at_work(claim, pause))
            case PageIsSlow(claim=claim, screen=screen, seconds=seconds):
                slow = msg("waiting for the page, up to {time}", time=duration(seconds))
                self._ticker.state(self._at_work(claim, screen, slow))
            case SlowDownHeeded(seconds=seconds):
                self._ticker.line(msg("Seller Central asks to slow down: waiting {time}", time=duration(seconds)))

    def _tell_case(self, read: CaseRead) -> None:
        self._speed.count()
        line = msg(
            "case {case} ({number} of {total}): {status}",
            case=read.case_id,
            number=read.number,
            total=read.of,
            status=read.shown,
        )
        self._ticker.state(self._with_forecast(line, read.of))

    def _at_work(self, claim: ClaimInRun, *parts: Message | str) -> Message:
        """What is done with which claim of how many; on a moving line with the time that is left."""
        return self._with_forecast(_about(claim, *parts), claim.of)

    def _with_forecast(self, line: Message, of: int) -> Message:
        forecast = self._speed.forecast(of) if self._ticker.moves else None
        return Message("{line}  ({part})", arguments=(("line", line), ("part", forecast))) if forecast else line

    def _want_person(self, event: PersonWanted) -> None:
        turn = msg(
            "your turn in the browser: {reason}",
            reason=event.reason if isinstance(event.reason, Message) else label(event.reason),
        )
        if event.claim is None:
            self._ticker.line(turn, tone="open")
            return
        self._ticker.line(_about(event.claim, turn), tone="open")
        if event.by_hand:
            hint = msg("do this step by hand; filing goes on by itself once it recognizes the page")
            self._ticker.line(_about(event.claim, hint))

    def _end_walk(self, ended: WalkEnded) -> None:
        self._speed.count()
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
def show_progress() -> Iterator[Progress]:
    """A moving line for as long as this is entered, and what tells it of events."""
    with output.ticker() as ticker:
        yield Progress(ticker)


def say_event(event: RunEvent) -> None:
    """Show an event of work that has no moving line."""
    Progress(output.ticker()).tell(event)
