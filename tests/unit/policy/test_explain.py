"""The explanation of a claim type: made from the rules that judge it."""

from __future__ import annotations

import pytest

from casewright.errors import UsageError
from casewright.model.claim import CLAIM_TYPES
from casewright.model.marketplaces import MARKETPLACES
from casewright.policy.explain import explain
from casewright.policy.rules import load_rules, shipped_rules

RULES = shipped_rules()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_every_claim_type_is_explained_for_every_marketplace_once(claim_type, language):
    told = explain(claim_type, RULES, language)
    assert told.title
    assert sorted(code for window in told.windows for code in window.marketplaces) == sorted(MARKETPLACES)
    assert all(window.sentence and window.expect and window.source and window.refused_for for window in told.windows)


def test_it_names_what_has_to_be_given():
    assert explain("removal_lost", RULES).needs == ("removal_order_id", "tracking_id", "asin or sku or fnsku")
    assert explain("damaged_in_warehouse", RULES).windows[0].proof == ("stock_document", "photo")


def test_it_speaks_chinese():
    told = explain("inbound_lost", RULES, "zh-CN")
    assert told.title == "入库丢失（货件差异）"
    assert told.windows[0].latest == "9 个月"


def test_it_tells_a_sellers_own_value_from_amazons():
    (window, *_) = explain("lost_in_warehouse", load_rules({"lost-in-warehouse": {"latest_days": 90}})).windows
    assert (window.latest, window.overridden) == ("90 days", True)


def test_an_unknown_claim_type_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="no claim type 'stolen'") as caught:
        explain("stolen", RULES)
    assert "lost_in_warehouse" in str(caught.value.remedy)
