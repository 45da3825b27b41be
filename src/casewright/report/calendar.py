"""What is due as a calendar file: whole days of the marketplace, the same events under the same names each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from casewright.casework.follow_up import Due, What
from casewright.escape import visible, visible_line
from casewright.whole_file import write_whole

_TITLES = {
    What.ANSWER: "Amazon's answer is due: case {name} ({claim})",
    What.REPLY: "Reply to Amazon: case {name} ({claim})",
    What.WINDOW: "File claim {name}: Amazon's window closes",
}


def write_calendar(path: Path, dues: Iterable[Due], now: datetime) -> Path:
    """Write an iCalendar file that any calendar program takes; one written later replaces its events, by their names.

    Raises:
        CannotWrite: the file cannot be written.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Casewright//due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Casewright")
    for one in dues:
        event = Event()
        event.add("uid", visible_line(f"{one.what}-{one.marketplace}-{one.name}@casewright"))
        event.add("dtstamp", now)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", visible_line(_TITLES[one.what].format(name=one.name, claim=one.claim_id)))
        event.add("description", visible(f"{one.detail} ({one.marketplace})"))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return write_whole(path, calendar.to_ical())
