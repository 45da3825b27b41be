"""Casewright stops itself: at once for a robot page or a text that asks it to, after a row for being turned away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casewright.casework.brakes import REFUSALS, Brakes
from casewright.casework.plan import make_plan
from casewright.casework.preview import preview
from casewright.casework.result import Walked
from casewright.casework.self_stop import listen
from casewright.casework.stop_switch import resume
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.outcome import Outcome
from casewright.places import Home
from casewright.policy.verdict import Verdict
from casewright.site.visit import Guard

from .conftest import claim, write
from .practice import Practice, entries_of, flows

QUIET = Guard(answered=0, refused=0, left=0)


@pytest.fixture
def brakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Brakes:
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    return Brakes(tmp_path / "STOP", per_day=50, batch=50, pause=0)


def story(outcome: Outcome, *screens: str, submit_found: bool = False) -> Walked:
    return Walked(outcome=outcome, screens=screens, submit_found=submit_found)


def test_a_robot_page_puts_the_switch_on_at_once(brakes: Brakes):
    listen(story(Outcome.RATE_LIMITED, "help-center/home", "interruptions/robot"), QUIET, brakes)
    assert "robot page" in str(brakes.stopped())


def test_a_text_that_asks_automation_to_stop_puts_the_switch_on_at_once(brakes: Brakes):
    listen(story(Outcome.STOPPED, "interruptions/asked-to-stop"), QUIET, brakes)
    assert "asked automated software to stop" in str(brakes.stopped())


def test_a_person_who_stops_a_walk_is_not_taken_for_amazon(brakes: Brakes):
    listen(story(Outcome.STOPPED, "help-center/home"), QUIET, brakes)
    assert brakes.stopped() is None


def test_being_told_to_slow_down_counts_in_a_row(brakes: Brakes):
    throttled = story(Outcome.RATE_LIMITED, "interruptions/throttled")
    for _ in range(REFUSALS - 1):
        listen(throttled, QUIET, brakes)
    assert brakes.stopped() is None
    listen(throttled, QUIET, brakes)
    assert f"{REFUSALS} times in a row" in str(brakes.stopped())


def test_the_row_goes_on_over_runs_and_ends_with_a_walk_that_reached_the_form(brakes: Brakes):
    throttled = story(Outcome.RATE_LIMITED, "interruptions/throttled")
    for _ in range(3):
        for _ in range(REFUSALS - 1):
            listen(throttled, QUIET, Brakes(brakes.switch, 50, 50, 0))
        listen(story(Outcome.VERIFIED, "contact-form/created", submit_found=True), QUIET, brakes)
    assert brakes.stopped() is None


def test_answers_that_turn_away_one_after_the_other_are_enough_without_a_page(brakes: Brakes):
    away = Guard(answered=0, refused=0, left=0, turned_away=REFUSALS)
    listen(story(Outcome.UNKNOWN_SCREEN), away, brakes)
    assert "403 or 429" in str(brakes.stopped())


@pytest.mark.parametrize(
    "outcome", [Outcome.UNKNOWN_SCREEN, Outcome.FAILED_BEFORE_SUBMIT, Outcome.HUMAN_CHALLENGE, Outcome.PREVIEWED]
)
def test_what_is_no_refusal_counts_nothing(brakes: Brakes, outcome: Outcome):
    for _ in range(REFUSALS):
        listen(story(outcome, "help-center/home"), QUIET, brakes)
    assert brakes.stopped() is None


def test_a_disk_that_refuses_the_switch_changes_nothing_of_what_happened(brakes: Brakes, tmp_path: Path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    listen(
        story(Outcome.RATE_LIMITED, "interruptions/robot"),
        QUIET,
        Brakes(tmp_path / "file" / "STOP", per_day=1, batch=1, pause=0),
    )
    assert not brakes.switch.exists()


def test_the_first_reason_stays(brakes: Brakes):
    brakes.pull("the first")
    brakes.pull("the second")
    assert "the first" in str(brakes.stopped())


def test_resuming_begins_to_count_anew(tmp_path: Path):
    home = Home(tmp_path)
    brakes = Brakes(home.stop_switch, per_day=50, batch=50, pause=0)
    for _ in range(REFUSALS):
        brakes.refused("429")
    assert brakes.stopped()
    assert resume(home)
    brakes.refused("429")
    assert brakes.stopped() is None


@pytest.mark.parametrize("fault", ["robot@/home ×1", "show:asked-to-stop"])
def test_filing_stops_itself_and_stays_stopped(ledger: Ledger, claims_file: Path, tmp_path: Path, fault: str):
    door = "send-to:asked-to-stop@/home ×1" if fault.startswith("show") else fault
    practice = Practice(ledger, tmp_path, faults=(door,))
    first, second = practice.file(entries_of(claim("A-1"), claim("A-2", fnsku="X001ABC2D4"), source=claims_file))
    assert first.outcome in {Outcome.RATE_LIMITED, Outcome.STOPPED}
    assert second.outcome in {Outcome.RATE_LIMITED, Outcome.STOPPED}
    assert practice.stored() == ()
    again = practice.file(entries_of(claim("A-3", fnsku="X001ABC2D5"), source=claims_file))
    assert [one.outcome for one in again] == [Outcome.STOPPED]


def test_a_dry_run_stops_itself_too(tmp_path: Path, ledger: Ledger, claims_file: Path):
    practice = Practice(ledger, tmp_path, faults=("robot@/home ×1",))
    verdicts = [Verdict(claim=claim("A-1")), Verdict(claim=claim("A-2", fnsku="X001ABC2D4"))]
    made = make_plan(verdicts, flows().digests, write, [claims_file], datetime.now(UTC))
    seen = preview(made, practice, flows(), practice.brakes, tmp_path, practice.tell)
    assert [one.outcome for one in seen.entries] == [Outcome.RATE_LIMITED, Outcome.STOPPED]


def test_caps_and_pauses_count_what_another_machine_filed_in_the_same_ledger(
    ledger: Ledger, claims_file: Path, tmp_path: Path
):
    Practice(ledger, tmp_path / "one", per_day=1).file(entries_of(claim("A-1"), source=claims_file))
    with open_ledger(tmp_path / "ledger.sqlite", "sandbox") as elsewhere:
        other = Practice(elsewhere, tmp_path / "two", per_day=1)
        (capped,) = other.file(entries_of(claim("A-2", fnsku="X001ABC2D4"), source=claims_file))
        assert capped.outcome is Outcome.CAPPED
        assert elsewhere.last_armed_at("harbor  lane GOODS") == ledger.last_armed_at("Harbor Lane Goods")
