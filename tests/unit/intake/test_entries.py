from __future__ import annotations

import json

import pytest

from casewright.intake.load import load

SHARED = "account: Harbor Lane Goods\nmarketplace: US\ncurrency: USD\n"
ENTRY = """  - claim_id: C-1
    type: lost_in_warehouse
    event_date: 2026-10-13
    quantity: 3
    unit_value: 12.50
    product_name: Blue mug
    fnsku: X002L7QK4D
    transaction_id: 00265118427306
"""


def test_what_stands_above_the_claims_holds_for_all_of_them(seller):
    other = ENTRY.replace("C-1", "C-2").replace("7306", "7399") + "    account: Second Shop\n"
    batch = load([seller.text(f"{SHARED}claims:\n{ENTRY}{other}", "claims.yaml")])

    assert batch.problems == ()
    assert [(claim.account, claim.currency) for claim in batch.claims] == [
        ("Harbor Lane Goods", "USD"),
        ("Second Shop", "USD"),
    ]


def test_numbers_stay_as_they_were_written(seller):
    batch = load([seller.text(f"{SHARED}claims:\n{ENTRY}", "claims.yaml")])

    assert batch.claims[0].transaction_id == "00265118427306"
    assert str(batch.claims[0].unit_value) == "12.50"


def test_a_day_that_does_not_exist_is_a_problem_of_its_entry(seller, codes):
    batch = load([seller.text(f"{SHARED}claims:\n{ENTRY.replace('2026-10-13', '2026-13-45')}", "claims.yaml")])

    assert codes(batch) == ["bad-date"]
    assert batch.problems[0].place.row == 1


def test_a_slip_in_yaml_is_told_with_line_and_column(seller, codes):
    batch = load([seller.text("claims:\n  - type: [lost\n    quantity: 3\n", "claims.yaml")])

    assert codes(batch) == ["bad-file"]
    assert "line 3" in str(batch.problems[0].message)


def test_an_entry_that_is_no_claim_is_told_and_the_others_are_read(seller, codes):
    batch = load([seller.text(f"{SHARED}claims:\n  - just words\n{ENTRY}", "claims.yaml")])

    assert codes(batch) == ["not-a-claim"]
    assert batch.rows == 2
    assert len(batch.claims) == 1


def test_a_broken_line_of_json_lines_is_told_and_the_others_are_read(seller, codes):
    good = dict(zip(seller.csv_text().strip().split(","), seller.row(), strict=True))
    batch = load([seller.text(f"{json.dumps(good)}\n{{broken\n\n", "claims.jsonl")])

    assert codes(batch) == ["not-a-claim"]
    assert "line 2" in (batch.problems[0].value or "")
    assert len(batch.claims) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("[]", "empty-file"),
        ("{}", "empty-file"),
        ('"words"', "no-claims"),
        ('{"claim": 1}', "no-claims"),
    ],
)
def test_a_file_without_a_list_of_claims_says_what_it_should_hold(seller, codes, text, code):
    batch = load([seller.text(text, "claims.yaml")])

    assert codes(batch) == [code]
    assert "claims:" in (str(batch.problems[0].expected))


def test_an_empty_list_of_claims_is_a_beginning_and_no_problem(seller):
    batch = load([seller.text("claims: []", "claims.yaml")])

    assert batch.problems == ()
    assert tuple(map(str, batch.statements)) == ("claims.yaml: holds no claims yet",)


def test_evidence_may_be_a_list_and_anything_else_in_it_is_told(seller, codes):
    entry = f"{ENTRY}    photos:\n      - {{path: a.jpg}}\n"
    batch = load([seller.text(f"{SHARED}claims:\n{entry}", "claims.yaml")])

    assert codes(batch) == ["bad-evidence"]
    assert batch.problems[0].place.field == "photos"
