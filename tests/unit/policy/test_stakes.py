"""What is at stake until when: open money by how soon the window closes, and no money that is lost or claimed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.model.outcome import Outcome
from casewright.policy.stakes import at_stake
from casewright.policy.verdict import Verdict

from .conftest import NOW, proven

TODAY = NOW.date()


def due(days: int, refusal: Outcome | None = None, **changes: object) -> Verdict:
    return Verdict(claim=proven(**changes), refusal=refusal, deadline=TODAY + timedelta(days=days))


def test_the_most_urgent_comes_first():
    groups = at_stake([due(90), due(20), due(1), due(5), due(30)], NOW)
    assert [(one.within, one.claims) for one in groups] == [(1, 1), (7, 1), (30, 2), (None, 1)]
    assert (groups[2].first, groups[2].last) == (TODAY + timedelta(days=20), TODAY + timedelta(days=30))


def test_a_claim_that_needs_a_day_or_a_photo_is_at_stake_and_not_ready():
    (group,) = at_stake([due(5), due(5, Outcome.TOO_EARLY), due(5, Outcome.EVIDENCE_MISSING)], NOW)
    assert (group.claims, group.ready) == (3, 1)


@pytest.mark.parametrize("refusal", [Outcome.TOO_LATE, Outcome.DUPLICATE, Outcome.ALREADY_REIMBURSED, Outcome.INVALID])
def test_what_no_day_and_no_work_can_change_is_not_at_stake(refusal):
    assert at_stake([due(5, refusal)], NOW) == ()


def test_currencies_are_never_added_together():
    (group,) = at_stake([due(5, unit_value="10.00", quantity=2), due(5, unit_value="7.00", currency="EUR")], NOW)
    assert group.amounts["USD"] == Decimal("20.00")
    assert set(group.amounts) == {"USD", "EUR"}


def test_days_are_counted_where_the_marketplace_is():
    # 20:00 UTC is the next morning in Tokyo, so a day less is left there.
    here, there = due(2), due(2, marketplace="JP", currency="JPY")
    assert [one.within for one in at_stake([here], NOW)] == [7]
    assert [one.within for one in at_stake([there], NOW)] == [1]


@given(st.lists(st.integers(min_value=0, max_value=400), max_size=30))
def test_every_open_claim_is_in_exactly_one_group(days):
    groups = at_stake([due(left) for left in days], NOW)
    assert sum(one.claims for one in groups) == len(days)
    assert all(one.first <= one.last for one in groups)
