"""What a worker queues by itself: at the times of day that it was told, the reading of its accounts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta

from casewright.app.jobs import reading_jobs
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.site_name import SiteName
from casewright.worker.job_queue import JobQueue

DailyTime = time
"""A time of day on this machine's clock."""

_LONGEST_REST = 300.0
"""Seconds: a machine that slept meanwhile, or whose clock was set, is noticed within these."""


def read_daily_time(text: str) -> DailyTime:
    """A time of day as a person writes it: `07:30`.

    Raises:
        UsageError: it is none.
    """
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 (a time of day has no zone)
    except ValueError:
        raise UsageError(
            msg("{text} is not a time of day.", text=text), remedy=msg("Write it like {example}.", example="07:30")
        ) from None


def next_moment(times: Sequence[DailyTime], now: datetime) -> datetime:
    """The first moment after `now` at which one of these times comes; both are on this machine's clock."""
    days = (now.date(), now.date() + timedelta(days=1))
    moments = (datetime.combine(day, at).astimezone() for day in days for at in times)
    return min(moment for moment in moments if moment > now)


async def queue_daily(
    queue: JobQueue,
    site: SiteName,
    accounts: Sequence[str],
    times: Sequence[DailyTime],
    now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
) -> None:
    """Queue the reading of the accounts at each of the times, while the worker runs; what waits is not doubled."""
    bell = asyncio.Event()  # never rung: its wait ends by time
    due = next_moment(times, now())
    while True:
        left = (due - now()).total_seconds()
        if left > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), min(left, _LONGEST_REST))
            continue
        for account in accounts:
            for job in reading_jobs(site, account):
                await queue.add(job, once=True)
        due = next_moment(times, now())
