from __future__ import annotations

import pytest

from casewright.intake.columns import (
    EVIDENCE_COLUMNS,
    HEADERS,
    OWN_COLUMNS,
    REQUIRED,
    claim_type,
    closest,
    field_of,
    understand,
)
from casewright.intake.header_words import fold_header
from casewright.model.claim import CLAIM_TYPES, CommonClaim


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("FNSKU", "fnsku"),
        ("fnsku ", "fnsku"),
        ("Order-ID", "order_id"),
        ("ORDER_ID *", "order_id"),
        ("Ｑｔｙ", "quantity"),
        ("丢失/损坏日期", "event_date"),
        ("货件编号", "shipment_id"),
        ("凭证/附件", "evidence"),
        ("单价", "unit_value"),
        ("Reference ID", "transaction_id"),
        ("unit_value", "unit_value"),
        ("Colour", None),
        ("", None),
    ],
)
def test_headers_in_both_languages_mean_fields(header, field):
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Lost in warehouse", "lost_in_warehouse"),
        ("lost_in_warehouse", "lost_in_warehouse"),
        ("仓库损坏", "damaged_in_warehouse"),
        ("LOST", "lost_in_warehouse"),
        ("客户退货未退回", "customer_return"),
        ("stolen", None),
    ],
)
def test_claim_types_are_words_in_both_languages(words, meant):
    assert claim_type(words) == meant


def test_no_word_means_two_fields_or_two_types():
    types = {name: (str(claim.title), *claim.words) for name, claim in CLAIM_TYPES.items()}
    for table in (HEADERS, types):
        meanings: dict[str, set[str]] = {}
        for name, words in table.items():
            for word in (name, *words):
                meanings.setdefault(fold_header(word), set()).add(name)
        assert {word: names for word, names in meanings.items() if len(names) > 1} == {}


def test_every_field_of_a_claim_has_a_column_and_every_column_a_place_to_go():
    fields = set(CommonClaim.model_fields) - {"place", "evidence"} | {"type"}

    assert fields <= set(HEADERS)
    assert set(HEADERS) - fields == {*EVIDENCE_COLUMNS, *OWN_COLUMNS}


def test_every_claim_type_has_words():
    assert all(claim.title and claim.words for claim in CLAIM_TYPES.values())


def test_the_closest_known_header_is_offered_where_one_is_near():
    assert closest("Quantitty") == "Quantity"
    assert closest("Shipmnt ID") == "Shipment ID"
    assert closest("Colour of the carton") is None


def test_a_header_row_is_understood_with_what_is_missing_unknown_and_repeated():
    columns = understand(["FNSKU", "Date", "Loss date", "Colour", "Photos", "照片", "Status", ""])

    assert columns.fields == {0: "fnsku", 1: "event_date", 4: "photos", 5: "photos"}
    assert columns.repeated == {2: "Loss date"}
    assert columns.unknown == {3: "Colour"}
    assert set(columns.extra) == {2, 3, 6}
    assert set(columns.missing) == {*REQUIRED, "type"} - {"event_date"}
