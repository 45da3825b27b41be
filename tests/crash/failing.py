"""What may give way around a filing, at the n-th thing that is done after `armed`: browser, driver, ledger, disk, log.

Whatever gives way stays broken as long as the trouble lasts, and the thing at which it happened may have been done or
not. Nothing of the program is replaced: only what it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casewright.caselog.case import CaseLog, CasePage, CaseSearch
from casewright.casework.run_log import RunEntry, RunLog
from casewright.flow.reason import Reason
from casewright.flow.sighting import Sighting
from casewright.flow.window import Act, Kept, Reading, Window, WindowError
from casewright.ledger.database import Database
from casewright.ledger.refusals import LedgerUnusable
from casewright.ledger.store import Ledger
from casewright.site.visit import Guard

from .world import TurnedCases, World


class DriverDied(RuntimeError):
    """What a driver raises whose process is gone: nothing that our own code knows."""


@dataclass(frozen=True)
class Failure:
    """`what` gives way at the `at`-th thing after `armed`, before or `after` it is done, for `lasting` things.

    `browser` ends with what a window says, `driver` with an error that nobody knows, `interrupt` with Ctrl-C.
    """

    what: str
    at: int
    after: bool
    lasting: int = 10**6


@dataclass
class Weather:
    """Counts what is done after `armed`, and lets things give way."""

    failure: Failure | None = None
    arms: int = 0
    arms_at_interrupt: int | None = None
    things: list[str] = field(default_factory=list)
    visits: int = 0
    failed_in: int | None = None

    def around(self, place: str, work: Callable[[], Any]) -> Any:
        """Do one thing at a place (`window`, `cases`, `ledger`, `log`, `tell`), if it can be done."""
        if not self.arms or self.failure is None:
            self.things += [place] if self.arms else []
            return work()
        number = len(self.things)
        self.things.append(place)
        failure = self.failure
        if failure.what == "interrupt":
            if number == failure.at and failure.after:
                work()
            if number == failure.at:
                self.arms_at_interrupt = self.arms
                raise KeyboardInterrupt
            return work()
        begins = number >= failure.at and _HURTS[failure.what](place)
        if not begins or number >= failure.at + failure.lasting or self._other_browser(failure.what):
            return work()
        first, self.failed_in = self.failed_in is None, self.visits
        if failure.after and first:
            work()
        raise _ERRORS[failure.what]()  # noqa: RSE102 (a maker of errors, not a class of them)

    def _other_browser(self, what: str) -> bool:
        """A browser that was opened since is a good one."""
        return what in {"browser", "driver"} and self.failed_in is not None and self.failed_in != self.visits


_HURTS: dict[str, Callable[[str], bool]] = {
    "browser": lambda place: place in {"window", "cases"},
    "driver": lambda place: place in {"window", "cases", "guard"},
    "case log": lambda place: place == "cases",
    "ledger": lambda place: place == "ledger",
    "disk": lambda place: place in {"ledger", "log", "picture"},
    "terminal": lambda place: place == "tell",
}
_ERRORS: dict[str, Callable[[], BaseException]] = {
    "browser": lambda: WindowError(Reason.PAGE_GONE, "the browser was closed"),
    "driver": lambda: DriverDied("Connection closed while reading from the driver"),
    "case log": lambda: WindowError(Reason.UNKNOWN_SCREEN, "the case log shows something else"),
    "ledger": lambda: LedgerUnusable("the server closed the connection unexpectedly"),
    "disk": lambda: _FullDisk("the disk is full"),
    "terminal": lambda: BrokenPipeError("nobody reads this any more"),
}


class _FullDisk(LedgerUnusable, OSError):
    """What both a ledger and a file say of a full disk."""


@dataclass
class FailingWindow:
    """A window whose browser may be gone."""

    window: Window
    weather: Weather

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        return self.weather.around("window", lambda: self.window.look(unlike, seconds))

    def keep(self, name: str) -> Kept:
        return self.weather.around("picture", lambda: self.window.keep(name))

    def do(self, act: Act) -> Reading:
        return self.weather.around("window", lambda: self.window.do(act))


@dataclass
class FailingCases:
    """A case log that may not answer."""

    cases: CaseLog
    weather: Weather

    def search(self, text: str) -> CaseSearch:
        return self.weather.around("cases", lambda: self.cases.search(text))

    def read(self, case_id: str) -> CasePage:
        return self.weather.around("cases", lambda: self.cases.read(case_id))


@dataclass
class FailingVisit:
    window: FailingWindow
    cases: FailingCases
    owner: Any
    weather: Weather
    attended: bool = False

    def guard(self) -> Guard:
        return self.weather.around("guard", lambda: Guard(answered=0, refused=0, left=0))


@dataclass
class FailingWorld:
    """The world of the power cuts, with weather in it."""

    world: World
    weather: Weather
    name: Any = "sandbox"

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[FailingVisit]:
        self.weather.visits += 1
        with self.world.visit(account, marketplace, keep_in) as visited:
            cases: TurnedCases = visited.cases
            yield FailingVisit(
                FailingWindow(visited.window, self.weather),
                FailingCases(cases, self.weather),
                visited.owner,
                self.weather,
            )
            self.weather.around("guard", lambda: None)  # closing it


class FailingDiary(RunLog):
    """A log of runs on a disk that may be full."""

    weather: Weather

    def _write(self, deed: RunEntry) -> None:
        self.weather.around("log", lambda: RunLog._write(self, deed))


def let_fail(ledger: Ledger, weather: Weather) -> None:
    """Put the ledger's database out into the weather; from `arm` on things count."""
    database: Database = ledger._database
    write, reading = database.write, database.reading

    def counted(arm: Callable[..., Any]) -> Callable[..., Any]:
        def armed(*arguments: Any, **named: Any) -> Any:
            weather.arms += 1
            return arm(*arguments, **named)

        return armed

    @contextmanager
    def read() -> Iterator[Any]:
        weather.around("ledger", lambda: None)
        with reading() as connection:
            yield connection

    database.write = lambda work: weather.around("ledger", lambda: write(work))  # type: ignore[method-assign]
    database.reading = read  # type: ignore[method-assign,assignment]
    ledger.arm = counted(ledger.arm)  # type: ignore[method-assign]
    ledger.arm_reply = counted(ledger.arm_reply)  # type: ignore[method-assign]
