"""Downloads that overlap are one report: nothing is lost, nothing counts twice, and no order changes anything."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.merge_reports import merge_ledgers, merge_reimbursements, merge_rows
from casewright.intake.report_rows import LedgerRow, Reimbursement, ReturnRow


def event(reference: str = "1", day: int = 1, unreconciled: int | None = 3, title: str = "") -> LedgerRow:
    return LedgerRow(
        day=date(2026, 10, day),
        event_type="Adjustments",
        quantity=-3,
        reference_id=reference,
        fnsku="X0037RWQ9P",
        title=title,
        reason="M",
        unreconciled=unreconciled,
    )


def payment(number: str = "9001", quantity: int = 3, title: str = "") -> Reimbursement:
    day = date(2026, 10, 29)
    return Reimbursement(
        reimbursement_id=number, approved_on=day, reason="Lost_Warehouse", quantity=quantity, title=title
    )


_EVENTS = st.lists(
    st.builds(event, st.sampled_from(["1", "2", ""]), st.integers(1, 2), st.sampled_from([0, 2, 3, None])), max_size=6
)
_PAYMENTS = st.lists(st.builds(payment, st.sampled_from(["1", "2"]), st.integers(1, 2)), max_size=6)
_RETURNS = st.lists(
    st.builds(ReturnRow, day=st.just(date(2026, 9, 1)), order_id=st.sampled_from("ab"), quantity=st.just(1)), max_size=6
)


@given(st.lists(_EVENTS, max_size=4), st.randoms())
def test_the_order_of_ledgers_and_of_their_rows_changes_nothing(downloads, random):
    shuffled = [random.sample(rows, len(rows)) for rows in random.sample(downloads, len(downloads))]
    assert merge_ledgers(downloads) == merge_ledgers(shuffled)


@given(st.lists(_PAYMENTS, max_size=4), st.randoms())
def test_the_order_of_payment_reports_changes_nothing(downloads, random):
    shuffled = [random.sample(rows, len(rows)) for rows in random.sample(downloads, len(downloads))]
    assert merge_reimbursements(downloads) == merge_reimbursements(shuffled)


@given(_EVENTS, _PAYMENTS, _RETURNS)
def test_the_same_download_given_again_adds_nothing(events, payments, returns):
    assert merge_ledgers([events, events]) == merge_ledgers([events])
    assert merge_reimbursements([payments, payments]) == merge_reimbursements([payments])
    assert merge_rows([returns, returns]) == merge_rows([returns])
    assert len(merge_rows([returns])) == len(returns)


@given(_PAYMENTS, st.integers(0, 6), st.integers(0, 6))
def test_overlapping_parts_make_the_whole(payments, first, second):
    start, end = sorted((min(first, len(payments)), min(second, len(payments))))
    whole = merge_reimbursements([payments])
    parts = merge_reimbursements([payments, payments[:end], payments[start:]])
    assert parts == whole


@given(st.lists(_EVENTS, min_size=1, max_size=4))
def test_no_download_has_more_events_than_all_together(downloads):
    assert len(merge_ledgers(downloads)) >= max(len(rows) for rows in downloads)


def test_of_one_event_the_download_that_knows_most_of_it_counts():
    assert merge_ledgers([[event(unreconciled=3)], [event(unreconciled=1)]]) == (event(unreconciled=1),)
    assert merge_ledgers([[event(unreconciled=None)], [event(unreconciled=2)]]) == (event(unreconciled=2),)


def test_two_events_of_one_download_stay_two():
    assert len(merge_ledgers([[event(), event()], [event()]])) == 2


def test_a_download_whose_references_a_spreadsheet_ruined_adds_nothing():
    whole, ruined = [event("1"), event("2")], [event(""), event("")]
    assert merge_ledgers([whole, ruined]) == merge_ledgers([whole])
    assert len(merge_ledgers([whole, [*ruined, event("")]])) == 3


def test_another_spelling_of_the_products_name_is_the_same_payment():
    assert len(merge_reimbursements([[payment(title="Müller")], [payment(title="M?ller")]])) == 1


_SPELLINGS = st.fixed_dictionaries(
    {
        "reason": st.sampled_from(["Lost_Warehouse", "Lost_warehouse", "LOST WAREHOUSE", "Lost: Warehouse"]),
        "sku": st.sampled_from(["FO-LAN-GRN", "fo-lan-grn", "FO-LAN-GRN "]),
        "fnsku": st.sampled_from(["X0037RWQ9P", "x0037rwq9p"]),
        "approved_on": st.sampled_from([date(2026, 10, 28), date(2026, 10, 29)]),
    }
)


@given(st.lists(_SPELLINGS, min_size=1, max_size=4))
def test_one_payment_spelt_differently_in_each_download_is_one_payment(spellings):
    downloads = [[payment().model_copy(update=spelling)] for spelling in spellings]
    assert len(merge_reimbursements(downloads)) == 1
