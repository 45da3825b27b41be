from __future__ import annotations

from datetime import date, timedelta

import pytest

from casewright.intake.demo_files import write_demo
from casewright.intake.load import load
from casewright.model.evidence import EvidenceKind


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2028, 2, 29), date(2031, 1, 1)])
def test_on_any_day_the_demo_holds_six_claims_without_a_problem(tmp_path, today):
    batch = load([write_demo(tmp_path, today)])

    assert batch.problems == ()
    assert batch.rows == 6
    assert [claim.claim_id for claim in batch.claims] == [f"HL-{number}" for number in range(1041, 1047)]
    assert {(claim.account, claim.marketplace) for claim in batch.claims} == {("Harbor Lane Goods", "US")}


def test_four_are_in_their_window_and_one_is_too_young(tmp_path):
    today = date(2026, 11, 23)
    ages = [(today - claim.event_date) / timedelta(days=1) for claim in load([write_demo(tmp_path, today)]).claims]

    assert sum(30 < age < 60 for age in ages) == 5
    assert sum(age < 30 for age in ages) == 1


def test_one_damaged_claim_has_no_photos_and_all_have_a_stock_document(tmp_path):
    claims = load([write_demo(tmp_path, date(2026, 11, 23))]).claims
    kinds = [{proof.kind for proof in claim.evidence} for claim in claims]

    assert all(EvidenceKind.STOCK_DOCUMENT in found for found in kinds)
    damaged = [found for claim, found in zip(claims, kinds, strict=True) if claim.type == "damaged_in_warehouse"]
    assert sorted(EvidenceKind.PHOTO in found for found in damaged) == [False, True, True]


def test_the_demo_can_be_written_twice_into_the_same_folder(tmp_path):
    first = load([write_demo(tmp_path, date(2026, 11, 23))])
    second = load([write_demo(tmp_path, date(2026, 11, 24))])

    assert [claim.event_date + timedelta(days=1) for claim in first.claims] == [
        claim.event_date for claim in second.claims
    ]
