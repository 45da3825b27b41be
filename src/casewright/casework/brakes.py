"""The brakes: the stop switch, the caps per day and run, the pause between two cases."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from casewright.settings import Settings

_LOOK_EVERY = 0.5
"""Seconds between two looks at the stop switch during a pause: a person who says stop is heard within a second."""


@dataclass(frozen=True, slots=True)
class Brakes:
    """What holds the program back on the account. `switch` is the stop file; `pause` is in seconds."""

    switch: Path
    per_day: int
    batch: int
    pause: float

    @classmethod
    def of(cls, settings: Settings, switch: Path, *, live: bool) -> Brakes:
        """The brakes that the settings ask for; the pause is for Amazon's sake, so practice has none."""
        return cls(switch, settings.per_day, settings.batch, settings.pause_seconds if live else 0.0)

    def stopped(self) -> str | None:
        """Why nothing may be done right now, or None. Looked at before every act."""
        if os.environ.get("CASEWRIGHT_STOP"):
            return "the stop switch is on (CASEWRIGHT_STOP is set)"
        if self.switch.exists():
            return "the stop switch is on (`casewright resume` takes it away)"
        return None

    def capped(self, filed_today: int, filed_now: int) -> str | None:
        """Why no further case may be filed today or in this run, or None."""
        if filed_today >= self.per_day:
            return f"{filed_today} cases were filed for this account in the last 24 hours; the cap is {self.per_day}"
        if filed_now >= self.batch:
            return f"{filed_now} cases were filed in this run; the cap is {self.batch}"
        return None

    def hold(self, last: datetime | None, now: Callable[[], datetime]) -> str | None:
        """Wait out the pause since the last case of the account; returns early with the reason when stopped."""
        if last is None:
            return self.stopped()
        return self._until(last + timedelta(seconds=self.pause), now)

    def rest(self, seconds: float, now: Callable[[], datetime]) -> str | None:
        """Wait because the site asked to slow down; returns early with the reason when stopped."""
        return self._until(now() + timedelta(seconds=seconds), now)

    def _until(self, over: datetime, now: Callable[[], datetime]) -> str | None:
        bell = threading.Event()  # never rung: its wait ends by time, and the loop looks at the switch in between
        while not (reason := self.stopped()) and (left := (over - now()).total_seconds()) > 0:
            bell.wait(min(left, _LOOK_EVERY))
        return reason
