"""Drafts: what was lost and is neither found nor paid, with what a person has to add; the rest is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.report_rows import LedgerRow, Reimbursement, ReturnRow
from casewright.model.marketplaces import UnknownMarketplace
from casewright.policy.drafts.draft import Prepared, ReportsGiven
from casewright.policy.drafts.prepare import prepare
from casewright.policy.rules import shipped_rules

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def event(reason: str = "M", quantity: int = -3, day: int = 12, month: int = 10, **changes: object) -> LedgerRow:
    fields = {
        "day": date(2026, month, day),
        "event_type": "Adjustments",
        "quantity": quantity,
        "reference_id": f"202644188273{day:02}",
        "fnsku": "X001ABC2D3",
        "asin": "B07XYZ1234",
        "sku": "TRAY-1",
        "title": "Bamboo tray",
        "fulfillment_center": "PHX7",
        "reason": reason,
        "country": "US",
    }
    return LedgerRow.model_validate(fields | changes)


def paid(quantity: int, reason: str = "Lost_Warehouse") -> Reimbursement:
    return Reimbursement(
        reimbursement_id="9001", approved_on=date(2026, 10, 30), reason=reason, quantity=quantity, fnsku="X001ABC2D3"
    )


def returned(**changes: object) -> ReturnRow:
    fields = {
        "day": date(2026, 10, 12),
        "order_id": "112-4839201-5567183",
        "quantity": 1,
        "fnsku": "X001ABC2D3",
        "disposition": "CARRIER_DAMAGED",
        "lpn": "LPNRR41827365",
    }
    return ReturnRow.model_validate(fields | changes)


def made(
    *ledger: LedgerRow,
    paid: tuple[Reimbursement, ...] = (),
    returns: tuple[ReturnRow, ...] = (),
    code: str = "US",
) -> Prepared:
    reports = ReportsGiven(ledger=ledger, reimbursements=paid, returns=returns)
    return prepare(reports, shipped_rules(), NOW, "Harbor Lane Goods", code)


def test_a_loss_becomes_a_draft_with_what_the_ledger_knows_and_what_a_person_has_to_add():
    (draft,) = made(event()).drafts
    assert (draft.type, draft.claim_id, draft.transaction_id) == (
        "lost_in_warehouse",
        "L-20264418827312",
        "20264418827312",
    )
    assert (draft.quantity, draft.fnsku, draft.fulfillment_center) == (3, "X001ABC2D3", "PHX7")
    assert (draft.first_day, draft.deadline) == (date(2026, 10, 12), date(2026, 12, 11))
    assert draft.to_add == ("unit_value", "stock_document")


@pytest.mark.parametrize("reason", ["6", "7", "E", "H", "K", "U", "e"])
def test_every_kind_of_damage_becomes_a_draft_that_asks_for_photos(reason):
    (draft,) = made(event(reason)).drafts
    assert draft.type == "damaged_in_warehouse"
    assert draft.to_add == ("unit_value", "stock_document", "photo")


@pytest.mark.parametrize(
    "row",
    [
        event("M", 3),
        event("F", 3),
        event("Q"),
        event(event_type="Shipments"),
    ],
)
def test_what_is_no_loss_becomes_no_draft(row):
    assert made(row) == Prepared()


def test_units_found_later_are_taken_off():
    (draft,) = made(event("M", -3), event("F", 2, day=20)).drafts
    assert draft.quantity == 1


def test_units_found_whole_leave_no_draft_and_that_is_told():
    result = made(event("M", -3), event("N", 3, day=20))
    assert result.drafts == ()
    assert [str(left.why) for left in result.left_out] == ["found again"]


def test_units_found_once_make_up_for_one_loss_only():
    result = made(event("M", -3), event("M", -3, day=13), event("F", 3, day=20))
    assert [(draft.event_date.day, draft.quantity) for draft in result.drafts] == [(13, 3)]


def test_units_found_on_the_day_of_the_loss_count():
    assert made(event("M", -3), event("F", 3)).drafts == ()


def test_on_the_last_day_a_loss_is_still_drafted():
    last_day = made(event(day=24, month=9))
    assert [draft.deadline for draft in last_day.drafts] == [date(2026, 11, 23)]
    assert made(event(day=23, month=9)).drafts == ()


def test_units_found_before_the_loss_or_of_another_product_do_not_count():
    (draft,) = made(event("M"), event("F", 3, day=11), event("F", 3, day=20, fnsku="X001ABC2D4")).drafts
    assert draft.quantity == 3


def test_the_reports_own_reconciling_comes_before_ours():
    result = made(event("M", -3, unreconciled=2), event("F", 3, day=20))
    assert [draft.quantity for draft in result.drafts] == [2]
    assert made(event("M", -3, unreconciled=0)).drafts == ()


@pytest.mark.parametrize("found", [1, 2, 3])
def test_finds_that_amazon_has_not_reconciled_are_taken_off_losses_that_it_has_not_either(found):
    result = made(event("M", -3, unreconciled=3), event("F", found, day=20, unreconciled=found))
    assert [draft.quantity for draft in result.drafts] == [3 - found][: 3 - found]
    assert [(str(left.why), left.quantity) for left in result.left_out] == [("found again", found)]


def test_finds_that_amazon_reconciled_are_not_taken_off_a_second_time():
    (draft,) = made(event("M", -3, unreconciled=3), event("F", 2, day=20, unreconciled=0)).drafts
    assert draft.quantity == 3


def test_paid_units_are_taken_off_and_told():
    (draft,) = made(event(), paid=(paid(1),)).drafts
    assert (draft.lost, draft.paid, draft.quantity) == (3, 1, 2)


def test_a_loss_that_was_paid_whole_is_left_out_with_the_reason():
    (left,) = made(event(), paid=(paid(3),)).left_out
    assert (str(left.why), left.reference) == ("reimbursed already", "20264418827312")


def test_a_loss_whose_window_has_closed_is_left_out_with_the_day():
    (left,) = made(event(day=1, month=9)).left_out
    assert str(left.why) == "too late: the last day was 2026-10-31"


def test_a_loss_that_is_too_young_is_drafted_with_its_first_day():
    (draft,) = made(event(day=20, month=11)).drafts
    assert draft.deadline == date(2027, 1, 19)


def test_the_most_urgent_draft_comes_first():
    drafts = made(event(day=20), event(day=5), event(day=12)).drafts
    assert [draft.event_date.day for draft in drafts] == [5, 12, 20]


def test_rows_of_one_transaction_are_one_draft():
    (draft,) = made(event(quantity=-1), event(quantity=-2)).drafts
    assert (draft.quantity, draft.lost) == (3, 3)


def test_two_losses_that_would_have_the_same_name_get_names_of_their_own():
    rows = (event(reference_id="", day=12), event(reference_id="", day=12, country="CA"))
    assert sorted(draft.claim_id for draft in made(*rows).drafts) == [
        "L-X001ABC2D3-20261012",
        "L-X001ABC2D3-20261012-2",
    ]


def test_damage_without_a_readable_transaction_asks_for_it():
    (draft,) = made(event("E", reference_id="n/a")).drafts
    assert draft.transaction_id is None
    assert "transaction_id" in draft.to_add


def test_the_country_of_a_row_is_its_marketplace():
    (draft,) = made(event(country="GB")).drafts
    assert (draft.marketplace, draft.currency) == ("UK", "GBP")
    (draft,) = made(event(country="")).drafts
    assert draft.marketplace == "US"


def test_a_country_without_a_marketplace_is_a_european_stores_or_nobody_knows_whose():
    (draft,) = made(event(country="CZ"), code="DE").drafts
    assert (draft.marketplace, draft.currency) == ("DE", "EUR")
    result = made(event(country="CZ"))
    assert result.drafts == ()
    assert "CZ has no marketplace" in str(result.left_out[0].why)


def test_a_return_damaged_in_amazons_hands_becomes_a_draft_whose_date_is_to_be_mended():
    (draft,) = made(returns=(returned(),)).drafts
    assert (draft.type, draft.lpn) == ("return_damaged", "LPNRR41827365")
    assert draft.to_add[0] == "event_date"


def test_a_return_that_came_back_sellable_is_no_loss():
    assert made(returns=(returned(disposition="SELLABLE"),)) == Prepared()


@pytest.mark.parametrize("written", ["Carrier Damaged", "carrier-damaged", "damaged", " DAMAGED "])
def test_how_a_return_came_back_is_known_in_any_spelling(written):
    assert len(made(returns=(returned(disposition=written),)).drafts) == 1


@pytest.mark.parametrize("written", ["损坏", "beschädigt", "WRECKED", ""])
def test_a_word_that_is_not_known_is_nobodys_doing_and_is_told(written):
    result = made(returns=(returned(disposition=written),))
    assert result.drafts == ()
    assert "is not known" in str(result.left_out[0].why)


@pytest.mark.parametrize("event_type", ["调整", "Anpassungen", "Ajustes", "Losses"])
def test_no_event_of_an_unknown_type_vanishes(event_type):
    result = made(event(event_type=event_type))
    assert (result.drafts, [loss.quantity for loss in result.left_out]) == ((), [3])


@pytest.mark.parametrize("disposition", ["CUSTOMER_DAMAGED", "DEFECTIVE", "EXPIRED"])
def test_other_returns_become_no_draft_and_are_told(disposition):
    result = made(returns=(returned(disposition=disposition),))
    assert result.drafts == ()
    assert disposition in str(result.left_out[0].why)


def test_an_unknown_marketplace_is_refused():
    with pytest.raises(UnknownMarketplace):
        prepare(ReportsGiven(), shipped_rules(), NOW, "Harbor Lane Goods", "XX")


@given(
    st.lists(st.tuples(st.sampled_from("M5FN6E"), st.integers(-9, 9), st.integers(1, 28)), max_size=12),
    st.lists(st.integers(1, 9), max_size=4),
)
def test_no_more_is_claimed_than_was_lost_and_nothing_vanishes(events, payments):
    rows = [event(reason, quantity, day) for reason, quantity, day in events]
    payments_made = tuple(
        paid(quantity).model_copy(update={"reimbursement_id": str(n)}) for n, quantity in enumerate(payments)
    )
    result = made(*rows, paid=payments_made)
    lost = sum(-row.quantity for row in rows if row.reason in "M5" and row.quantity < 0)
    damaged = sum(-row.quantity for row in rows if row.reason in "6E" and row.quantity < 0)
    found = sum(row.quantity for row in rows if row.reason in "FN" and row.quantity > 0)
    drafted = sum(draft.quantity for draft in result.drafts)
    assert all(draft.quantity > 0 for draft in result.drafts)
    assert drafted <= lost + damaged
    assert drafted >= lost + damaged - found - sum(payments)
