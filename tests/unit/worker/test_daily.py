"""The daily reading comes at the times that were said, whatever the clock says when the worker begins."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.errors import UsageError
from casewright.worker.daily import next_moment, read_daily_time

TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 30)).map(datetime.astimezone)  # noqa: DTZ001


@given(st.lists(TIMES, min_size=1, max_size=4), MOMENTS)
def test_the_next_moment_is_one_of_the_times_and_within_a_day(times: list[time], now: datetime) -> None:
    moment = next_moment(times, now)

    assert moment.time() in times
    assert timedelta(0) < moment - now <= timedelta(hours=25)  # the day on which a clock is set back has 25


def test_a_time_of_day_is_read_as_it_is_written() -> None:
    assert read_daily_time(" 07:30 ") == time(7, 30)


@pytest.mark.parametrize("text", ["", "7", "24:00", "7.30", "noon", "07:60"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_daily_time(text)
