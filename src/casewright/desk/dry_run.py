"""A dry run at the desk: every form filled on the recorded pages, in a thread of its own, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread

from casewright import app
from casewright.app.events import RunEvent, WalkEnded
from casewright.app.review import Review
from casewright.errors import CasewrightError
from casewright.message import NOTHING, Message


@dataclass(slots=True)
class DryRun:
    """How far a dry run is: so many claims `of` all are `done`. `trouble` is why it ended early."""

    of: int = 0
    done: int = 0
    going_on: bool = False
    trouble: Message = NOTHING

    def start(self, review: Review) -> None:
        """Begin, in a thread of its own: Playwright must not run in the server's loop."""
        self.going_on = True
        Thread(target=self._run, args=(review,), name="dry-run", daemon=True).start()

    def tell(self, event: RunEvent) -> None:
        """Count the claims that are through."""
        if isinstance(event, WalkEnded):
            self.done += 1

    def _run(self, review: Review) -> None:
        try:
            review.preview(self.tell)
        except CasewrightError as error:
            self.trouble = error.message
        except Exception as error:  # noqa: BLE001 (a thread's failure is told on the page)
            self.trouble = app.crash.Crash.of(error, show=False).message
        finally:
            self.going_on = False
