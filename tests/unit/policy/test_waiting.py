"""Advice to wait: what waits, what it costs, who may overrule it, and when a cap or a deadline ends it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.policy.facts import Facts
from casewright.policy.judge import judge
from casewright.policy.judge_batch import judge_all
from casewright.policy.own_rules import load_rules
from casewright.policy.rules import shipped_rules

from .conftest import proven

RULES = shipped_rules()
EVENT = date(2026, 10, 10)
ADVISED = date(2026, 11, 9)
LAST = date(2026, 12, 9)


def on(day: date, code: str = "US", **facts: object) -> Facts:
    zone = ZoneInfo(marketplace(code).zone)
    return Facts.model_validate({"now": datetime(day.year, day.month, day.day, 12, tzinfo=zone), **facts})


def test_a_claim_waits_from_amazons_first_day_until_the_advised_one():
    verdicts = {day: judge(proven(), RULES, on(day)).refusal for day in (EVENT, ADVISED - timedelta(1), ADVISED)}
    assert list(verdicts.values()) == [Outcome.WAIT, Outcome.WAIT, None]


def test_the_reason_names_the_day_the_price_and_how_to_file_now():
    verdict = judge(proven(), RULES, on(date(2026, 10, 20)))
    (reason,) = verdict.reasons
    for told in ("2026-11-09", "in 20 days", "costs 20 days", "200 cases at 10 a day", "2026-12-09"):
        assert told in reason.message.say("en")
    assert "--early" in reason.remedy.say("en")
    assert "--early" in reason.remedy.say("zh")
    assert "200" in reason.message.say("zh")
    assert "2021" in str(reason.source)
    assert verdict.next_allowed_at == marketplace("US").start_of(ADVISED)


def test_the_price_follows_the_cap():
    (reason,) = judge(proven(), RULES, on(date(2026, 10, 20), per_day=3)).reasons
    assert "60 cases at 3 a day" in reason.message.say("en")


def test_the_person_may_overrule_it_for_all_or_for_one():
    for facts in (on(EVENT, early=True), on(EVENT, early_claims={"A-1"})):
        verdict = judge(proven(), RULES, facts)
        assert verdict.fileable
        assert verdict.early
        assert "you chose not to wait" in verdict.warnings[0].message.say("en")
    assert judge(proven(), RULES, on(EVENT, early_claims={"A-2"})).refusal is Outcome.WAIT


def test_early_changes_nothing_where_amazon_itself_does_not_take_it_yet():
    claim = proven("customer_return", event_date=EVENT)
    assert judge(claim, RULES, on(date(2026, 11, 1), early=True)).refusal is Outcome.TOO_EARLY


def test_early_is_not_said_of_a_claim_that_waits_for_nothing():
    verdict = judge(proven(), RULES, on(ADVISED, early=True))
    assert (verdict.early, verdict.warnings) == (False, ())


def test_in_india_nobody_waits():
    claim = proven(marketplace="IN", currency="INR")
    assert judge(claim, RULES, on(EVENT, "IN")).fileable


def test_nothing_waits_within_ten_days_of_its_deadline():
    rules = load_rules({"lost-in-warehouse": {"latest_days": 35}})
    last = EVENT + timedelta(days=35)
    assert judge(proven(), rules, on(last - timedelta(days=11))).refusal is Outcome.WAIT
    assert judge(proven(), rules, on(last - timedelta(days=10))).fileable


def batch(count: int, account: str = "Harbor Lane Goods"):
    return [proven(claim_id=f"A-{n}", fulfillment_center=f"F{n:03}", account=account) for n in range(count)]


def test_what_the_cap_would_make_miss_its_window_does_not_wait():
    verdicts = judge_all(batch(70), RULES, on(EVENT, per_day=2))
    ready = [verdict for verdict in verdicts if verdict.fileable]
    assert len(ready) == 70 - 31 * 2  # from the advised day to the last there are 31 days of 2 cases
    assert all("Not held back" in verdict.warnings[-1].message.say("en") for verdict in ready)
    assert all(verdict.reasons == () for verdict in ready)


def test_where_the_cap_leaves_room_everybody_waits():
    assert {verdict.refusal for verdict in judge_all(batch(62), RULES, on(EVENT, per_day=2))} == {Outcome.WAIT}


def test_each_account_has_a_cap_of_its_own():
    verdicts = judge_all([*batch(40), *batch(40, "Pine Row")], RULES, on(EVENT, per_day=2))
    assert {verdict.refusal for verdict in verdicts} == {Outcome.WAIT}


def test_claims_that_are_ready_take_the_room_of_the_last_days_too():
    urgent = [
        proven(claim_id=f"B-{n}", fulfillment_center=f"G{n:03}", event_date=EVENT - timedelta(days=30))
        for n in range(60)
    ]
    verdicts = judge_all([*urgent, *batch(62)], RULES, on(EVENT, per_day=2))
    assert all(verdict.fileable for verdict in verdicts[:60])
    assert {verdict.refusal for verdict in verdicts[60:]} == {Outcome.WAIT}


@given(st.integers(0, 60), st.integers(1, 4), st.integers(0, 29))
def test_those_that_wait_can_all_be_filed_between_their_advised_and_their_last_day(count, per_day, age):
    verdicts = judge_all(batch(count), RULES, on(EVENT + timedelta(days=age), per_day=per_day))
    waiting = sum(verdict.refusal is Outcome.WAIT for verdict in verdicts)
    assert waiting <= 31 * per_day
    assert waiting == min(count, 31 * per_day)
