"""The rules: whole, sourced, and replaceable by a seller only where it makes sense."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.errors import CasewrightError, UsageError
from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import EvidenceKind
from casewright.model.marketplaces import MARKETPLACES
from casewright.policy.rules import load_rules, shipped_rules

RULES = shipped_rules()
PAIRS = [(claim_type, code) for claim_type in CLAIM_TYPES for code in MARKETPLACES]


@pytest.mark.parametrize(("claim_type", "code"), PAIRS)
def test_exactly_one_rule_speaks_for_each_claim_type_and_marketplace(claim_type, code):
    group = MARKETPLACES[code].group
    speaking = [window for window in RULES.windows if window.type == claim_type and group in window.groups]
    assert speaking == [RULES.window(claim_type, code)]


def test_every_rule_has_a_name_of_its_own():
    names = [rule.name for rule in (*RULES.windows, *RULES.conduct)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", [*RULES.windows, *RULES.conduct], ids=lambda rule: rule.name)
def test_every_rule_says_who_says_so_and_when_that_was_checked(rule):
    assert len(rule.source) > 20
    assert date(2026, 1, 1) < rule.checked_on <= date(2026, 11, 23)


@pytest.mark.parametrize("rule", [*RULES.windows, *RULES.conduct], ids=lambda rule: rule.name)
def test_every_rule_is_said_in_english_and_in_chinese(rule):
    assert rule.sentence.say("en").isascii()
    assert any("\u4e00" <= character <= "\u9fff" for character in rule.sentence.say("zh-CN"))


@pytest.mark.parametrize("window", RULES.windows, ids=lambda window: window.name)
def test_every_window_says_as_many_causes_of_refusal_in_both_languages(window):
    assert len(window.refused_for.en) == len(window.refused_for.zh) > 0


@pytest.mark.parametrize(
    ("claim_type", "code", "first", "last"),
    [
        ("lost_in_warehouse", "US", date(2026, 3, 3), date(2026, 4, 2)),
        ("damaged_in_warehouse", "DE", date(2026, 3, 3), date(2026, 4, 2)),
        ("customer_return", "US", date(2026, 4, 2), date(2026, 6, 1)),
        ("customer_return", "FR", date(2026, 3, 18), date(2026, 5, 17)),
        ("removal_lost", "US", date(2026, 2, 16), date(2026, 4, 17)),
        ("removal_lost", "IN", date(2026, 2, 16), date(2026, 3, 3)),
        ("removal_damaged", "JP", date(2026, 2, 1), date(2026, 4, 2)),
        ("inbound_lost", "US", date(2026, 2, 1), date(2026, 11, 1)),
        ("inbound_lost", "IN", date(2026, 2, 1), date(2026, 4, 2)),
        ("order_discrepancy", "IN", date(2026, 2, 1), date(2026, 3, 18)),
    ],
)
def test_a_loss_of_the_first_of_february_may_be_claimed_from_and_until(claim_type, code, first, last):
    window = RULES.window(claim_type, code)
    assert (window.first_day(date(2026, 2, 1)), window.last_day(date(2026, 2, 1))) == (first, last)


def test_nine_months_from_the_end_of_may_end_with_february():
    window = RULES.window("inbound_lost", "US")
    assert window.last_day(date(2026, 5, 31)) == date(2027, 2, 28)
    assert window.last_day(date(2027, 5, 31)) == date(2028, 2, 29)


@given(st.sampled_from(RULES.windows), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_no_window_closes_before_it_opens(window, event):
    assert event <= window.first_day(event) <= window.last_day(event)


def test_a_leap_day_counts_as_a_day():
    window = RULES.window("lost_in_warehouse", "US")
    assert window.first_day(date(2028, 1, 30)) == date(2028, 2, 29)
    assert window.first_day(date(2027, 1, 30)) == date(2027, 3, 1)


def test_damaged_goods_need_stock_document_and_photo():
    proof = RULES.window("damaged_in_warehouse", "US").proof
    assert set(proof) == {EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PHOTO}


def test_a_seller_replaces_one_value_and_the_rule_says_so():
    rules = load_rules({"lost-in-warehouse": {"latest_days": 90}})
    window = rules.window("lost_in_warehouse", "US")
    assert (window.earliest_days, window.latest_days, window.overridden) == (30, 90, True)
    assert not rules.window("damaged_in_warehouse", "US").overridden
    assert not RULES.window("lost_in_warehouse", "US").overridden


def test_months_give_way_to_days_and_days_to_months():
    rules = load_rules({"inbound-lost": {"latest_days": 180}, "lost-in-warehouse": {"latest_months": 18}})
    assert rules.window("inbound_lost", "US").last_day(date(2026, 1, 1)) == date(2026, 6, 30)
    assert rules.window("lost_in_warehouse", "US").last_day(date(2026, 1, 1)) == date(2027, 7, 1)


def test_a_window_of_a_single_day_is_a_window():
    window = load_rules({"lost-in-warehouse": {"latest_days": 30}}).window("lost_in_warehouse", "US")
    assert window.first_day(date(2026, 10, 1)) == window.last_day(date(2026, 10, 1)) == date(2026, 10, 31)


def test_proof_can_be_replaced_as_it_is_written_in_a_settings_file():
    rules = load_rules({"damaged-in-warehouse": {"proof": ["stock_document"]}})
    assert rules.window("damaged_in_warehouse", "US").proof == (EvidenceKind.STOCK_DOCUMENT,)


@pytest.mark.parametrize(
    ("overrides", "told"),
    [
        ({"lost": {"latest_days": 90}}, "there is no rule 'lost'"),
        ({"lost-in-warehouse": {"last_day": 90}}, "no last_day to replace"),
        ({"lost-in-warehouse": {"source": "me"}}, "no source to replace"),
        ({"lost-in-warehouse": {"latest_days": 10}}, "latest_days is before earliest_days"),
        ({"lost-in-warehouse": {"latest_days": -1}}, "latest_days: Input should be greater"),
        ({"lost-in-warehouse": {"latest_days": "sixty"}}, "latest_days: Input should be a valid integer"),
        ({"lost-in-warehouse": {"latest_days": 90, "latest_months": 2}}, "one of the two"),
        ({"lost-in-warehouse": {"proof": ["invoice"]}}, "proof"),
    ],
)
def test_an_override_that_fits_no_rule_is_refused_with_its_name(overrides, told):
    with pytest.raises(UsageError, match=told) as caught:
        load_rules(overrides)
    assert str(caught.value.remedy)


def test_without_overrides_the_shipped_rules_hold():
    assert load_rules() is load_rules({}) is RULES


def test_a_rule_is_found_by_its_name():
    assert RULES.named("one-case-an-issue").name == "one-case-an-issue"
    assert RULES.named("lost-in-warehouse").sentence.en.startswith("Units lost")
    with pytest.raises(KeyError):
        RULES.named("no-such-rule")


def test_no_rule_for_a_marketplace_is_an_error_and_not_a_free_pass():
    with pytest.raises(CasewrightError, match="not one of Amazon's marketplaces"):
        RULES.window("lost_in_warehouse", "XX")
    with pytest.raises(CasewrightError, match="no rule says"):
        RULES.window("stolen", "US")


def test_the_settings_in_the_manual_work():
    manual = Path(__file__).parents[3] / "docs" / "how-to" / "replace-a-rule.md"
    example = manual.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    rules = load_rules(tomllib.loads(example)["rules"])
    assert rules.window("lost_in_warehouse", "US").latest_days == 90
    assert rules.window("damaged_in_warehouse", "US").proof == (EvidenceKind.STOCK_DOCUMENT,)
