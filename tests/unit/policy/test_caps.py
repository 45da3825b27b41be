"""A day's cap: the most urgent claims fit, the others wait, and nothing else about them changes."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from casewright.model.outcome import Outcome
from casewright.policy.caps import DAY, capped
from casewright.policy.rules import shipped_rules
from casewright.policy.verdict import Verdict

from .conftest import NOW, proven

RULES = shipped_rules()


def due(days: int, account: str = "Harbor Lane Goods", refusal: Outcome | None = None) -> Verdict:
    return Verdict(claim=proven(account=account), refusal=refusal, deadline=NOW.date() + timedelta(days=days))


def waiting(*verdicts: Verdict, per_day: int = 2, filed: dict[str, int] | None = None) -> list[int]:
    """The places of those that have to wait."""
    judged = capped(verdicts, RULES, per_day, filed or {}, NOW)
    return [at for at, one in enumerate(judged) if one.refusal is Outcome.CAPPED]


def test_those_that_are_due_first_fit_in_and_the_order_stays():
    assert waiting(due(9), due(3), due(30), due(5)) == [0, 2]


def test_what_was_filed_in_the_last_24_hours_counts():
    assert waiting(due(1), due(2), filed={"Harbor Lane Goods": 1}) == [1]
    assert waiting(due(1), filed={"Harbor Lane Goods": 5}) == [0]


def test_each_account_has_a_cap_of_its_own():
    assert waiting(due(1), due(1, "Pine Row"), due(2), due(2, "Pine Row")) == []


def test_a_refused_claim_takes_no_place_and_keeps_its_reason():
    judged = capped([due(1, refusal=Outcome.TOO_EARLY), due(2)], RULES, 1, {}, NOW)
    assert [one.refusal for one in judged] == [Outcome.TOO_EARLY, None]


def test_whoever_waits_is_told_why_and_until_when():
    judged = capped([due(day) for day in range(5)], RULES, 2, {}, NOW)
    assert [one.next_allowed_at for one in judged] == [None, None, NOW + DAY, NOW + DAY, NOW + 2 * DAY]
    assert judged[4].reasons[0].rule == "few-cases-a-day"
    assert "cap of 2 cases" in judged[4].reasons[0].say("en")
    assert "上限" in judged[4].reasons[0].say("zh")


@given(st.lists(st.integers(0, 60), max_size=20), st.integers(1, 12), st.integers(0, 15))
def test_never_more_than_the_cap_and_never_fewer_than_fit(days, per_day, filed):
    judged = capped([due(day) for day in days], RULES, per_day, {"Harbor Lane Goods": filed}, NOW)
    assert sum(one.fileable for one in judged) == min(len(days), max(per_day - filed, 0))
