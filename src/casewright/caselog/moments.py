"""Moments as the case log's pages write them. Pure; a moment without a time zone does not count."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<{}>[A-Za-z]{{3,9}})\.?"
_DATE = (
    rf"(?:{_MONTH.format('month')} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})"  # March 19, 2025
    rf"|(?P<day2>\d{{1,2}})\.? {_MONTH.format('month2')},? (?P<year2>\d{{4}})"  # 24 Sep 2026
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2}))"
)
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
_ZONE = r"(?:(?:GMT|UTC|Z)? ?(?P<east>[+-]\d{1,2}):?(?P<minutes>\d{2})?|GMT|UTC|Z)(?!\w)"
_MOMENT = re.compile(rf"(?<!\w){_DATE}(?:,? (?:at )?|T){_TIME} ?{_ZONE}")


def find_moment(text: str) -> datetime | None:
    """The first moment in a text, in UTC; None for none, or one that no calendar has.

    `March 19, 2025 at 07:17:06 PM GMT+5` and `24 Sep 2026 12:34 UTC` were seen; ISO 8601 is understood as well.
    """
    found = _MOMENT.search(" ".join(text.split()))
    if found is None:
        return None
    try:
        return _moment(found)
    except (ValueError, OverflowError):
        return None


def is_moment(text: str) -> bool:
    """Return whether a text is a moment and nothing else."""
    return _MOMENT.fullmatch(" ".join(text.split())) is not None


def _moment(found: re.Match[str]) -> datetime:
    day, year = (int(found[name] or found[f"{name}2"] or found[f"{name}3"]) for name in ("day", "year"))
    month = int(found["month3"]) if found["month3"] else _month(found["month"] or found["month2"])
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if found["half"].casefold() == "p" else 0)
    there = datetime(year, month, day, hour, int(found["minute"]), int(found["second"] or 0), tzinfo=_zone(found))
    return there.astimezone(UTC)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1


def _zone(found: re.Match[str]) -> timezone:
    hours, minutes = int(found["east"] or 0), int(found["minutes"] or 0)
    east = timedelta(hours=abs(hours), minutes=minutes)
    return timezone(-east if (found["east"] or "").startswith("-") else east)
