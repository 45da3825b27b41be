from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.duplicates import Seen
from casewright.intake.row import CLAIMS
from casewright.model.fingerprint import fingerprint, loss

CLAIM = {
    "claim_id": "C-1", "account": "Harbor Lane Goods", "marketplace": "US", "type": "lost_in_warehouse",
    "event_date": "2026-10-13", "quantity": 3, "unit_value": "12.50", "currency": "USD", "product_name": "Blue mug",
    "fnsku": "X002L7QK4D",
}  # fmt: skip
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "account": st.sampled_from(["Harbor Lane Goods", "HARBOR  lane goods", "Other shop"]),
        "event_date": st.sampled_from(["2026-10-13", "2026-10-14"]),
        "quantity": st.integers(1, 5),
        "fnsku": st.sampled_from(["X002L7QK4D", "X002M1VP9T"]),
        "transaction_id": st.sampled_from(["20265118427306", "20265118427399"]),
        "fulfillment_center": st.sampled_from(["ONT8", "FTW1"]),
        "details": st.sampled_from(["", "lost"]),
    },
)


@given(CHANGES, CHANGES)
def test_two_claims_are_the_same_loss_exactly_where_their_fingerprints_are(one, other):
    first, second = (CLAIMS.validate_python(CLAIM | changes) for changes in (one, other))

    assert (loss(first) == loss(second)) == (fingerprint(first) == fingerprint(second))


@pytest.fixture
def seen():
    found = Seen()
    found.table("a.csv")
    return found


def test_a_name_is_the_same_in_capitals_and_the_first_row_is_told(seen):
    assert seen.name("C-1", 2) is None
    assert seen.name("c-1", 7) == "a.csv, row 2"


def test_rows_of_an_earlier_table_are_told_with_their_own_name(seen):
    seen.name("C-1", 5)
    seen.table("b.xlsx, sheet May")

    assert seen.name("C-1", 5) == "a.csv, row 5"
    assert seen.name("C-2", 3) is None
    assert seen.name("C-2", 4) == "b.xlsx, sheet May, row 3"


def test_a_loss_is_remembered_whatever_its_row_is_called(seen):
    claim = CLAIMS.validate_python(CLAIM)

    assert seen.loss(claim, 2) is None
    assert seen.loss(claim.model_copy(update={"claim_id": "C-9", "quantity": 1}), 3) == "a.csv, row 2"
