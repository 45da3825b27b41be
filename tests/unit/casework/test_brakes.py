"""The brakes hold before every act, and a pause ends the moment somebody says stop."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casewright.casework.brakes import Brakes
from casewright.settings import Settings


@pytest.fixture
def brakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Brakes:
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    return Brakes(switch=tmp_path / "STOP", per_day=10, batch=4, pause=0.0)


def now() -> datetime:
    return datetime.now(UTC)


def test_without_a_switch_nothing_is_held_back(brakes: Brakes) -> None:
    assert brakes.stopped() is None
    assert brakes.hold(now(), now) is None


def test_the_stop_file_stops_and_names_the_way_back(brakes: Brakes) -> None:
    brakes.switch.touch()
    assert "casewright resume" in str(brakes.stopped())


def test_the_environment_stops_too(brakes: Brakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_STOP", "1")
    assert "CASEWRIGHT_STOP" in str(brakes.stopped())


@pytest.mark.parametrize(("today", "this_run", "held"), [(9, 3, False), (10, 0, True), (0, 4, True), (11, 9, True)])
def test_caps_count_the_day_and_the_run(brakes: Brakes, today: int, this_run: int, *, held: bool) -> None:
    assert bool(brakes.capped(today, this_run)) is held


def test_a_stop_during_a_pause_is_heard_before_the_pause_is_over(brakes: Brakes) -> None:
    slow = Brakes(brakes.switch, brakes.per_day, brakes.batch, pause=3600)
    threading.Timer(0.05, brakes.switch.touch).start()
    assert "stop switch" in str(slow.hold(now(), now))


def test_a_pause_that_is_already_over_is_not_waited_for(brakes: Brakes) -> None:
    slow = Brakes(brakes.switch, brakes.per_day, brakes.batch, pause=60)
    assert slow.hold(now() - timedelta(seconds=61), now) is None


def test_without_a_pause_nothing_is_waited_for_although_the_clock_was_turned_back(brakes: Brakes) -> None:
    assert brakes.hold(datetime.now(UTC) + timedelta(minutes=15), lambda: datetime.now(UTC)) is None


def test_practice_has_caps_but_no_pause(tmp_path: Path) -> None:
    settings = Settings(pause_seconds=30)
    assert Brakes.of(settings, tmp_path / "STOP", live=False).pause == 0
    assert Brakes.of(settings, tmp_path / "STOP", live=True).pause == 30
