"""What is paid already: each reimbursed unit pays for one lost unit, and what was taken back pays for none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample_claims import sample

from casewright.intake.report_rows import Reimbursement
from casewright.policy.reimbursements import Paid, allocate, pays_for, standing
from casewright.policy.rules import shipped_rules

RULES = shipped_rules()
REVERSAL = "Reimbursement_Reversal"


def paid(number: str = "9001", quantity: int = 3, **changes: object) -> Reimbursement:
    fields = {
        "reimbursement_id": number,
        "approved_on": date(2026, 10, 20),
        "reason": "Lost_Warehouse",
        "fnsku": "X001ABC2D3",
        "quantity": quantity,
    }
    return Reimbursement.model_validate(fields | changes)


def fits(row: Reimbursement, claim_type: str = "lost_in_warehouse", **changes: object) -> bool:
    claim = sample(claim_type, **changes)
    return pays_for(row, claim, RULES)


def test_the_same_product_after_the_loss_for_the_same_reason_is_paid():
    assert fits(paid())
    assert fits(paid(approved_on=date(2026, 10, 10)))


@pytest.mark.parametrize(
    "row",
    [
        paid(fnsku="X001ABC2D4"),
        paid(approved_on=date(2026, 10, 9)),
        paid(reason="Damaged_Warehouse"),
        paid(reason="CustomerReturn"),
        paid(fnsku=""),
    ],
)
def test_another_product_an_earlier_day_or_another_reason_is_not_paid(row):
    assert not fits(row)


def test_a_product_is_known_by_sku_or_asin_where_there_is_no_fnsku():
    assert fits(paid(fnsku="", sku="TRAY-1"), sku="TRAY-1")
    assert fits(paid(fnsku="", asin="B07XYZ1234"), asin="B07XYZ1234")
    assert not fits(paid(fnsku="X001ABC2D4", sku="TRAY-1"), sku="TRAY-1")


def test_an_order_decides_where_both_name_one():
    order = "112-4839201-5567183"
    assert fits(paid(reason="CustomerReturn", order_id=order), "customer_return")
    assert fits(paid(reason="Whatever_Comes", order_id=order), "customer_return")
    assert not fits(paid(reason="CustomerReturn", order_id="112-4839201-0000001"), "customer_return")


def test_units_are_counted_and_the_reimbursement_is_named():
    assert allocate([sample(quantity=5)], [paid(quantity=3)], RULES) == (
        Paid(quantity=3, reimbursement_ids=("9001",), units=(3,)),
    )


def test_several_reimbursements_pay_together():
    rows = [paid("1", 1), paid("2", 2), paid("3", 9)]
    (one,) = allocate([sample(quantity=3)], rows, RULES)
    assert one.quantity == 3
    assert one.reimbursement_ids == ("1", "2")


def test_a_reimbursement_of_just_the_quantity_is_taken_first():
    (one,) = allocate([sample(quantity=3)], [paid("1", 2), paid("2", 3)], RULES)
    assert one.reimbursement_ids == ("2",)


def test_without_a_report_nothing_is_taken_for_paid():
    assert allocate([sample(), sample()], [], RULES) == (Paid(), Paid())


def test_what_was_taken_back_whole_pays_for_nothing():
    rows = [paid("1", 3), paid("2", 3, reason=REVERSAL, reverses="1")]
    assert standing(rows, RULES) == ()


def test_what_was_taken_back_in_part_pays_for_the_rest():
    rows = [paid("2", -1, reason=REVERSAL, reverses="1"), paid("1", 3)]
    assert [row.quantity for row in standing(rows, RULES)] == [2]


def test_a_reversal_without_its_reimbursement_takes_nothing_else_back():
    rows = [paid("1", 3), paid("2", 3, reason=REVERSAL, reverses="7")]
    assert [row.quantity for row in standing(rows, RULES)] == [3]


@given(
    st.lists(st.tuples(st.integers(1, 28), st.integers(1, 9)), max_size=8),
    st.lists(st.tuples(st.integers(1, 28), st.integers(1, 9)), max_size=8),
)
def test_no_unit_is_paid_twice_and_no_claim_gets_more_than_it_lost(losses, payments):
    claims = [sample(quantity=quantity, event_date=date(2026, 10, day)) for day, quantity in losses]
    rows = [paid(str(n), quantity, approved_on=date(2026, 10, day)) for n, (day, quantity) in enumerate(payments)]
    parts = allocate(claims, rows, RULES)
    assert len(parts) == len(claims)
    assert all(0 <= part.quantity <= claim.quantity for part, claim in zip(parts, claims, strict=True))
    assert sum(part.quantity for part in parts) <= sum(row.quantity for row in rows)
    by_name = {row.reimbursement_id: row for row in rows}
    for part, claim in zip(parts, claims, strict=True):
        assert all(by_name[name].approved_on >= claim.event_date for name in part.reimbursement_ids)
