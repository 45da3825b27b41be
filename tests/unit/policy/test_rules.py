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
from casewright.policy.own_rules import load_rules
from casewright.policy.rules import shipped_rules

RULES = shipped_rules()
PAIRS = [(claim_type, code) for claim_type in CLAIM_TYPES for code in MARKETPLACES]


@pytest.mark.parametrize(("claim_type", "code"), PAIRS)
def test_one_rule_at_most_speaks_for_each_claim_type_and_marketplace(claim_type, code):
    speaking = [term for term in RULES.terms if term.type == claim_type and code in term.marketplaces]
    assert speaking == [term for term in [RULES.find_term(claim_type, code)] if term]


@pytest.mark.parametrize("code", ["AU", "SG", "TR", "EG", "SA", "ZA"])
@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_marketplaces_of_which_nothing_is_published_have_no_rule(claim_type, code):
    assert RULES.find_term(claim_type, code) is None


def test_every_rule_has_a_name_of_its_own():
    names = [rule.name for rule in (*RULES.terms, *RULES.conduct)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", [*RULES.terms, *RULES.conduct], ids=lambda rule: rule.name)
def test_every_rule_says_who_says_so_and_when_that_was_checked(rule):
    assert len(str(rule.source)) > 20
    assert date(2021, 1, 1) < rule.checked_on <= date(2026, 11, 28)


@pytest.mark.parametrize("rule", [*RULES.terms, *RULES.conduct], ids=lambda rule: rule.name)
def test_every_rule_is_said_in_english_and_in_chinese(rule):
    assert str(rule.sentence).isascii()
    assert any("\u4e00" <= character <= "\u9fff" for character in rule.sentence.say("zh"))


@pytest.mark.parametrize("term", RULES.terms, ids=lambda term: term.name)
def test_every_window_says_why_such_claims_are_refused_in_both_languages(term):
    assert term.refused_for
    assert all(cause.say("zh") != str(cause) for cause in term.refused_for)


@pytest.mark.parametrize(
    ("claim_type", "code", "first", "last"),
    [
        ("lost_in_warehouse", "US", date(2026, 2, 1), date(2026, 4, 2)),
        ("lost_in_warehouse", "IN", date(2026, 2, 1), date(2026, 4, 2)),
        ("damaged_in_warehouse", "DE", date(2026, 2, 1), date(2026, 4, 2)),
        ("customer_return", "US", date(2026, 4, 2), date(2026, 6, 1)),
        ("customer_return", "FR", date(2026, 3, 18), date(2026, 5, 17)),
        ("removal_lost", "US", date(2026, 2, 16), date(2026, 4, 17)),
        ("customer_return", "JP", date(2026, 3, 18), date(2026, 5, 17)),
        ("return_damaged", "US", date(2026, 4, 2), date(2026, 6, 1)),
        ("removal_lost", "IN", date(2026, 2, 1), date(2026, 3, 3)),
        ("removal_lost", "AE", date(2026, 2, 16), date(2026, 4, 17)),
        ("removal_damaged", "IN", date(2026, 2, 1), date(2026, 3, 3)),
        ("removal_damaged", "AE", date(2026, 2, 1), date(2026, 3, 3)),
        ("removal_damaged", "UK", date(2026, 2, 1), date(2026, 4, 2)),
        ("inbound_lost", "AE", date(2026, 2, 16), date(2026, 4, 2)),
        ("mcf_order", "US", date(2026, 2, 8), date(2026, 5, 2)),
        ("mcf_order", "FR", date(2026, 2, 8), None),
        ("mcf_order", "IN", date(2026, 2, 1), date(2026, 3, 3)),
        ("reevaluation", "US", date(2026, 2, 1), date(2026, 4, 2)),
        ("reversal", "DE", date(2026, 2, 1), None),
        ("inbound_lost", "US", date(2026, 2, 1), date(2026, 11, 1)),
        ("inbound_lost", "IN", date(2026, 2, 1), date(2026, 4, 2)),
        ("order_discrepancy", "IN", date(2026, 2, 1), date(2026, 3, 18)),
    ],
)
def test_a_loss_of_the_first_of_february_may_be_claimed_from_and_until(claim_type, code, first, last):
    term = RULES.term(claim_type, code)
    assert (term.first_day(date(2026, 2, 1)), term.last_day(date(2026, 2, 1))) == (first, last)


def test_nine_months_from_the_end_of_may_end_with_february():
    term = RULES.term("inbound_lost", "US")
    assert term.last_day(date(2026, 5, 31)) == date(2027, 2, 28)
    assert term.last_day(date(2027, 5, 31)) == date(2028, 2, 29)


@given(st.sampled_from(RULES.terms), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_no_window_closes_before_it_opens(term, event):
    assert event <= term.first_day(event) <= term.advised_day(event) <= (term.last_day(event) or date.max)


def test_a_leap_day_counts_as_a_day():
    term = RULES.term("lost_in_warehouse", "US")
    assert term.advised_day(date(2028, 1, 30)) == date(2028, 2, 29)
    assert term.advised_day(date(2027, 1, 30)) == date(2027, 3, 1)


@pytest.mark.parametrize("code", [code for code in MARKETPLACES if RULES.find_term("lost_in_warehouse", code)])
def test_waiting_for_30_days_is_advice_everywhere_but_in_india(code):
    for claim_type in ("lost_in_warehouse", "damaged_in_warehouse"):
        term = RULES.term(claim_type, code)
        assert (term.earliest_days, term.advised_days) == (0, None if code == "IN" else 30)
        assert bool(term.advised_source) == (code != "IN")


def test_damaged_goods_need_stock_document_and_photo():
    proof = RULES.term("damaged_in_warehouse", "US").proof
    assert set(proof) == {EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PHOTO}


def test_a_seller_replaces_one_value_and_the_rule_says_so():
    rules = load_rules({"lost-in-warehouse": {"latest_days": 90}})
    term = rules.term("lost_in_warehouse", "US")
    assert (term.earliest_days, term.latest_days, term.overridden) == (0, 90, True)
    assert not rules.term("damaged_in_warehouse", "US").overridden
    assert not RULES.term("lost_in_warehouse", "US").overridden


def test_months_give_way_to_days_and_days_to_months():
    rules = load_rules({"inbound-lost": {"latest_days": 180}, "lost-in-warehouse": {"latest_months": 18}})
    assert rules.term("inbound_lost", "US").last_day(date(2026, 1, 1)) == date(2026, 6, 30)
    assert rules.term("lost_in_warehouse", "US").last_day(date(2026, 1, 1)) == date(2027, 7, 1)


def test_a_window_of_a_single_day_is_a_window():
    settings = {"lost-in-warehouse": {"earliest_days": 30, "latest_days": 30}}
    term = load_rules(settings).term("lost_in_warehouse", "US")
    assert term.first_day(date(2026, 10, 1)) == term.last_day(date(2026, 10, 1)) == date(2026, 10, 31)


def test_proof_can_be_replaced_as_it_is_written_in_a_settings_file():
    rules = load_rules({"damaged-in-warehouse": {"proof": ["stock_document"]}})
    assert rules.term("damaged_in_warehouse", "US").proof == (EvidenceKind.STOCK_DOCUMENT,)


@pytest.mark.parametrize(
    ("overrides", "told"),
    [
        ({"lost": {"latest_days": 90}}, "there is no rule “lost”"),
        ({"lost-in-warehouse": {"last_day": 90}}, "no last_day to replace"),
        ({"lost-in-warehouse": {"source": "me"}}, "no source to replace"),
        (
            {"lost-in-warehouse": {"earliest_days": 20, "latest_days": 10}},
            "latest_days must not be less than earliest_days",
        ),
        ({"lost-in-warehouse": {"latest_days": -1}}, "latest_days: it must be at least 0"),
        ({"lost-in-warehouse": {"latest_days": "sixty"}}, "latest_days: a whole number is expected"),
        ({"lost-in-warehouse": {"latest_days": 90, "latest_months": 2}}, "not both"),
        ({"lost-in-warehouse": {"proof": ["invoice"]}}, "proof"),
    ],
)
def test_an_override_that_fits_no_rule_is_refused_with_its_name(overrides, told):
    with pytest.raises(UsageError, match=told) as caught:
        load_rules(overrides)
    assert str(caught.value.remedy)


def test_a_seller_makes_a_rule_where_there_is_none():
    settings = {
        "my-au": {"type": "lost_in_warehouse", "marketplaces": ["AU"], "latest_days": 45, "source": "help page"}
    }
    term = load_rules(settings).term("lost_in_warehouse", "AU")
    assert (term.latest_days, term.overridden, str(term.source)) == (45, True, "help page")
    assert load_rules(settings).find_term("lost_in_warehouse", "SG") is None


def test_a_rule_of_ones_own_comes_before_the_shipped_one():
    settings = {"my-us": {"type": "lost_in_warehouse", "marketplaces": ["US"], "latest_days": 45}}
    assert load_rules(settings).term("lost_in_warehouse", "US").latest_days == 45


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"type": "stolen", "marketplaces": ["AU"]}, "“stolen” is not a claim type"),
        ({"type": "lost_in_warehouse", "marketplaces": ["XX"]}, "not one of Amazon's marketplaces"),
        ({"type": "lost_in_warehouse", "marketplaces": ["AU"], "days": 3}, "no days"),
        ({"type": "lost_in_warehouse"}, "there is no rule “my-au”"),
    ],
)
def test_a_rule_of_ones_own_that_makes_no_sense_is_refused(values, told):
    with pytest.raises(UsageError, match=told):
        load_rules({"my-au": values})


