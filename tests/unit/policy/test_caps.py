"""The caps: the most urgent claims fit, the rest is for later and says until when it can wait; nothing else changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.model.outcome import Outcome
from casewright.policy.caps import DAY, HOUR, Caps, cap_verdicts, in_order, next_moments
from casewright.policy.rules import shipped_rules
from casewright.policy.verdict import Verdict

from .conftest import NOW, proven

RULES = shipped_rules()
ACCOUNT = "Harbor Lane Goods"


def due(days: int, account: str = ACCOUNT, refusal: Outcome | None = None, quantity: int = 3) -> Verdict:
    claim = proven(account=account, quantity=quantity)
    return Verdict(claim=claim, refusal=refusal, deadline=NOW.date() + timedelta(days=days))


def left_behind(*verdicts: Verdict, caps: Caps | None = None) -> list[int]:
    """The places of those that a run beginning now does not reach."""
    judged = cap_verdicts(verdicts, RULES, caps or Caps(per_day=2), NOW)
    return [at for at, verdict in enumerate(judged) if verdict.refusal is Outcome.CAPPED]


def test_those_that_are_due_first_fit_in_and_the_order_stays():
    assert left_behind(due(9), due(3), due(30), due(5)) == [0, 2]


def test_of_claims_with_the_same_deadline_the_most_money_comes_first():
    small, large = due(9, quantity=1), due(9, quantity=5)
    assert in_order([small, large, due(2)]) == (due(2), large, small)
    assert left_behind(small, large, caps=Caps(per_day=1)) == [0]


def test_a_claim_without_a_deadline_comes_last():
    open_end = due(1).model_copy(update={"deadline": None})
    assert in_order([open_end, due(200)])[1] == open_end
    assert left_behind(open_end, due(200), caps=Caps(per_day=1)) == [0]


def test_what_was_filed_in_the_last_24_hours_counts():
    assert left_behind(due(1), due(2), caps=Caps(2, filed_in_day={ACCOUNT: 1})) == [1]
    assert left_behind(due(1), caps=Caps(2, filed_in_day={ACCOUNT: 5})) == [0]


def test_what_was_filed_in_the_last_hour_counts():
    caps = Caps(per_day=10, per_hour=3, filed_in_day={ACCOUNT: 2}, filed_in_hour={ACCOUNT: 2})
    assert left_behind(due(1), due(2), due(3), caps=caps) == [1, 2]


def test_each_account_has_caps_of_its_own():
    assert left_behind(due(1), due(1, "Pine Row"), due(2), due(2, "Pine Row")) == []


def test_a_run_has_a_cap_over_all_accounts():
    assert left_behind(due(1), due(2, "Pine Row"), due(3), caps=Caps(10, per_run=2)) == [2]


def test_a_refused_claim_takes_no_place_and_keeps_its_reason():
    judged = cap_verdicts([due(1, refusal=Outcome.TOO_EARLY), due(2)], RULES, Caps(1), NOW)
    assert [verdict.refusal for verdict in judged] == [Outcome.TOO_EARLY, None]


def test_whoever_waits_is_told_why_until_when_and_when_it_must_be_filed():
    judged = cap_verdicts([due(day) for day in range(5)], RULES, Caps(2), NOW)
    assert [verdict.next_allowed_at for verdict in judged] == [None, None, NOW + DAY, NOW + DAY, NOW + 2 * DAY]
    told = judged[4].reasons[0]
    assert told.rule == "few-cases-a-day"
    assert "cap of 2 cases" in str(told.message)
    assert str(judged[4].deadline) in str(told.message)
    assert str(judged[4].deadline) in told.message.say("zh")
    assert "上限" in told.message.say("zh")


def test_the_cap_that_holds_is_the_one_that_is_named():
    hour = cap_verdicts([due(1), due(2)], RULES, Caps(per_day=10, per_hour=1), NOW)[1]
    assert "cap of 1 case an hour" in str(hour.reasons[0].message)
    assert hour.next_allowed_at == NOW + HOUR
    run = cap_verdicts([due(1), due(2)], RULES, Caps(per_day=10, per_run=1), NOW)[1]
    assert "cap of 1 case a run" in str(run.reasons[0].message)
    others = cap_verdicts([due(1, "Pine Row"), due(2)], RULES, Caps(per_day=1, per_run=1), NOW)[1]
    assert "cap of 1 case a run" in str(others.reasons[0].message), "its own account has filed nothing"


@given(st.lists(st.integers(0, 60), max_size=20), st.integers(1, 12), st.integers(0, 15))
def test_never_more_than_the_cap_and_never_fewer_than_fit(days, per_day, filed):
    caps = Caps(per_day, filed_in_day={ACCOUNT: filed})
    judged = cap_verdicts([due(day) for day in days], RULES, caps, NOW)
    assert sum(verdict.fileable for verdict in judged) == min(len(days), max(per_day - filed, 0))


@given(st.lists(st.integers(0, 60), max_size=20), st.integers(1, 12))
def test_nothing_that_is_left_behind_is_due_before_what_is_reached(days, per_day):
    judged = cap_verdicts([due(day) for day in days], RULES, Caps(per_day), NOW)
    reached = [verdict.deadline for verdict in judged if verdict.fileable]
    left = [verdict.deadline for verdict in judged if not verdict.fileable]
    assert not reached or not left or max(reached) <= min(left)


def filed_at(*hours_ago: float) -> list[datetime]:
    return [NOW - timedelta(hours=hours) for hours in hours_ago]


@pytest.mark.parametrize(
    ("armed", "caps", "hours"),
    [
        (filed_at(), Caps(2), [0, 0, 24]),
        (filed_at(20, 4), Caps(2), [4, 20, 28]),
        (filed_at(20, 4), Caps(3), [0, 4, 20]),
        (filed_at(0.5), Caps(9, per_hour=1), [0.5, 1.5, 2.5]),
        (filed_at(23, 22, 0.25), Caps(3, per_hour=1), [1, 2, 23.75]),
    ],
    ids=["nothing filed", "the day is full", "one is free", "the hour is full", "both are full"],
)
def test_the_next_cases_come_as_soon_as_the_caps_allow(armed: list[datetime], caps: Caps, hours: list[float]):
    expected = [NOW + timedelta(hours=later) for later in hours]
    assert list(islice(next_moments(armed, caps, NOW), 3)) == expected
