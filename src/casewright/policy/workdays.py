"""Working days: when an answer is due, where the marketplace works."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from casewright.model.marketplaces import marketplace

if TYPE_CHECKING:
    from holidays import HolidayBase

ANSWER_WORKDAYS = 3
"""Amazon's associates answer within two to three working days (a seller's published account, 2021)."""


def is_workday(day: date, code: str) -> bool:
    """Whether people work on a day in a marketplace's country: neither its weekend nor a public holiday.

    Raises:
        UnknownMarketplace: the code is none.
    """
    return bool(_calendar(marketplace(code).country).is_working_day(day))


def after(start: date, workdays: int, code: str) -> date:
    """The day on which so many working days have passed since `start`, which itself does not count.

    Raises:
        ValueError: `workdays` is below zero.
        UnknownMarketplace: the code is none.
    """
    if workdays < 0:
        raise ValueError("working days are counted forward")
    day = start
    left = workdays
    while left:
        day += timedelta(days=1)
        left -= is_workday(day, code)
    return day


def workdays_until(start: date, end: date, code: str) -> int:
    """How many working days are left from a day, which itself does not count, to another; below 0 once it is past.

    Raises:
        UnknownMarketplace: the code is none.
    """
    first, last, sign = (start, end, 1) if start <= end else (end, start, -1)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sign * sum(is_workday(day, code) for day in days)


def answer_due(filed_on: date, code: str) -> date:
    """The day after which an unanswered case is worth a reminder."""
    return after(filed_on, ANSWER_WORKDAYS, code)


@cache
def _calendar(country: str) -> HolidayBase:
    import holidays  # noqa: PLC0415 (large, and only follow-ups need it)

    return holidays.country_holidays(country)