def test_a_seller_says_what_an_unknown_reason_of_payment_means():
    rules = load_rules({"payment-reasons": {"Verlust Lager": "Lost_Warehouse", "Kulanz": "other"}})
    assert "lost_in_warehouse" in rules.reasons.kinds_of("verlust lager")
    assert rules.reasons.kinds_of("Kulanz") == {"other"}
    assert RULES.reasons.kinds_of("Kulanz") is None
    with pytest.raises(UsageError, match="“gift” is not known"):
        load_rules({"payment-reasons": {"Kulanz": "gift"}})


def test_without_overrides_the_shipped_rules_hold():
    assert load_rules() is load_rules({}) is RULES


def test_a_rule_is_found_by_its_name():
    assert RULES.find_rule("one-case-an-issue").name == "one-case-an-issue"
    assert RULES.find_rule("lost-in-warehouse").sentence.text.startswith("Units lost")
    with pytest.raises(KeyError):
        RULES.find_rule("no-such-rule")


def test_no_rule_for_a_marketplace_is_an_error_and_not_a_free_pass():
    with pytest.raises(CasewrightError, match="not one of Amazon's marketplaces"):
        RULES.term("lost_in_warehouse", "XX")
    with pytest.raises(CasewrightError, match="No rule says"):
        RULES.term("stolen", "US")


def test_the_settings_in_the_manual_work():
    manual = Path(__file__).parents[3] / "docs" / "how-to" / "replace-a-rule.md"
    example = manual.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    rules = load_rules(tomllib.loads(example)["rules"])
    assert rules.term("lost_in_warehouse", "US").latest_days == 90
    assert rules.term("damaged_in_warehouse", "US").proof == (EvidenceKind.STOCK_DOCUMENT,)
