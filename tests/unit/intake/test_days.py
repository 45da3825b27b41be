"""Days as they are written in every marketplace; a date with two meanings is settled by its column or refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.cells import Unreadable
from casewright.intake.days import DayOrder, find_order, read_day, read_moment

OCTOBER_15 = date(2026, 10, 15)


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-15",
        "2026/10/15",
        "2026.10.15",
        "2026年10月15日",
        "2026年10月15号"[:-1] + "日",
        "2026년 10월 15일",
        "20261015",
        "２０２６-１０-１５",
        "2026-10-15\u200b",
        " 2026-10-15 ",
        "2026-10-15T10:20:30Z",
        "2026-10-15 10:20",
        "10/15/2026",
        "10/15/26",
        "10/15/2026 12:00:00 AM PDT",
        "15.10.2026",
        "15.10.26",
        "15.10.2026 00:00",
        "15/10/2026",
        "15-10-2026",
        "Oct 15, 2026",
        "October 15 2026",
        "Thu, Oct 15, 2026",
        "15-Oct-26",
        "15 October 2026",
        "15th of October 2026",
        "15. Oktober 2026",
        "15 octobre 2026",
        "15 de octubre de 2026",
        "15 ott 2026",
        "15 okt. 2026",
        "15 paź 2026",
        "15 Eki 2026",
        "Oct 15, 2026 11:12:13 PM PDT",
        "令和8年10月15日",
        "R8.10.15",
        46310,
        46310.5,
        "46310",
        "46310.5",
        "46310,5",
        OCTOBER_15,
        datetime(2026, 10, 15, 23, 59, tzinfo=UTC),
    ],
)
def test_a_day_may_be_written_in_many_ways(written):
    assert read_day(written) == OCTOBER_15


@pytest.mark.parametrize(
    "written",
    [
        "2026/13/45",
        "2026-02-29",
        "soon",
        "3rd of May",
        "令和8年13月1日",
        "Foo 15, 2026",
        "32.10.2026",
        7,
        1e300,
        -1,
        True,
        [1],
    ],
)
def test_what_is_no_day_is_refused_with_an_example(written):
    with pytest.raises(Unreadable) as refused:
        read_day(written)
    assert refused.value.code in {"bad-date", "bad-text"}
    assert "2026-11-03" in str(refused.value.expected) or refused.value.code == "bad-text"


def test_the_first_year_of_an_era_has_a_word_of_its_own():
    assert read_day("令和元年5月1日") == date(2019, 5, 1)


def test_a_day_whose_month_is_not_certain_is_refused_with_both_readings():
    with pytest.raises(Unreadable, match="could be 2026-03-04 or 2026-04-03"):
        read_day("03/04/2026")


def test_month_and_day_that_are_the_same_number_have_one_meaning():
    assert read_day("10/10/2026") == date(2026, 10, 10)


def test_with_points_between_the_day_comes_first():
    assert read_day("03.10.2026") == date(2026, 10, 3)


def test_two_digits_in_front_may_be_the_year():
    with pytest.raises(Unreadable, match="could be"):
        read_day("26/10/11")
    assert read_day("26/10/11", DayOrder.YEAR_FIRST) == date(2026, 10, 11)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["10/5/2026", "10/13/2026"], DayOrder.MONTH_FIRST),
        (["5/10/2026", "13/10/2026", None, "later"], DayOrder.DAY_FIRST),
        (["5/10/2026", "6/10/2026"], None),
        (["13/10/2026", "10/13/2026"], None),
        (["2026-10-13"], None),
    ],
)
def test_one_day_that_can_be_read_one_way_only_settles_its_column(column, order):
    found = find_order(column)

    assert (found[0] if found else None) == order


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-10-12T17:30:00+00:00", datetime(2026, 10, 12, 17, 30, tzinfo=UTC)),
        ("2026-10-12T17:30:00Z", datetime(2026, 10, 12, 17, 30, tzinfo=UTC)),
        ("2026-10-13T00:00:00-0700", datetime(2026, 10, 13, 7, tzinfo=UTC)),
        ("Oct 12, 2026 5:30:00 PM PDT", datetime(2026, 10, 13, 0, 30, tzinfo=UTC)),
        ("2026/10/13 2:30:00JST", datetime(2026, 10, 12, 17, 30, tzinfo=UTC)),
        ("12.10.2026 17:30:00 GMT+2", datetime(2026, 10, 12, 15, 30, tzinfo=UTC)),
        ("2026-10-12T17:30:00", None),
        ("2026-10-12", None),
        ("12.10.2026 17:30 XYZ", None),
    ],
)
def test_a_time_with_its_zone_is_a_moment(written, moment):
    assert read_moment(written)[1] == moment


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_text_and_from_its_spreadsheet_number(day):
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.year}/{day.month}/{day.day}") == day
    assert read_day((day - date(1899, 12, 30)).days) == day
    assert read_day(f"{day:%b} {day.day}, {day.year}") == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", DayOrder.MONTH_FIRST) == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", DayOrder.DAY_FIRST) == day


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(-12 * 60, 14 * 60))  # noqa: DTZ001 (given their zone below)
def test_every_moment_is_read_back_with_its_zone(moment, minutes):
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))

    assert read_moment(aware.isoformat())[1] == aware


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_day_or_refused(text):
    with suppress(Unreadable):
        assert isinstance(read_day(text), date)
