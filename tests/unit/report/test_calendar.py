"""What is due as a calendar that other programs read: whole days, stable names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from casewright.casework.follow_up import Due, What
from casewright.report.calendar import write_calendar

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
REPLY = Due(
    what=What.REPLY, day=date(2026, 11, 28), marketplace="US", name="17204938815", claim_id="HL-1", detail="发票; asks"
)
WINDOW = Due(what=What.WINDOW, day=date(2026, 12, 1), marketplace="DE", name="HL-2", claim_id="HL-2", detail="ready")


def events(path: Path):
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_each_thing_is_a_whole_day_with_what_to_do(tmp_path):
    reply, window = events(write_calendar(tmp_path / "new" / "due.ics", [REPLY, WINDOW], NOW))
    assert (reply.decoded("dtstart"), reply.decoded("dtend")) == (date(2026, 11, 28), date(2026, 11, 29))
    assert str(reply["summary"]) == "Reply to Amazon: case 17204938815 (HL-1)"
    assert str(reply["description"]) == "发票; asks (US)"
    assert "HL-2" in str(window["summary"])


def test_the_same_thing_keeps_its_name_so_that_a_calendar_replaces_it(tmp_path):
    later = REPLY.model_copy(update={"day": date(2026, 11, 30), "detail": "another"})
    (first,) = events(write_calendar(tmp_path / "1.ics", [REPLY], NOW))
    (second,) = events(write_calendar(tmp_path / "2.ics", [later], NOW))
    assert first["uid"] == second["uid"]


def test_it_reminds_in_the_morning_and_says_whose_and_how_much(tmp_path):
    due = REPLY.model_copy(update={"account": "Harbor Lane Goods", "amount": "47.50", "currency": "USD"})
    (event,) = events(write_calendar(tmp_path / "due.ics", [due], NOW))
    assert str(event["description"]).splitlines()[1] == "Harbor Lane Goods, 47.50 USD"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=9)


def test_nothing_due_is_an_empty_calendar(tmp_path):
    assert events(write_calendar(tmp_path / "due.ics", [], NOW)) == []


def test_nothing_in_a_calendar_acts_on_a_terminal(tmp_path: Path) -> None:
    one = REPLY.model_copy(update={"name": "1\x1b]52;c;cm0=\x07", "claim_id": "A\u202e", "detail": "\x9b2J"})
    written = write_calendar(tmp_path / "due.ics", [one], NOW).read_text(encoding="utf-8")
    assert not set(written) & set("\x1b\x07\u202e\x9b")
