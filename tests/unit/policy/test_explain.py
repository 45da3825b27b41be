"""The explanation of a claim type: made from the rules that judge it."""

from __future__ import annotations

import pytest

from casewright.errors import UsageError
from casewright.model.claim import CLAIM_TYPES
from casewright.model.marketplaces import MARKETPLACES
from casewright.policy.explain import explain
from casewright.policy.own_rules import load_rules
from casewright.policy.rules import shipped_rules

RULES = shipped_rules()


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_every_claim_type_is_explained_for_every_marketplace_once(claim_type):
    told = explain(claim_type, RULES)
    assert told.title
    ruled = [code for window in told.windows for code in window.marketplaces]
    assert sorted([*ruled, *told.without_rule]) == sorted(MARKETPLACES)
    assert all(window.sentence and window.expect and window.source and window.refused_for for window in told.windows)


def test_it_names_what_has_to_be_given():
    assert explain("removal_lost", RULES).needs == ("removal_order_id", "tracking_id")
    assert explain("removal_lost", RULES).needs_one_of == (("asin", "sku", "fnsku"),)
    assert explain("damaged_in_warehouse", RULES).windows[0].proof == ("stock_document", "photo")


def test_it_speaks_chinese():
    told = explain("inbound_lost", RULES)
    assert told.title.say("zh") == "入库丢失（货件差异）"
    assert told.windows[0].latest.say("zh") == "9 个月"


def test_it_tells_a_sellers_own_value_from_amazons():
    (window, *_) = explain("lost_in_warehouse", load_rules({"lost-in-warehouse": {"latest_days": 90}})).windows
    assert (str(window.latest), window.overridden) == ("90 days", True)


def test_it_tells_amazons_first_day_from_advice():
    (window, *_) = explain("lost_in_warehouse", RULES).windows
    assert (window.earliest_days, window.advised_days) == (0, 30)
    assert "2021" in str(window.advised_source)
    india = next(window for window in explain("lost_in_warehouse", RULES).windows if window.marketplaces == ("IN",))
    assert india.advised_days is None


def test_it_tells_which_value_is_paid_and_the_most_for_a_unit():
    assert explain("lost_in_warehouse", RULES).windows[0].value_basis == "sourcing_cost"
    assert explain("customer_return", RULES).windows[0].value_basis == "sale_price"
    assert explain("lost_in_warehouse", RULES).windows[0].unit_caps == {"US": "5000 USD"}


@pytest.mark.parametrize("asked", ["awd", "AWD", "amazon_warehousing_and_distribution"])
def test_stock_in_awd_is_not_covered_and_that_is_said(asked):
    with pytest.raises(UsageError, match="AWD"):
        explain(asked, RULES)


def test_an_unknown_claim_type_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="no claim type 'stolen'") as caught:
        explain("stolen", RULES)
    assert "lost_in_warehouse" in str(caught.value.remedy)
