"""What the person sees while something works: the claim at work, what is waited for, how fast it goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from casewright.app.events import (
    CaseRead,
    CaseShown,
    ClaimInRun,
    ClocksDisagree,
    DoubtExamined,
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
from casewright.message import NOTHING, Message, msg, msg_n
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
                step = self._at_work(claim, screen, msg("{verb} {control}", verb=label(verb), control=control))
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
            case SubmitPressed(claim=claim, by_hand=by_hand):
                now = msg("armed, the press is yours") if by_hand else msg("submitted, looking for the case")
                ticker.state(self._at_work(claim, now))
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
            case DoubtExamined(claim=claim):
                self._speed.reach(claim.number - 1)
                ticker.state(self._at_work(claim, msg("looking for it in the case log")))
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
        case = msg("case {case}", case=read.case_id)
        self._ticker.state(_joined(self._counted(case, read.number, read.of), read.shown))

    def _at_work(self, claim: ClaimInRun, *parts: Message | str) -> Message:
        """What is done with which claim of how many; on a moving line with the time that is left."""
        if not self._ticker.moves:
            return _about(claim, *parts)
        return _joined(self._counted(claim.claim_id, claim.number, claim.of), *parts)

    def _counted(self, name: Message | str, number: int, of: int) -> Message:
        """`HL-1041 (2 of 4, 3.8 a minute, about 47 seconds left)`: first, so that a narrow line does not lose it."""
        forecast = self._speed.forecast(of)
        if forecast is None:
            return msg("{claim} ({number} of {total})", claim=name, number=number, total=of)
        return msg("{claim} ({number} of {total}, {forecast})", claim=name, number=number, total=of, forecast=forecast)

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
        claim = ended.claim
        line = (
            _about(claim, *parts)
            if self._ticker.moves
            else _joined(self._counted(claim.claim_id, claim.number, claim.of), *parts)
        )
        self._ticker.line(line, tone="" if ended.outcome.exit_code == 0 else "bad")


def _about(claim: ClaimInRun, *parts: Message | str) -> Message:
    """Which claim of how many, and what is told of it."""
    return _joined(
        msg("{claim} ({number} of {total})", claim=claim.claim_id, number=claim.number, total=claim.of), *parts
    )


def _joined(line: Message, *parts: Message | str) -> Message:
    for part in parts:
        line = Message("{line}  {part}", arguments=(("line", line), ("part", part)))
    return line


@contextmanager
def show_progress(first: Message = NOTHING) -> Iterator[Progress]:
    """A moving line for as long as this is entered, and what tells it of events; `first` stands there before."""
    with output.ticker() as ticker:
        if first and volume() is not Volume.QUIET:
            ticker.state(first)
        yield Progress(ticker)


def writing_report() -> AbstractContextManager[Progress]:
    """Say that the report is being written: the pictures of many claims take a while."""
    return show_progress(msg("writing the report"))


def say_event(event: RunEvent) -> None:
    """Show an event of work that has no moving line."""
    Progress(output.ticker()).tell(event)
