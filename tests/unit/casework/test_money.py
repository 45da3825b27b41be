"""What Amazon paid is found for each claim, taken off where it was taken back, and never added across currencies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.casework.money import Money, Settlement, Standing, settle_up
from casewright.intake.merge_reports import merge_reimbursements
from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.ledger.filing import Filing, State
from casewright.model.fingerprint import fingerprint, reference
from casewright.model.problem import Place
from casewright.policy.rules import shipped_rules

from .conftest import claim

NOW = datetime(2026, 11, 1, tzinfo=UTC)
CASE = "17204938815"


def filing(case_id: str | None = CASE, *, of: Any = None, **changes: Any) -> Filing:
    one = of or claim()
    fields = {
        "filing_id": f"f-{one.claim_id}",
        "claim_id": one.claim_id,
        "claim_type": one.type,
        "account": one.account,
        "marketplace": one.marketplace,
        "fingerprint": fingerprint(one),
        "reference": reference(one),
        "main_identifier": one.main_identifier,
        "subject": "s",
        "message": "m",
        "amount": str(one.amount),
        "currency": one.currency,
        "state": State.VERIFIED,
        "approval": "a" * 64,
        "case_id": case_id,
        "created_at": NOW,
        "updated_at": NOW,
        "armed_at": NOW,
    }
    return Filing.model_validate(fields | changes)


def row(name: str = "9001", amount: str | None = "37.50", quantity: int = 3, **changes: Any) -> Reimbursement:
    fields = {
        "reimbursement_id": name,
        "approved_on": date(2026, 11, 20),
        "reason": "Lost_Warehouse",
        "quantity": quantity,
        "case_id": CASE,
        "fnsku": "X001ABC2D3",
        "amount": None if amount is None else Decimal(amount),
        "currency": "USD",
    }
    return Reimbursement.model_validate(fields | changes)


def back(of: str = "9001", amount: str = "-37.50", quantity: int = -3, **changes: Any) -> Reimbursement:
    changed = {"reason": "Reimbursement_Reversal", "reverses": of, "case_id": ""} | changes
    return row(f"{of}-back", amount, quantity, **changed)


def settled(*rows: Reimbursement, filings: Any = None, claims: Any = (), **known: Any) -> Money:
    return settle_up([filing()] if filings is None else filings, claims, rows, shipped_rules(), **known)


def only(found: Money) -> Settlement:
    (one,) = found.settlements
    return one


def test_a_payment_that_names_the_case_makes_its_claim_reimbursed():
    one = only(settled(row()))
    assert (one.standing, one.matched_by, one.reimbursement_ids) == (Standing.REIMBURSED, "case", ("9001",))
    assert (one.sums[0].paid, one.sums[0].currency, one.last_on) == (Decimal("37.50"), "USD", date(2026, 11, 20))


@pytest.mark.parametrize("reason", ["", "Lost_Warehouse", "General_Adjustment", "Something_New"])
def test_nothing_is_called_denied_while_a_row_that_could_have_paid_it_was_not_read(reason):
    closed = {"statuses": {CASE: "Closed"}}
    assert only(settled(**closed)).standing is Standing.DENIED
    for names in ({}, {"case_id": CASE}, {"fnsku": "X001ABC2D3"}):
        unread = UnreadRow(place=Place(file="reimbursements.txt", row=7), reason=reason, **names)
        assert only(settled(**closed, unread=[unread])).standing is Standing.UNKNOWN
        assert only(settled(**closed, unread=[unread], claims=[claim()])).standing is Standing.UNKNOWN


@pytest.mark.parametrize("changes", [{"case_id": "17204990000"}, {"fnsku": "X0038TTB2K"}, {"reason": "CustomerReturn"}])
def test_an_unread_row_of_another_case_product_or_kind_changes_nothing(changes):
    unread = UnreadRow(place=Place(file="reimbursements.txt", row=7), **changes)
    found = settled(statuses={CASE: "Closed"}, unread=[unread], claims=[claim()])
    assert only(found).standing is Standing.DENIED


def test_what_was_paid_stays_paid_unless_an_unread_row_may_take_it_back():
    place = Place(file="reimbursements.txt", row=7)
    assert (
        only(settled(row(), unread=[UnreadRow(place=place, reason="Lost_Warehouse")])).standing is Standing.REIMBURSED
    )
    reversal = UnreadRow(place=place, reason="Reimbursement_Reversal")
    assert only(settled(row(), unread=[reversal])).standing is Standing.UNKNOWN


def test_a_paying_row_below_zero_that_names_no_payment_is_in_no_total():
    found = settled(row(amount="-37.50", quantity=-3, case_id=""), claims=[claim()])
    assert (only(found).standing, found.totals, found.unread) == (Standing.UNKNOWN, (), ("9001",))


def test_less_money_than_claimed_is_partly():
    assert only(settled(row(amount="20.00", quantity=2))).standing is Standing.PARTLY


def test_all_units_at_amazons_lower_price_are_reimbursed_where_the_claim_is_at_hand():
    one = only(settled(row(amount="20.00", quantity=3), claims=[claim()]))
    assert (one.standing, one.units, one.quantity) == (Standing.REIMBURSED, 3, 3)


def test_several_payments_of_one_case_add_up():
    one = only(settled(row("9001", "12.50", 1), row("9002", "25.00", 2)))
    assert (one.standing, one.sums[0].paid) == (Standing.REIMBURSED, Decimal("37.50"))


def test_units_given_in_stock_count_without_money():
    assert only(settled(row(amount="0.00"))).standing is Standing.REIMBURSED


def test_what_was_taken_back_whole_is_reversed_though_the_reversal_names_no_case():
    one = only(settled(row(), back()))
    assert (one.standing, one.sums[0].taken_back, one.sums[0].net) == (Standing.REVERSED, Decimal("37.50"), Decimal(0))


def test_a_part_taken_back_leaves_the_claim_partly_paid():
    one = only(settled(row(), back(amount="-12.50", quantity=-1)))
    assert (one.standing, one.units, one.sums[0].net) == (Standing.PARTLY, 2, Decimal("25.00"))


def test_a_reversal_without_a_sign_is_a_reversal_all_the_same():
    assert only(settled(row(), back(amount="37.50", quantity=3))).standing is Standing.REVERSED


def test_nothing_paid_is_waiting_and_denied_once_the_case_is_over():
    assert only(settled()).standing is Standing.WAITING
    assert only(settled(statuses={CASE: "Answered"})).standing is Standing.WAITING
    assert only(settled(statuses={CASE: "Closed"})).standing is Standing.DENIED
    assert only(settled(row(), statuses={CASE: "Closed"})).standing is Standing.REIMBURSED


def test_a_payment_for_another_case_is_nobodys():
    found = settled(row(case_id="17204999999"))
    assert only(found).standing is Standing.WAITING
    assert [one.reimbursement_id for one in found.unplaced] == ["9001"]
    assert [(one.claim_type, one.reason, one.marketplace) for one in found.totals] == [("", "Lost_Warehouse", "")]


def test_a_payment_without_a_case_is_found_by_product_where_the_claims_are_at_hand():
    unnamed = row(case_id="")
    assert only(settled(unnamed)).standing is Standing.WAITING
    one = only(settled(unnamed, claims=[claim()]))
    assert (one.standing, one.matched_by) == (Standing.REIMBURSED, "product")


@pytest.mark.parametrize(
    "changes", [{"fnsku": "X009ZZZ9Z9"}, {"reason": "Damaged_Warehouse"}, {"approved_on": date(2026, 10, 1)}]
)
def test_another_product_reason_or_an_earlier_day_is_not_taken_for_it(changes: dict[str, Any]):
    assert only(settled(row(case_id="", **changes), claims=[claim()])).standing is Standing.WAITING


def test_a_claim_that_was_never_filed_is_shown_with_what_amazon_paid_by_itself():
    found = settled(row(case_id=""), filings=[], claims=[claim(), claim("A-2", fnsku="X001ABC2D4")])
    assert [(one.claim_id, one.standing, one.case_id) for one in found.settlements] == [
        ("A-1", Standing.REIMBURSED, None),
        ("A-2", Standing.UNFILED, None),
    ]


def test_a_payment_is_given_to_one_claim_only_the_oldest_first():
    older = claim("A-0", event_date=date(2026, 10, 1), transaction_id="20261001000001")
    found = settled(row(case_id=""), filings=[], claims=[claim(), older])
    assert {one.claim_id: one.standing for one in found.settlements} == {
        "A-1": Standing.UNFILED,
        "A-0": Standing.REIMBURSED,
    }


def test_a_claim_that_was_filed_and_stands_in_a_file_is_one_claim():
    assert len(settled(claims=[claim(), claim()]).settlements) == 1


@pytest.mark.parametrize("state", [State.ABANDONED, State.NOT_SENT, State.PREPARED, State.APPROVED])
def test_what_was_never_sent_is_not_waited_for(state: State):
    assert settled(filings=[filing(None, state=state)]).settlements == ()


def test_totals_stand_by_month_marketplace_and_type_and_keep_currencies_apart():
    german = claim("A-2", marketplace="DE", currency="EUR", transaction_id="20261010000999")
    filings = [filing(), filing("17204938816", of=german)]
    found = settled(
        row(),
        row("9002", "12.50", 1, approved_on=date(2026, 12, 1)),
        row("9003", "30.00", 3, case_id="17204938816", currency="EUR"),
        back(),
        filings=filings,
    )
    assert [(one.month, one.marketplace, one.claim_type, one.sum.currency, one.sum.net) for one in found.totals] == [
        ("2026-11", "DE", "lost_in_warehouse", "EUR", Decimal("30.00")),
        ("2026-11", "US", "lost_in_warehouse", "USD", Decimal("0.00")),
        ("2026-12", "US", "lost_in_warehouse", "USD", Decimal("12.50")),
    ]
    assert (found.totals[1].payments, found.totals[1].units) == (1, 0)


def test_money_that_could_not_be_read_is_told_and_in_no_total():
    found = settled(row(amount=None))
    assert (found.unread, found.totals) == (("9001",), ())
    assert only(found).units == 3


def test_a_payment_in_another_currency_is_not_compared():
    one = only(settled(row(amount="1.00", quantity=1, currency="CAD")))
    assert (one.standing, [each.currency for each in one.sums]) == (Standing.REIMBURSED, ["CAD"])


def test_rows_that_overlapping_reports_repeat_count_once_and_equal_rows_of_one_report_twice():
    assert len(merge_reimbursements([[row(), row()], [row()], [row("9002")]])) == 3


_AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=2)
_ROWS = st.builds(
    lambda name, amount, quantity, case, currency, taken: (back if taken else row)(
        name, str(amount), quantity, case_id=case, currency=currency
    ),
    st.sampled_from(["1", "2", "3"]),
    _AMOUNTS,
    st.integers(1, 5),
    st.sampled_from([CASE, "", "17204999999"]),
    st.sampled_from(["USD", "EUR"]),
    st.booleans(),
)


@given(st.lists(_ROWS, max_size=12))
def test_the_totals_hold_every_cent_of_the_report_once(rows: list[Reimbursement]):
    found = settled(*rows, claims=[claim()])
    for currency in ("USD", "EUR"):
        mine = [one for one in rows if one.currency == currency]
        net = sum(
            (-abs(one.amount) if one.reason == "Reimbursement_Reversal" else one.amount for one in mine), Decimal(0)
        )
        assert sum((one.sum.net for one in found.totals if one.sum.currency == currency), Decimal(0)) == net


@given(st.lists(_ROWS, max_size=12))
def test_every_payment_is_one_claims_or_nobodys(rows: list[Reimbursement]):
    found = settled(*rows, claims=[claim()])
    placed = sum(sum_.paid for one in found.settlements for sum_ in one.sums)
    unplaced = sum(one.amount for one in found.unplaced if one.reason != "Reimbursement_Reversal")
    assert placed + unplaced == sum(one.amount for one in rows if one.reason != "Reimbursement_Reversal")
