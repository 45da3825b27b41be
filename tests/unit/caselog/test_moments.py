"""Moments are read exactly, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.caselog.moments import find_moment, is_moment


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("March 19, 2025 at 07:17:06 PM GMT", 19),
        ("March 19, 2025 at 07:17:06 PM GMT-7", 26),
        ("March 19, 2025 at 12:17:06 AM UTC", 0),
        ("March 19, 2025 at 12:17:06 PM GMT+0", 12),
        ("2025-03-19T19:17:06Z", 19),
        ("2025-03-19T19:17:06.250+00:00", 19),
        ("19 Mar 2025 19:17:06 UTC", 19),
        ("Mar 19, 2025, 7:17:06 p.m. UTC", 19),
        ("Sent: 19 Mar 2025  19:17:06 UTC by Amazon", 19),
    ],
)
def test_a_moment_is_told_in_utc(text: str, hour: int) -> None:
    assert find_moment(text) == datetime(2025, 3, 19, 0, 17, 6, tzinfo=UTC) + timedelta(hours=hour)


def test_the_form_of_a_case_page_is_understood() -> None:
    assert find_moment("24 Sep 2026 12:34 UTC") == datetime(2026, 9, 24, 12, 34, tzinfo=UTC)
    assert is_moment(" 24 Sep 2026 12:34 UTC ")
    assert not is_moment("24 Sep 2026 12:34 UTC by Amazon")


def test_half_hours_count_in_the_direction_of_the_hours() -> None:
    assert find_moment("March 19, 2025 at 07:17:06 PM GMT+5:30") == datetime(2025, 3, 19, 13, 47, 6, tzinfo=UTC)
    assert find_moment("March 19, 2025 at 07:17:06 PM GMT-0330") == datetime(2025, 3, 19, 22, 47, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "March 19, 2025 at 07:17:06 PM",
        "March 39, 2025 at 07:17:06 PM GMT",
        "March 19, 2025 at 13:17:06 PM GMT",
        "Foo 19, 2025 at 07:17:06 PM GMT",
        "19 Mar 2025 12:34 UTCX",
        "Z",
    ],
)
def test_what_is_no_moment_is_none_rather_than_a_guess(text: str) -> None:
    assert find_moment(text) is None


FORMS = ("{0:%B} {0.day}, {0.year} at {0:%I:%M:%S %p} GMT{1:+d}", "{0.day} {0:%b} {0.year} {0:%H:%M:%S} GMT{1:+d}")


@given(
    st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(-12, 14),
    st.sampled_from(FORMS),
)
def test_every_moment_that_the_case_log_can_show_is_read_back(at: datetime, hours: int, form: str) -> None:
    assert find_moment(form.format(at.astimezone(timezone(timedelta(hours=hours))), hours)) == at


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_moments(text: str) -> None:
    found = find_moment(text)
    assert found is None or found.tzinfo is UTC
