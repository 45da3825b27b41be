"""How fast a run goes and how long it still takes, from what is done so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from casewright.message import Message, msg, msg_n


class Speed:
    """Counts what is done. The time in which a person is asked does not count: nobody knows how long they read."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._done = 0

    def count(self) -> None:
        """One more is done."""
        self._done += 1

    def reach(self, done: int) -> None:
        """So many are done."""
        self._done = done

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let no time pass."""
        since = self._clock()
        try:
            yield
        finally:
            self._begun += self._clock() - since

    def forecast(self, of: int) -> Message | None:
        """How many a minute, and how long the rest of `of` takes; None while nothing is known or nothing is left."""
        taken = self._clock() - self._begun
        if not self._done or of <= self._done or taken <= 0:
            return None
        a_minute = self._done * 60 / taken
        return msg(
            "{rate} a minute, about {time} left",
            rate=f"{a_minute:.1f}" if a_minute < 10 else f"{a_minute:.0f}",
            time=duration((of - self._done) * taken / self._done),
        )

    def rate(self, count: int) -> int:
        """How many a second, where `count` are done."""
        taken = self._clock() - self._begun
        return round(count / taken) if taken > 0 else count


def duration(seconds: float) -> Message:
    """`40 seconds`, `3 minutes`, `2 hours`: as exact as a forecast can be."""
    if seconds < 60:
        return msg_n("{count} second", "{count} seconds", max(round(seconds), 1))
    if seconds < 90 * 60:
        return msg_n("{count} minute", "{count} minutes", round(seconds / 60))
    return msg_n("{count} hour", "{count} hours", round(seconds / 3600))
