"""The claim: what each type needs, what every field refuses, and that the problem names the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.sample_claims import CLAIM, OWN, sample

from casewright.model.claim import CLAIM_TYPES, LostInWarehouse
from casewright.model.field_table import FIELDS
from casewright.model.problem import Place


def problems(claim_type: str = "lost_in_warehouse", **changes: object) -> dict[str, tuple[str, str]]:
    """Field → (code, sentence) of what is wrong with a claim."""
    with pytest.raises(ValidationError) as caught:
        sample(claim_type, **changes)
    return {str(one["loc"][-1]): (one["type"], one["msg"]) for one in caught.value.errors()}


def test_there_is_a_sample_of_every_claim_type():
    assert set(OWN) == set(CLAIM_TYPES)


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_a_claim_is_told_apart_by_its_type_and_survives_json(claim_type):
    claim = sample(claim_type, place=Place(file="claims.xlsx", row=4))
    assert type(claim) is CLAIM_TYPES[claim_type]
    again = CLAIM.validate_json(claim.model_dump_json())
    assert again == claim.model_copy(update={"place": None})


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_each_field_that_a_type_needs_is_missed_by_name(claim_type):
    for field in CLAIM_TYPES[claim_type].needs:
        code, sentence = problems(claim_type, **{field: None})[field]
        assert code == "missing-value"
        assert str(FIELDS[field].title) in sentence


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_of_a_group_of_identifiers_one_is_enough(claim_type):
    given_one = {
        "transaction_id": "20264418827301",
        "shipment_id": "FBA15DK9QW2P",
        "asin": "B07XYZ1234",
        "sku": "TRAY-1",
    }
    for group in CLAIM_TYPES[claim_type].needs_one_of:
        nothing = dict.fromkeys(group)
        assert problems(claim_type, **nothing)["fnsku"][0] == "missing-value"
        if "asin" in group:
            for field in group[:-1]:
                extra = {} if claim_type != "lost_in_warehouse" else {"transaction_id": "20264418827301"}
                assert sample(claim_type, **(nothing | extra | {field: given_one[field]}))


def test_a_loss_by_stock_management_is_named_by_shipment_product_number_and_product():
    claim = sample(fnsku=None, shipment_id="FBA15DK9QW2P", sku="TRAY-1", details="Natural, 30 cm")
    assert claim.main_identifier == "FBA15DK9QW2P"
    assert problems(fnsku=None, shipment_id="FBA15DK9QW2P")["fnsku"][1].endswith("ASIN, SKU, Transaction ID or FNSKU")


def test_what_is_wrong_and_what_is_missing_is_said_together():
    told = problems("damaged_in_warehouse", fnsku=None, quantity=0, event_date="2026-13-45", transaction_id="12")
    assert set(told) == {"fnsku", "quantity", "event_date", "transaction_id"}


def test_an_identifier_that_could_not_be_read_is_not_called_missing_too():
    told = problems("inbound_lost", fnsku=None, asin="B0")
    assert set(told) == {"asin"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", 0),
        ("quantity", 1.5),
        ("quantity", "三"),
        ("quantity", 100_001),
        ("unit_value", Decimal(0)),
        ("unit_value", Decimal("1.005")),
        ("unit_value", Decimal("NaN")),
        ("unit_value", Decimal("Infinity")),
        ("currency", "dollars"),
        ("event_date", date(1999, 12, 31)),
        ("event_date", date(2100, 1, 1)),
        ("claim_id", "a/b"),
        ("claim_id", "x" * 41),
        ("fulfillment_center", "PHX 7"),
        ("product_name", "   "),
        ("sku", "x" * 41),
        ("details", "x" * 4001),
        ("fnsku", "XO01ABC2D3"),
        ("colour", "red"),
    ],
)
def test_a_value_out_of_bounds_is_refused_at_its_field(field, value):
    assert field in problems(**{field: value})


def test_a_marketplace_that_is_none_is_refused_with_those_there_are():
    code, sentence = problems(marketplace="XX")["marketplace"]
    assert code == "unknown-marketplace"
    assert "AE, AU, BE" in sentence


@pytest.mark.parametrize(("written", "kept"), [("us", "US"), (" UK", "UK"), ("gb", "UK")])
def test_a_marketplace_is_kept_as_sellers_write_it(written, kept):
    assert sample(marketplace=written).marketplace == kept


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028"])
def test_control_characters_are_refused_with_their_position(character):
    for field in ("details", "product_name"):
        code, sentence = problems(**{field: f"ab{character}c"})[field]
        assert code == "control-character"
        assert "character 3" in sentence
        assert f"U+{ord(character):04X}" in sentence


def test_a_line_break_belongs_into_details_and_nowhere_else():
    assert sample(details="one\r\ntwo\rthree").details == "one\ntwo\nthree"
    assert problems(product_name="one\ntwo")["product_name"][0] == "control-character"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=400))
def test_the_sellers_words_are_kept_to_the_character(text):
    kept = sample(details=text).details
    assert kept == text.strip()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"quoted" & more', "📦👩‍🔧", "مخزون تالف", "商品丢失", "Cafe\u0301"]
)
def test_no_script_is_foreign_to_details(text):
    assert sample(details=text).details == text


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_an_editor_is_told_what_each_type_needs(claim_type):
    model = CLAIM_TYPES[claim_type]
    schema = model.model_json_schema()
    assert set(model.needs) | {"claim_id", "quantity", "event_date"} <= set(schema["required"])
    told = [[one["required"][0] for one in group["anyOf"]] for group in schema.get("allOf", [])]
    assert told == [list(group) for group in model.needs_one_of]


def test_the_amount_is_what_is_at_stake():
    assert sample(quantity=3, unit_value=Decimal("12.50")).amount == Decimal("37.50")


@pytest.mark.parametrize(
    ("claim_type", "changes", "found_by"),
    [
        ("lost_in_warehouse", {}, "X001ABC2D3"),
        ("lost_in_warehouse", {"transaction_id": "20264418827301"}, "20264418827301"),
        ("damaged_in_warehouse", {}, "20264418827301"),
        ("order_discrepancy", {}, "112-4839201-5567183"),
        ("inbound_lost", {"order_id": "112-4839201-5567183"}, "FBA15DK9QW2P"),
        ("removal_lost", {}, "Return-2026-10"),
    ],
)
def test_a_support_associate_finds_it_by_the_identifier_of_its_kind(claim_type, changes, found_by):
    assert sample(claim_type, **changes).main_identifier == found_by


def test_a_claim_cannot_be_changed():
    with pytest.raises(ValidationError):
        sample().quantity = 5


def test_a_claim_type_is_one_class_and_its_name():
    assert CLAIM_TYPES["lost_in_warehouse"] is LostInWarehouse
    assert len(CLAIM_TYPES) == 12
