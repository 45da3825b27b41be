"""Days as people and reports write them, in the notations of every marketplace; two meanings are never guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from casewright.intake.cells import Cell, Unreadable, narrow, words
from casewright.message import Message, either, msg

EXPECTED_DAY = msg("a date as year-month-day, like 2026-11-03")

_DAY_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"[3-7]\d{4}(?:[.,]\d+)?")
"""A day number as text: what a spreadsheet writes into a CSV where its column was not formatted as a date."""
_SERIAL_DAYS = range(36_526, 73_051)
"""Spreadsheet day numbers from 2000 to 2099: nothing else is taken for a date."""

_CLOCK = (
    r"(?:[T ,]+(?:at |um |à )?(?P<half_before>上午|下午|午前|午後)?\s*"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|[A-Za-z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?)?)?"
)
_AFTERNOON = frozenset({"下午", "午後"})
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})\s*[日号號일.]?" + _CLOCK
)
_COMPACT = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_ERA = re.compile(
    r"(?P<era>令和|平成|R|H)\s*(?P<year>\d{1,2}|元)\s*[年./-]\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?"
    + _CLOCK
)
_ERA_BEGAN = {"令和": 2019, "R": 2019, "平成": 1989, "H": 1989}
_NAMED = re.compile(
    r"(?:[^\W\d]{2,10}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s/-]*(?:de |of )?(?P<name>[^\W\d]{3,12})\.?"
    r"[\s,/-]*(?:de )?(?P<year>\d{4}|\d{2})" + _CLOCK
)
_NAME_FIRST = re.compile(
    r"(?:[^\W\d]{2,10}\.?,?\s+)?(?P<name>[^\W\d]{3,12})\.?[\s-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,-]+(?P<year>\d{4}|\d{2})"
    + _CLOCK
)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d{2})" + _CLOCK)

#: Beginnings of the months' names in the languages of Seller Central, January first.
_MONTHS = (
    ("jan", "ene", "gen", "sty", "oca", "jän"),
    ("feb", "fév", "fev", "lut", "şub", "sub"),
    ("mar", "mär", "maa", "mrt"),
    ("apr", "abr", "avr", "kwi", "nis"),
    ("may", "mai", "mag", "mei", "maj"),
    ("jun", "juin", "giu", "cze", "haz"),
    ("jul", "juil", "lug", "lip", "tem"),
    ("aug", "aoû", "aou", "ago", "sie", "ağu", "agu"),
    ("sep", "set", "wrz", "eyl"),
    ("oct", "okt", "ott", "out", "paź", "paz", "eki"),
    ("nov", "lis", "kas"),
    ("dec", "dez", "dic", "déc", "gru", "ara"),
)
_ZONES: dict[str, int] = {
    name: minutes
    for names, minutes in (
        ("Z UTC GMT WET", 0),
        ("PST", -480),
        ("PDT MST", -420),
        ("MDT CST", -360),
        ("CDT EST", -300),
        ("EDT", -240),
        ("BRT", -180),
        ("BST CET MEZ", 60),
        ("CEST MESZ EET", 120),
        ("EEST TRT", 180),
        ("GST", 240),
        ("IST", 330),
        ("SGT", 480),
        ("JST", 540),
        ("AEST", 600),
        ("AEDT", 660),
    )
    for name in names.split()
}
"""Names of time zones in Amazon's reports, in minutes east of Greenwich."""


class DayOrder(StrEnum):
    """Which number of a date such as 10/11/2026 is which."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"
    YEAR_FIRST = "year first"


ORDER_NAMES = {
    DayOrder.MONTH_FIRST: msg("month first"),
    DayOrder.DAY_FIRST: msg("day first"),
    DayOrder.YEAR_FIRST: msg("year first"),
}
"""The orders, for people."""


def read_day(cell: Cell, order: DayOrder | None = None) -> date:
    """A cell as a day; `order` settles dates that could be two days.

    Raises:
        Unreadable: no such day exists, or month and day cannot be told apart.
    """
    return read_moment(cell, order)[0]


def read_moment(cell: Cell, order: DayOrder | None = None) -> tuple[date, datetime | None]:
    """A cell as a day, and as a moment with its time zone where the cell names both clock and zone.

    Raises:
        Unreadable: as for `read_day`.
    """
    if isinstance(cell, datetime):
        return cell.date(), cell if cell.tzinfo else None
    if isinstance(cell, date):
        return cell, None
    if is_day_number(cell):
        return _serial_day(float(narrow(str(cell)).replace(",", "."))), None
    text = narrow(words(cell))
    readings = _readings(text)
    if order in readings:
        return readings[order]
    possible = dict.fromkeys(readings.values())
    if len(possible) == 1:
        return next(iter(possible))
    if not possible:
        raise Unreadable("bad-date", _why_not(text), EXPECTED_DAY)
    if DayOrder.DAY_FIRST in readings and "." in text and "/" not in text:
        return readings[DayOrder.DAY_FIRST]  # with points between, the day comes first wherever dates are written so
    days = either([*dict.fromkeys(found.isoformat() for found, _ in possible)])
    raise Unreadable("bad-date", msg("{text} could be {days}", text=text, days=days), EXPECTED_DAY)


def is_day_number(cell: Cell) -> bool:
    """Return whether a cell names its day by a spreadsheet's number of days, not by year, month and day."""
    if isinstance(cell, str):
        return bool(_SERIAL.fullmatch(narrow(cell)))
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def find_order(cells: Iterable[Cell]) -> tuple[DayOrder, str] | None:
    """The order in which a column writes its days, and the cell that settles it; None where none or two are settled."""
    settled: dict[DayOrder, str] = {}
    for cell in cells:
        if isinstance(cell, str) and _NUMBERS.fullmatch(text := narrow(cell)):
            readings = _readings(text)
            if len(readings) == 1:
                settled.setdefault(next(iter(readings)), text)
    return next(iter(settled.items())) if len(settled) == 1 else None


