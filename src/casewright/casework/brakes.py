"""The brakes: the stop switch, the caps per day and run, the pause between cases."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casewright.casework.stop_switch import put_on, reason_of, refusals_beside, switch_that_is_on
from casewright.ledger.pace import Pace
from casewright.message import Message, msg, msg_n
from casewright.settings import Settings, same_name

REFUSALS = 3
"""So many times in a row Amazon may turn us away (429, 403, "too many requests"); then the switch goes on by itself."""

_LOOK_EVERY = 0.5
"""Seconds between two looks at the stop switch during a pause: a person who says stop is heard within a second."""


@dataclass(frozen=True, slots=True)
class Brakes:
    """What limits the program in an account. `switch` is the stop file; `pause` is in seconds."""

    switch: Path
    per_day: int
    batch: int
    pause: float
    per_hour: int | None = None
    own: Mapping[str, Brakes] = field(default_factory=dict)
    """The brakes of accounts that have such, by `same_name`."""

    @classmethod
    def of(cls, settings: Settings, switch: Path, *, live: bool) -> Brakes:
        """Return the brakes that the settings ask for; practice has no pause, which is for Amazon's sake."""
        pause = settings.pause_seconds if live else 0.0
        each = {
            same_name(name): settings.for_account(name).model_copy(update={"accounts": {}})
            for name in settings.accounts
        }
        own = {name: cls.of(held, switch, live=live) for name, held in each.items()}
        return cls(switch, settings.per_day, settings.batch, pause, settings.per_hour, own)

    def of_account(self, account: str) -> Brakes:
        """Return the brakes for an account: its own caps and pause, the same switch and run."""
        return self.own.get(same_name(account), self)

    @property
    def pace(self) -> Pace:
        """What the ledger checks before it gives a permit."""
        return Pace(self.per_day, timedelta(seconds=self.pause), self.per_hour)

    def stopped(self) -> Message | None:
        """Return why nothing may be done right now, or None. Checked before every act."""
        if os.environ.get("CASEWRIGHT_STOP"):
            return msg("the stop switch is on (CASEWRIGHT_STOP is set)")
        if on := switch_that_is_on(self.switch):
            if why := reason_of(on):
                return msg("the stop switch is on: {why} (`casewright resume` turns it off)", why=Message(why))
            return msg("the stop switch is on (`casewright resume` turns it off)")
        return None

    def pull(self, reason: Message) -> None:
        """Turn the switch on automatically; one that is already on keeps its reason."""
        if switch_that_is_on(self.switch) is None:
            put_on(self.switch, str(reason))

    def refused(self, what: Message) -> None:
        """Record that Amazon turned us away; the third time in a row, across all runs, turns the switch on."""
        refusals = refusals_beside(self.switch)
        try:
            refusals.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with refusals.open("a", encoding="utf-8") as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC {' '.join(str(what).split())}\n")
            count = len(refusals.read_text(encoding="utf-8").splitlines())
        except OSError:
            self.pull(msg("Amazon turned Casewright away, and how often cannot be recorded: {what}", what=what))
            return
        if count >= REFUSALS:
            self.pull(msg("Amazon turned Casewright away {count} times in a row, last: {what}", count=count, what=what))

    def welcome(self) -> None:
        """Record that a walk succeeded: the count of refusals in a row starts again."""
        refusals_beside(self.switch).unlink(missing_ok=True)

    def capped(self, filed_today: int, filed_now: int) -> Message | None:
        """Return why no further case may be filed today or in this run, or None."""
        if reached := self.pace.reached(filed_today):
            return reached
        if filed_now >= self.batch:
            return msg_n(
                "{count} case was filed in this run; the cap is {cap}",
                "{count} cases were filed in this run; the cap is {cap}",
                filed_now,
                cap=self.batch,
            )
        return None

    def hold(self, last: datetime | None, now: Callable[[], datetime]) -> Message | None:
        """Wait out the pause since the account's last case; return early with the reason if stopped."""
        if last is None or not self.pause:  # without a pause there is no wait, even if the clock was changed
            return self.stopped()
        return self.wait_until(last + timedelta(seconds=self.pause), now)

    def rest(self, seconds: float, now: Callable[[], datetime]) -> Message | None:
        """Wait because the site asked to slow down; return early with the reason if stopped."""
        return self.wait_until(now() + timedelta(seconds=seconds), now)

    def wait_until(self, over: datetime, now: Callable[[], datetime]) -> Message | None:
        """Wait until a moment; return early with the reason if stopped."""
        bell = threading.Event()  # never set: its wait times out, and the loop checks the switch in between
        while not (reason := self.stopped()) and (left := (over - now()).total_seconds()) > 0:
            bell.wait(min(left, _LOOK_EVERY))
        return reason
