"""Working days: when an answer is due, where the marketplace works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from types import ModuleType

from casewright.extras import how_to_install
from casewright.message import NOTHING, Message, msg
from casewright.model.marketplaces import marketplace

ANSWER_WORKDAYS = 3
"""Amazon's associates answer within two to three working days (a seller's published account, 2021)."""


def is_workday(day: date, code: str) -> bool:
    """Whether people work on a day in a marketplace's country: neither its weekend nor, where known, a public holiday.

    Raises:
        UnknownMarketplace: the code is none.
    """
    return _calendar(marketplace(code).country)(day)


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


def holidays_notice() -> Message:
    """Return what to know about days counted without public holidays; an empty message if they count.

    Without them an answer is looked for too early, never too late.
    """
    if _holidays() is not None:
        return NOTHING
    return msg("Public holidays are not counted: {how}.", how=how_to_install("calendar"))


_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_FRIDAY_AND_SATURDAY = frozenset({"EG", "SA"})
"""The countries with marketplaces whose weekend is not Saturday and Sunday."""


@cache
def _calendar(country: str) -> Callable[[date], bool]:
    """Tells of a day whether people work on it in a country."""
    weekend = (_FRIDAY, _SATURDAY) if country in _FRIDAY_AND_SATURDAY else (_SATURDAY, _SUNDAY)
    library = _holidays()
    if library is None:
        return lambda day: day.weekday() not in weekend
    calendar = library.country_holidays(country)
    return lambda day: bool(calendar.is_working_day(day))


def _holidays() -> ModuleType | None:
    """The library that knows every country's holidays, read when they are first asked for; None where it is missing."""
    try:
        return import_module("holidays")
    except ModuleNotFoundError:
        return None
