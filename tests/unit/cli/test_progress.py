"""What is shown while something works: count, rate and time left, and what is waited for."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from casewright.app.events import (
    CaseRead,
    ClaimInRun,
    ClocksDisagree,
    PageIsSlow,
    PauseBegun,
    RowsRead,
    RunEvent,
    ScreenReached,
    SlowDownHeeded,
    WalkEnded,
)
from casewright.app.walk_events import translate
from casewright.cli.progress import Progress
from casewright.cli.screen import Canvas, Ticker
from casewright.cli.speech import set_volume
from casewright.cli.speed import Speed, duration
from casewright.flow.event import ClocksDiffer, Waits
from casewright.model.outcome import Outcome

CLAIM = ClaimInRun("A-2", 2, 4)
UNTIL = datetime(2026, 11, 28, 12, 3, 10, tzinfo=UTC)


class Clock:
    """A clock that goes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def usual_volume() -> None:
    set_volume(quiet=False, verbose=False)


def told(*events: RunEvent) -> str:
    """What a file or a pipe gets to read of these events."""
    text = io.StringIO()
    with Canvas(Console(file=text, width=200, soft_wrap=True)).ticker() as ticker:
        progress = Progress(ticker)
        for event in events:
            progress.tell(event)
    return text.getvalue()


WAITS = [
    (PauseBegun(CLAIM, UNTIL), f"A-2 (2 of 4)  pause between two cases, until {UNTIL.astimezone():%H:%M:%S}\n"),
    (
        PageIsSlow(CLAIM, "help-center/chat", 90),
        "A-2 (2 of 4)  help-center/chat  waiting for the page, up to 2 minutes\n",
    ),
    (SlowDownHeeded(30), "Seller Central asks to slow down: waiting 30 seconds\n"),
]


@pytest.mark.parametrize(("event", "line"), WAITS)
def test_a_wait_says_for_what_and_for_how_long(event: RunEvent, line: str):
    assert told(event) == line


def test_a_page_that_is_known_to_be_slow_is_told_of():
    assert translate(CLAIM, Waits("help-center/chat", 45)) == PageIsSlow(CLAIM, "help-center/chat", 45)


def test_a_case_that_is_read_is_counted():
    line = told(CaseRead("17204938815", "Answered", 3, 12))
    assert re.fullmatch(r"case 17204938815 \(3 of 12, \d+ a minute, about .+ left\)  Answered\n", line)


def test_on_a_terminal_rate_and_time_left_stand_beside_the_claim():
    text = io.StringIO()
    console = Console(file=text, width=120, force_terminal=True)
    with Canvas(console).ticker() as ticker:
        progress = Progress(ticker)
        progress.tell(WalkEnded(ClaimInRun("A-1", 1, 4), Outcome.CANCELLED, None, ""))
        progress.tell(ScreenReached(CLAIM, "help-center/home"))
    assert " left)" in text.getvalue()
    assert "a minute" in text.getvalue()


def test_where_no_line_moves_each_claim_that_is_done_tells_rate_and_time_left():
    lines = told(
        WalkEnded(ClaimInRun("A-1", 1, 4), Outcome.CANCELLED, None, ""),
        ScreenReached(CLAIM, "help-center/home"),
    ).splitlines()
    assert re.fullmatch(r"A-1 \(1 of 4, \d+ a minute, about .+ left\)  .+", lines[0])
    assert lines[1] == "A-2 (2 of 4)  help-center/home"


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_move_a_line_gets_plain_ones(term: str, clock: Clock):
    text = io.StringIO()
    console = Console(file=text, width=100, force_terminal=True, color_system=None, _environ={"TERM": term})
    with Ticker(Canvas(console), console, clock) as ticker:
        progress = Progress(ticker)
        progress.tell(RowsRead(4000))
        clock.now += 11
        progress.tell(RowsRead(9000))
        progress.tell(WalkEnded(ClaimInRun("A-1", 1, 4), Outcome.CANCELLED, None, ""))
    rows, claim = text.getvalue().splitlines()
    assert rows.startswith("9,000 rows read ("), "after a silence who reads plain lines hears that work goes on"
    assert claim.startswith("A-1 (1 of 4, ")
    assert "\x1b" not in text.getvalue()


@pytest.mark.parametrize(("encoding", "signs"), [("utf-8", "⠋"), ("cp936", "-"), ("cp1252", "-"), ("ascii", "-")])
def test_the_spinner_is_made_of_signs_that_the_terminal_has(encoding: str, signs: str):
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding, write_through=True) as text:
        console = Console(file=text, width=100, force_terminal=True)
        with Canvas(console).ticker() as ticker:
            Progress(ticker).tell(ScreenReached(CLAIM, "help-center/home"))
        assert signs in raw.getvalue().decode(encoding)


def test_nothing_is_forecast_before_anything_is_done(clock: Clock):
    speed = Speed(clock)
    clock.now = 20
    assert speed.forecast(4) is None


def test_the_forecast_goes_by_what_is_done(clock: Clock):
    speed = Speed(clock)
    speed.count()
    clock.now = 40
    assert str(speed.forecast(4)) == "1.5 a minute, about 2 minutes left"


def test_the_time_in_which_a_person_reads_does_not_count(clock: Clock):
    speed = Speed(clock)
    clock.now = 10
    with speed.stopped():
        clock.now = 1000
    speed.count()
    assert str(speed.forecast(2)) == "6.0 a minute, about 10 seconds left"


def test_where_nothing_is_left_nothing_is_forecast(clock: Clock):
    speed = Speed(clock)
    clock.now = 10
    speed.count()
    assert speed.forecast(1) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (59, "59 seconds"), (60, "1 minute"), (600, "10 minutes"), (7200, "2 hours")],
)
def test_a_time_is_told_as_exactly_as_it_is_known(seconds: float, words: str):
    assert str(duration(seconds)) == words


@pytest.mark.parametrize(("minutes", "way"), [(18, "18 minutes ahead of"), (-15, "15 minutes behind")])
def test_a_clock_that_is_wrong_is_told_even_to_who_wants_little(minutes: int, way: str) -> None:
    set_volume(quiet=True, verbose=False)
    event = translate(CLAIM, ClocksDiffer(timedelta(minutes=minutes)))
    assert isinstance(event, ClocksDisagree)
    shown = told(event)
    assert f"this machine's clock is {way} Seller Central's" in shown
    assert "set it" in shown
