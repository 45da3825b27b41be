"""What a site says of how long it wants to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.caselog.case import slow_down

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 23 Nov 2026 12:01:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 13:01:30 +0100", 90.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_seconds_and_dates_are_understood_and_nothing_else(header, seconds):
    error = slow_down("the case log", header, NOW)
    assert (error.reason, error.wait) == ("rate-limited", seconds)


def test_the_person_is_told_how_long():
    assert "for 120 seconds" in str(slow_down("the case log", "120", NOW))
    assert str(slow_down("the case log", None, NOW)) == "the case log asks to slow down"


@given(st.text())
def test_whatever_a_site_writes_there_is_no_crash(header):
    wait = slow_down("the case log", header, NOW).wait
    assert wait is None or wait >= 0
