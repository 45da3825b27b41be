"""What is left out of the core: each extra names itself, with the command that brings it."""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module

import pytest

from casewright import extras
from casewright.extras import ExtraMissing, imported_with, install_command
from casewright.intake.cells import Unreadable
from casewright.intake.photos import check as check_photo
from casewright.policy import workdays


@pytest.fixture
def no_holidays(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    workdays._calendar.cache_clear()
    yield
    workdays._calendar.cache_clear()


@pytest.mark.parametrize(
    ("extra", "module"),
    [
        ("browser", "websockets"),
        ("calendar", "icalendar"),
        ("desk", "starlette"),
        ("mcp", "mcp"),
        ("ocr", "rapidocr"),
        ("photos", "pi_heif"),
        ("postgresql", "psycopg"),
        ("team", "procrastinate"),
    ],
)
def test_a_missing_library_names_its_extra_and_the_command_for_this_python(monkeypatch, extra, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExtraMissing) as refused, imported_with(extra):
        __import__(module)
    assert str(refused.value.message) == f"casewright[{extra}] is not installed."
    assert f'{sys.executable} -m pip install "casewright[{extra}]"' in str(refused.value.remedy)


def test_a_path_with_a_space_is_one_word_of_the_command(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/home/a b/python")
    assert install_command("desk") == '"/home/a b/python" -m pip install "casewright[desk]"'


def test_where_an_environment_has_no_pip_uv_is_named(monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    monkeypatch.setattr(sys, "executable", "/tools/casewright/bin/python")
    assert install_command("desk") == 'uv pip install --python /tools/casewright/bin/python "casewright[desk]"'


def test_another_library_that_is_missing_is_not_taken_for_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ModuleNotFoundError) as failed, imported_with("desk"):
        __import__("jinja2")
    assert not isinstance(failed.value, ExtraMissing)


def test_a_heic_photo_that_nothing_here_can_read_is_a_problem_that_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic")
    with pytest.raises(Unreadable) as refused:
        check_photo(tmp_path / "photo.heic")
    assert refused.value.code == "photo-needs-extra"
    assert install_command("photos") in str(refused.value.expected)


def test_a_calendar_file_without_its_library_is_refused_with_the_command(monkeypatch):
    monkeypatch.delitem(sys.modules, "casewright.report.calendar", raising=False)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ExtraMissing, match="calendar"):
        import_module("casewright.report.calendar")


@pytest.mark.parametrize(
    ("day", "code", "works"),
    [
        (date(2026, 11, 27), "US", True),
        (date(2026, 11, 28), "US", False),
        (date(2026, 11, 27), "SA", False),
        (date(2026, 11, 29), "SA", True),
        (date(2026, 11, 26), "US", True),
    ],
)
def test_without_the_holidays_weekends_still_count(no_holidays, day, code, works):
    assert workdays.is_workday(day, code) is works


def test_without_the_holidays_an_answer_is_looked_for_too_early_and_never_too_late(no_holidays):
    days = [date(2026, month, day) for month in range(1, 13) for day in (1, 11, 21)]
    early = [workdays.answer_due(day, "US") for day in days]
    workdays._calendar.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "holidays")
        late = [workdays.answer_due(day, "US") for day in days]
    workdays._calendar.cache_clear()
    assert all(first <= second for first, second in zip(early, late, strict=True))
    assert early != late


def test_days_without_holidays_come_with_a_notice(no_holidays):
    assert "Public holidays are not counted" in str(workdays.holidays_notice())
    assert install_command("calendar") in str(workdays.holidays_notice())


def test_with_the_holidays_there_is_nothing_to_notice():
    assert not workdays.holidays_notice()
