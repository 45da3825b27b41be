"""What is due as a calendar file: whole days of the marketplace, the same events under the same names each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from casewright.casework.follow_up import Due, What
from casewright.escape import visible, visible_line
from casewright.extras import imported_with
from casewright.message import SOURCE, Message, msg
from casewright.whole_file import write_whole

with imported_with("calendar"):
    from icalendar import Alarm, Calendar, Event


def _title(due: Due) -> Message:
    match due.what:
        case What.ANSWER:
            return msg("Amazon's answer is due: case {case} ({claim})", case=due.name, claim=due.claim_id)
        case What.REPLY:
            return msg("Reply to Amazon: case {case} ({claim})", case=due.name, claim=due.claim_id)
        case What.WINDOW:
            return msg("File claim {claim}: Amazon's window closes", claim=due.name)


def write_calendar(path: Path, dues: Iterable[Due], now: datetime, language: str = SOURCE) -> Path:
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
        event.add("summary", visible_line(_title(one).say(language)))
        event.add("description", visible(_described(one, language)))
        event.add("transp", "TRANSPARENT")
        event.add_component(_alarm(str(event["summary"])))
        calendar.add_component(event)
    return write_whole(path, calendar.to_ical())


def _described(due: Due, language: str) -> str:
    """What is due of whom, and how much of it there is."""
    whose = f"{due.account}, {due.amount} {due.currency}" if due.account else ""
    detail = msg("{text} ({note})", text=due.detail, note=due.marketplace).say(language)
    return "\n".join(filter(None, (detail, whose)))


def _alarm(summary: str) -> Alarm:
    """A reminder at nine in the morning of the day: an event of a whole day begins at midnight."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(hours=9))
    return alarm
