"""Working days: weekends and public holidays of the marketplace's country do not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.model.marketplaces import MARKETPLACES, UnknownMarketplace
from casewright.policy.workdays import after, answer_due, is_workday


@pytest.mark.parametrize(
    ("day", "code", "works"),
    [
        (date(2026, 11, 23), "US", True),
        (date(2026, 11, 26), "US", False),  # Thanksgiving
        (date(2026, 11, 26), "UK", True),
        (date(2026, 11, 28), "DE", False),  # a Saturday
        (date(2026, 11, 27), "SA", False),  # a Friday, the weekend there
        (date(2026, 11, 29), "SA", True),
        (date(2026, 12, 25), "GB", False),
        (date(2026, 5, 4), "JP", False),  # Greenery Day
    ],
)
def test_each_country_has_its_own_week_and_feasts(day, code, works):
    assert is_workday(day, code) is works


def test_an_answer_due_over_thanksgiving_waits_for_monday():
    assert answer_due(date(2026, 11, 25), "US") == date(2026, 12, 1)
    assert answer_due(date(2026, 11, 25), "UK") == date(2026, 11, 30)


def test_no_working_days_later_is_the_same_day():
    assert after(date(2026, 11, 28), 0, "US") == date(2026, 11, 28)


def test_days_are_counted_forward_only():
    with pytest.raises(ValueError, match="forward"):
        after(date(2026, 11, 28), -1, "US")


def test_an_unknown_marketplace_is_refused():
    with pytest.raises(UnknownMarketplace):
        is_workday(date(2026, 11, 28), "XX")


@given(st.sampled_from(sorted(MARKETPLACES)), st.dates(date(2024, 1, 1), date(2029, 1, 1)), st.integers(1, 12))
def test_the_due_day_is_a_working_day_with_that_many_before_it(code, start, workdays):
    due = after(start, workdays, code)
    assert is_workday(due, code)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(is_workday(day, code) for day in between) == workdays