def _readings(text: str) -> dict[DayOrder, tuple[date, datetime | None]]:
    """Each day that a text can mean, by the order that it then has."""
    if match := _NUMBERS.fullmatch(text):
        return _of_numbers(match)
    for pattern in (_YEAR_FIRST, _COMPACT, _ERA, _NAMED, _NAME_FIRST):
        if match := pattern.fullmatch(text):
            moment = _moment(match, _year(match), _month(match), int(match["day"]))
            return {DayOrder.YEAR_FIRST: moment} if moment else {}
    return {}


def _of_numbers(match: re.Match[str]) -> dict[DayOrder, tuple[date, datetime | None]]:
    first, second, third = int(match["a"]), int(match["b"]), int(match["c"])
    short = len(match["c"]) == 2
    year = third + 2000 if short else third
    tried = {DayOrder.MONTH_FIRST: (year, first, second), DayOrder.DAY_FIRST: (year, second, first)}
    if short and first >= _SHORT_YEARS_FROM:
        tried[DayOrder.YEAR_FIRST] = (first + 2000, second, third)
    made = {order: _moment(match, *numbers) for order, numbers in tried.items()}
    return {order: moment for order, moment in made.items() if moment}


_SHORT_YEARS_FROM = 20
"""A two-digit number that begins a date is taken for a year from 2020 on; Amazon's windows reach back two years."""


def _year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if era := groups.get("era"):
        return _ERA_BEGAN[era] + (1 if match["year"] == "元" else int(match["year"])) - 1
    return int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)


def _month(match: re.Match[str]) -> int:
    name = match.groupdict().get("name")
    if name is None:
        return int(match["month"])
    lowered = name.casefold()
    fitting = [(len(start), at) for at, group in enumerate(_MONTHS, 1) for start in group if lowered.startswith(start)]
    return max(fitting, default=(0, 0))[1]


def _moment(match: re.Match[str], year: int, month: int, day: int) -> tuple[date, datetime | None] | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    groups = match.groupdict()
    zone = _zone(groups.get("zone"))
    if groups.get("hour") is None or zone is None:
        return found, None
    hour = int(groups["hour"])
    if half := groups.get("half") or groups.get("half_before"):
        hour = hour % 12 + (12 if half[0] in "pP" or half in _AFTERNOON else 0)
    try:
        moment = datetime(year, month, day, hour, int(groups["minute"]), int(groups["second"] or 0), tzinfo=zone)
    except ValueError:
        return found, None
    return found, moment


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    named = re.fullmatch(r"([A-Za-z]*)(?:([+-])(\d{1,2}):?(\d{2})?)?", name)
    if named is None or (named[1] and named[1].upper() not in _ZONES):
        return None
    minutes = _ZONES.get(named[1].upper(), 0)
    if named[2]:
        minutes += (int(named[3]) * 60 + int(named[4] or 0)) * (-1 if named[2] == "-" else 1)
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None


def _serial_day(number: float) -> date:
    whole = int(number) if abs(number) < 10**15 else 0
    if whole in _SERIAL_DAYS:
        return _DAY_ZERO + timedelta(days=whole)
    if _COMPACT.fullmatch(str(whole)):
        return read_day(str(whole))
    raise Unreadable("bad-date", msg("this number is not a date"), EXPECTED_DAY)


def _why_not(text: str) -> Message:
    patterns = (_NUMBERS, _YEAR_FIRST, _COMPACT, _ERA)
    is_shaped = any(one.fullmatch(text) for one in patterns)
    return msg("there is no day {text}", text=text) if is_shaped else msg("this is not a date")
