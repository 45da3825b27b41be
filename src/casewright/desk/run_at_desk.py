"""A run at the desk: filing, or a reply, in a thread of its own; what it told, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from casewright import app
from casewright.app.events import ClaimInRun, ClocksDisagree, PersonWanted, RunEvent, ScreenReached, WalkEnded
from casewright.app.filing import Filed
from casewright.app.reply import ReplyDone
from casewright.desk.question_box import QuestionBox
from casewright.errors import CasewrightError
from casewright.message import NOTHING, Message, Text
from casewright.model.site_name import SiteName
from casewright.report.clocks import describe_clocks

Work = Callable[["DeskRun"], Filed | ReplyDone]


@dataclass(slots=True)
class DeskRun:
    """One run, also after it ended. Closing a page changes nothing of it; opening one shows where it is.

    `now` is the claim at work, `screen` the screen that was reached last, `wanted` what a person has to do in the
    browser window, `clocks` that this machine's clock is wrong. `ended` are the walks that are over, in order. `result`
    is how all ended, `trouble` why it could not begin.
    """

    site: SiteName
    of: int
    folder: Path
    box: QuestionBox
    now: ClaimInRun | None = None
    screen: str = ""
    wanted: Text = ""
    clocks: Message = NOTHING
    ended: dict[str, WalkEnded] = field(default_factory=dict)
    result: Filed | ReplyDone | None = None
    trouble: Message = NOTHING
    remedy: Message = NOTHING
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    _thread: Thread | None = None

    @property
    def going_on(self) -> bool:
        """Whether its thread is running."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Work) -> None:
        """Begin: Playwright must not run in the server's loop, and Ctrl-C must not tear off what was armed."""
        self._thread = Thread(target=self._run, args=(work,), name="run-at-desk")
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until it is over, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def finish(self) -> None:
        """Say no to whatever is asked from now on, and wait until everything begun has its outcome."""
        self.box.close()
        if self._thread is not None:
            self._thread.join()

    def tell(self, event: RunEvent) -> None:
        """Remember where the run is, and let the pages know."""
        match event:
            case PersonWanted(reason=reason):
                self.wanted = reason
            case WalkEnded(claim=claim):
                self.ended[claim.claim_id] = event
                self.wanted = self.screen = ""
            case ClocksDisagree(ahead=ahead):
                self.clocks = describe_clocks(ahead)
            case ScreenReached(claim=claim, screen=screen):
                self.now, self.screen, self.wanted = claim, screen, ""
        self.box.tell_change()

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes if it goes on like this; None as long as nothing is done."""
        done = len(self.ended)
        if not done or not self.going_on:
            return None
        return (datetime.now(UTC) - self.began).total_seconds() / done * (self.of - done)

    @property
    def newest_picture(self) -> Path | None:
        """The picture that was kept last."""
        pictures = self.folder.rglob("*.png") if self.folder.is_dir() else ()
        return max(pictures, key=lambda path: path.stat().st_mtime_ns, default=None)

    def _run(self, work: Work) -> None:
        try:
            self.result = work(self)
        except CasewrightError as error:
            self.trouble, self.remedy = error.message, error.remedy
        except Exception as error:  # noqa: BLE001 (a thread's failure is told on the page)
            crash = app.crash.Crash.of(error, show=False)
            self.trouble, self.remedy = crash.message, crash.remedy
        finally:
            self.box.tell_change()
