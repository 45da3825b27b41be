"""Caps and pauses are part of arming: however many machines share a ledger, together they keep to them."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest

from casewright.ledger.filing import State
from casewright.ledger.pace import Pace, TooMany, TooSoon
from casewright.ledger.store import LedgerError, open_ledger

from .test_processes import side_by_side

YES = "a" * 64
TWO = Pace(per_day=2)


@pytest.fixture
def approved(ledger, loss):
    """Approve another loss."""
    return lambda number, **changes: ledger.approve(ledger.prepare(loss(number, **changes)), YES)


def test_beyond_the_cap_of_a_day_there_is_no_permit_and_the_filing_stays_approved(ledger, approved):
    for number in (1, 2):
        ledger.arm(approved(number), TWO)
    third = approved(3)
    with pytest.raises(TooMany, match="the cap is 2"):
        ledger.arm(third, TWO)
    assert ledger.filing(third.filing_id).state is State.APPROVED


def test_the_day_is_the_last_twenty_four_hours(ledger, approved, clock):
    for number in (1, 2):
        ledger.arm(approved(number), TWO)
    clock.turn(hours=24, seconds=1)
    assert ledger.arm(approved(3), TWO).filing_id


def test_an_account_counts_for_itself_however_its_name_is_written(ledger, approved):
    one = Pace(per_day=1)
    ledger.arm(approved(1), one)
    ledger.arm(approved(2, account="Another Shop"), one)
    with pytest.raises(TooMany):
        ledger.arm(approved(3, account="harbor  lane GOODS"), one)


def test_during_the_pause_there_is_no_permit_and_it_is_said_until_when(ledger, approved, clock):
    paced = Pace(50, pause=timedelta(hours=1))
    ledger.arm(approved(1), paced)
    second = approved(2)
    with pytest.raises(TooSoon) as soon:
        ledger.arm(second, paced)
    assert soon.value.until == clock.time + paced.pause
    clock.turn(hours=1)
    assert ledger.arm(second, paced).filing_id == second.filing_id


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="forks the test's own process")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_processes_that_arm_at_the_same_moment_keep_the_cap_together(where, loss):
    with open_ledger(where, "live") as ledger:
        filings = [ledger.approve(ledger.prepare(loss(number)), YES) for number in range(6)]

    def arm(number: int) -> str:
        with open_ledger(where, "live", patience=60) as mine:
            try:
                mine.arm(filings[number], TWO)
            except LedgerError as error:
                return type(error).__name__
            return "armed"

    assert side_by_side(arm, 6) == ["TooMany"] * 4 + ["armed"] * 2
