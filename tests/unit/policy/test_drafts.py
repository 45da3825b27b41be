"""Drafts from every report: what is lost becomes a draft, what is not says why, and nothing vanishes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.report_rows import (
    CostRow,
    LedgerRow,
    ReceiptRow,
    RefundRow,
    Reimbursement,
    RemovalOrderRow,
    RemovalShipmentRow,
    ReturnRow,
    ShipmentContentRow,
    UnreadRow,
)
from casewright.model.problem import Place
from casewright.policy.drafts.draft import Prepared, ReportsGiven
from casewright.policy.drafts.prepare import prepare
from casewright.policy.rules import shipped_rules

RULES = shipped_rules()
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
ORDER = "114-5520917-8834012"


def drafted(code: str = "US", **reports: Any) -> Prepared:
    unread = {name: tuple(rows) for name, rows in reports.pop("unread", {}).items()}
    given_reports = {name: tuple(rows) for name, rows in reports.items()} | {"unread": unread}
    return prepare(ReportsGiven(**given_reports), RULES, NOW, "Fennimore Outdoor", code)


def reasons(result: Prepared) -> list[str]:
    return [str(loss.why) for loss in result.left_out]


def event(reason: str = "M", quantity: int = -3, **changes: Any) -> LedgerRow:
    fields = {
        "day": date(2026, 10, 13),
        "event_type": "Adjustments",
        "quantity": quantity,
        "reference_id": "20914466380127",
        "fnsku": "X0037RWQ9P",
        "title": "Camp Lantern",
        "reason": reason,
        "country": "US",
    }
    return LedgerRow.model_validate(fields | changes)


def payment(quantity: int = 3, **changes: Any) -> Reimbursement:
    fields = {
        "reimbursement_id": "10244181663",
        "approved_on": date(2026, 10, 29),
        "reason": "Lost_Warehouse",
        "quantity": quantity,
        "fnsku": "X0037RWQ9P",
        "title": "Camp Lantern",
        "currency": "USD",
        "unit_amount": Decimal("9.35"),
    }
    return Reimbursement.model_validate(fields | changes)


class TestLedger:
    def test_a_payment_that_amazons_own_figure_allows_for_is_not_taken_off_again(self):
        rows = [event(quantity=-5, reconciled=2, unreconciled=3)]
        (draft,) = drafted(ledger=rows, reimbursements=[payment(2)]).drafts
        assert (draft.lost, draft.paid, draft.quantity) == (5, 2, 3)
        assert draft.payments_counted == "10244181663:2"

    def test_a_payment_beyond_what_the_figure_explains_is_taken_off(self):
        rows = [event(quantity=-5, reconciled=2, unreconciled=3)]
        (draft,) = drafted(ledger=rows, reimbursements=[payment(4)]).drafts
        assert draft.quantity == 1
        assert drafted(ledger=rows, reimbursements=[payment(5)]).drafts == ()

    def test_units_that_the_figure_explains_by_finds_do_not_explain_a_payment_too(self):
        find = event("F", 2, day=date(2026, 10, 20), reference_id="1", reconciled=2, unreconciled=0)
        rows = [event(quantity=-5, reconciled=2, unreconciled=3), find]
        (draft,) = drafted(ledger=rows, reimbursements=[payment(2)]).drafts
        assert draft.quantity == 1

    def test_finds_that_amazon_reconciled_are_not_used_for_another_loss(self):
        find = event("F", 3, day=date(2026, 10, 20), reference_id="1", reconciled=3, unreconciled=0)
        (draft,) = drafted(ledger=[event(), find]).drafts
        assert draft.quantity == 3

    def test_a_loss_keeps_its_draft_where_a_spreadsheet_ruined_the_reference(self):
        (draft,) = drafted(ledger=[event(reference_id="")]).drafts
        assert (draft.transaction_id, draft.claim_id) == (None, "L-X0037RWQ9P-20261013")

    def test_an_unknown_reason_is_told_and_does_not_vanish(self):
        assert reasons(drafted(ledger=[event("Zap")])) == ["the reason Zap is not known here: look it up"]

    def test_a_payment_on_the_local_day_counts_where_the_stamp_is_of_the_day_before(self):
        stamp = datetime(2026, 10, 12, 17, 30, tzinfo=UTC)
        paid = payment(approved_on=date(2026, 10, 12), approved_at=stamp, currency="JPY")
        result = drafted("JP", ledger=[event(country="JP")], reimbursements=[paid])
        assert (result.drafts, reasons(result)) == ((), ["reimbursed already"])

    def test_a_payment_in_pounds_is_for_the_loss_in_the_uk(self):
        rows = [event(country="DE"), event(country="GB", reference_id="20914466380777")]
        result = drafted("DE", ledger=rows, reimbursements=[payment(currency="GBP")])
        assert [draft.marketplace for draft in result.drafts] == ["DE"]
        assert [loss.reference for loss in result.left_out] == ["20914466380777"]

    def test_a_loss_in_a_marketplace_without_a_rule_is_told(self):
        result = drafted(ledger=[event(country="AU")])
        assert result.drafts == ()
        assert "no rule is published for AU" in reasons(result)[0]

    def test_a_payment_that_could_not_be_read_holds_back_what_it_could_concern(self):
        unread = UnreadRow(place=Place(file="reimb.csv", row=7), fnsku="X0037RWQ9P")
        other = event(fnsku="X0038TTB2K", reference_id="20914466380199")
        result = drafted(ledger=[event(), other], unread={"reimbursements": [unread]})
        assert [draft.fnsku for draft in result.drafts] == ["X0038TTB2K"]
        assert reasons(result) == ["whether it was paid already is not known: reimb.csv, row 7 could not be read"]


def returned(disposition: str = "DAMAGED", **changes: Any) -> ReturnRow:
    fields = {
        "day": date(2026, 9, 10),
        "order_id": ORDER,
        "quantity": 1,
        "sku": "FO-LAN-GRN",
        "fnsku": "X0037RWQ9P",
        "disposition": disposition,
        "lpn": "LPNRRFC4481902",
    }
    return ReturnRow.model_validate(fields | changes)


def refund(day: date = date(2026, 9, 1), **changes: Any) -> RefundRow:
    fields = {"day": day, "order_id": ORDER, "quantity": 1, "sku": "FO-LAN-GRN", "fulfillment": "Amazon"}
    return RefundRow.model_validate(fields | changes)


class TestReturns:
    @pytest.mark.parametrize("disposition", ["DAMAGED", "CARRIER_DAMAGED", "damaged"])
    def test_damage_by_amazon_or_its_carrier_is_a_claim_of_its_own_type(self, disposition):
        (draft,) = drafted(returns=[returned(disposition)]).drafts
        assert (draft.type, draft.order_id, draft.lpn) == ("return_damaged", ORDER, "LPNRRFC4481902")
        assert "event_date" in draft.to_add

    def test_the_refunds_day_is_taken_where_the_transactions_tell_it(self):
        (draft,) = drafted(returns=[returned()], refunds=[refund()]).drafts
        assert (draft.type, draft.event_date) == ("return_damaged", date(2026, 9, 1))
        assert "event_date" not in draft.to_add

    def test_a_multi_channel_return_and_one_that_was_paid_are_told(self):
        result = drafted(
            returns=[returned(order_id="S02-4417765-0098123"), returned(status="Reimbursed", lpn="LPNRRFC4481909")]
        )
        assert result.drafts == ()
        assert [("multi-channel" in why, "reimbursed" in why) for why in reasons(result)] == [
            (True, False),
            (False, True),
        ]

    def test_a_refund_whose_unit_never_came_back_is_drafted_for_the_missing_units(self):
        other = returned("SELLABLE", order_id="114-0000000-0000001")
        (draft,) = drafted(refunds=[refund(quantity=3)], returns=[other, returned("SELLABLE")]).drafts
        assert (draft.type, draft.quantity, draft.fnsku) == ("customer_return", 2, "X0037RWQ9P")

    def test_a_refund_whose_units_came_back_is_told(self):
        result = drafted(refunds=[refund()], returns=[returned("SELLABLE")])
        assert (result.drafts, reasons(result)) == ((), ["the refunded units came back"])

    @pytest.mark.parametrize(("code", "site", "days"), [("US", "amazon.com", 60), ("DE", "amazon.de", 45)])
    def test_buyers_have_the_time_of_the_marketplace(self, code, site, days):
        other = returned("SELLABLE", order_id="114-0000000-0000001")
        early = date.fromordinal(date(2026, 11, 23).toordinal() - days + 1)
        due = date.fromordinal(early.toordinal() - 1)
        result = drafted(code, refunds=[refund(early, marketplace=site)], returns=[other])
        assert (result.drafts, reasons(result)[0][:9]) == ((), "too early")
        assert len(drafted(code, refunds=[refund(due, marketplace=site)], returns=[other]).drafts) == 1

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"fulfillment": "Seller"}, "not fulfilled by Amazon"),
            ({"quantity": 0}, "for no unit"),
        ],
    )
    def test_refunds_of_other_kinds_are_told(self, changes, told):
        result = drafted(refunds=[refund(**changes)], returns=[returned("SELLABLE")])
        assert result.drafts == ()
        assert told in reasons(result)[0]

    def test_without_a_returns_report_nothing_is_known(self):
        assert "give the returns report" in reasons(drafted(refunds=[refund()]))[0]


def removal(**changes: Any) -> RemovalOrderRow:
    fields = {
        "day": date(2026, 9, 20),
        "order_id": "FO-REM-7",
        "requested": 10,
        "shipped": 10,
        "order_type": "Return",
        "status": "Completed",
        "sku": "FO-LAN-GRN",
        "fnsku": "X0037RWQ9P",
        "disposition": "Sellable",
    }
    return RemovalOrderRow.model_validate(fields | changes)


def parcel(quantity: int, **changes: Any) -> RemovalShipmentRow:
    fields = {
        "day": date(2026, 10, 1),
        "order_id": "FO-REM-7",
        "quantity": quantity,
        "fnsku": "X0037RWQ9P",
        "sku": "FO-LAN-GRN",
        "disposition": "Sellable",
        "tracking_id": "TBA318822714000",
    }
    return RemovalShipmentRow.model_validate(fields | changes)


class TestRemovals:
    def test_units_that_left_in_no_parcel_are_lost(self):
        result = drafted(removal_orders=[removal()], removal_shipments=[parcel(8)])
        (draft,) = result.drafts
        assert (draft.type, draft.quantity, draft.removal_order_id) == ("removal_lost", 2, "FO-REM-7")
        assert "if it did not arrive" in reasons(result)[0]

    def test_cancelled_and_disposed_units_are_not_lost(self):
        rows = [removal(cancelled=1, disposed=1, shipped=8)]
        assert drafted(removal_orders=rows, removal_shipments=[parcel(8)]).drafts == ()

    def test_units_that_left_in_worse_condition_are_damaged(self):
        (draft,) = drafted(removal_orders=[removal()], removal_shipments=[parcel(10, disposition="Damaged")]).drafts
        assert (draft.type, draft.quantity) == ("removal_damaged", 10)
        assert {"event_date", "photo"} <= set(draft.to_add)

    def test_a_parcel_belongs_to_the_row_that_asked_for_it_in_its_condition(self):
        orders = [removal(requested=5, shipped=5), removal(requested=3, shipped=3, disposition="Unsellable")]
        parcels = [parcel(5), parcel(3, disposition="Unsellable")]
        assert drafted(removal_orders=orders, removal_shipments=parcels).drafts == ()

    def test_a_disposal_is_no_loss_and_without_parcels_nothing_is_known(self):
        assert drafted(removal_orders=[removal(order_type="Disposal")]) == Prepared()
        assert "removal shipment detail" in reasons(drafted(removal_orders=[removal()]))[0]


def content(sent: int = 20, **changes: Any) -> ShipmentContentRow:
    fields = {"shipment_id": "FBA17K4R2WQD", "sent": sent, "sku": "FO-LAN-GRN", "fnsku": "X0037RWQ9P"}
    return ShipmentContentRow.model_validate(fields | changes)


def receipt(quantity: int, **changes: Any) -> ReceiptRow:
    fields = {
        "day": date(2026, 10, 5),
        "shipment_id": "FBA17K4R2WQD",
        "quantity": quantity,
        "fnsku": "X0037RWQ9P",
    }
    return ReceiptRow.model_validate(fields | changes)


class TestShipments:
    def test_units_that_were_not_received_are_drafted_from_the_first_receipt(self):
        (draft,) = drafted(shipment_contents=[content()], receipts=[receipt(15), receipt(2)]).drafts
        assert (draft.type, draft.quantity, draft.event_date) == ("inbound_lost", 3, date(2026, 10, 5))
        assert "event_date" in draft.to_add

    def test_the_ledgers_receipts_tell_the_same_and_are_not_added(self):
        rows = [event("", 17, event_type="Receipts", reference_id="FBA17K4R2WQD")]
        (draft,) = drafted(shipment_contents=[content()], receipts=[receipt(17)], ledger=rows).drafts
        assert draft.quantity == 3

    def test_the_day_of_delivery_is_taken_where_it_is_told(self):
        row = content(received=17, delivered_on=date(2026, 9, 28))
        (draft,) = drafted(shipment_contents=[row]).drafts
        assert (draft.quantity, draft.event_date) == (3, date(2026, 9, 28))
        assert "event_date" not in draft.to_add

    def test_a_shipment_of_which_nothing_arrived_is_told(self):
        assert "has it been delivered" in reasons(drafted(shipment_contents=[content()]))[0]

    def test_a_shipment_that_was_received_whole_is_no_loss(self):
        assert drafted(shipment_contents=[content()], receipts=[receipt(20)]) == Prepared()


class TestDamagedReceipts:
    """The ledger tells in which condition the units of a shipment were received."""

    def arrived(self, disposition: str, quantity: int = 2, **changes: Any) -> LedgerRow:
        fields = {"event_type": "Receipts", "reference_id": "FBA17C2M8XVN", "disposition": disposition}
        return event("", quantity, **(fields | changes))

    @pytest.mark.parametrize("disposition", ["WAREHOUSE_DAMAGED", "Carrier damaged"])
    def test_units_damaged_in_amazons_hands_are_drafted_by_shipment(self, disposition):
        rows = [self.arrived(disposition), self.arrived(disposition, 1, day=date(2026, 10, 15))]
        (draft,) = drafted(ledger=rows).drafts
        assert (draft.type, draft.quantity, draft.shipment_id) == ("inbound_damaged", 3, "FBA17C2M8XVN")
        assert "event_date" in draft.to_add

    def test_units_that_were_sent_so_or_are_good_are_no_draft(self):
        rows = [self.arrived("DEFECTIVE"), self.arrived("SELLABLE")]
        result = drafted(ledger=rows)
        assert (result.drafts, reasons(result)) == ((), ["received as DEFECTIVE: not Amazon's doing"])

    def test_what_was_paid_as_inbound_damage_is_left_out(self):
        paid = payment(2, reason="Damaged_Inbound", approved_on=date(2026, 10, 29))
        result = drafted(ledger=[self.arrived("WAREHOUSE_DAMAGED")], reimbursements=[paid])
        assert (result.drafts, reasons(result)) == ((), ["reimbursed already"])


def _unread(report: str, **names: str) -> dict[str, list[UnreadRow]]:
    return {report: [UnreadRow(place=Place(file="report.txt", row=9), **names)]}


class TestRowsThatCouldNotBeRead:
    """What could explain a loss away and was not read is not known, and what is not known is no draft."""

    @pytest.mark.parametrize("reason", ["F", "N", "Inventory found", "", "O", "something new"])
    def test_a_find_that_could_not_be_read_holds_a_loss_back(self, reason):
        result = drafted(ledger=[event()], unread=_unread("ledger", fnsku="X0037RWQ9P", reason=reason))
        assert result.drafts == ()
        assert "whether the units were found again is not known: report.txt, row 9" in reasons(result)[0]

    @pytest.mark.parametrize("names", [{"reason": "M"}, {"reason": "Inventory misplaced"}, {"fnsku": "X0038TTB2K"}])
    def test_another_loss_or_product_explains_nothing(self, names):
        assert len(drafted(ledger=[event()], unread=_unread("ledger", **names)).drafts) == 1

    def test_a_whole_ledger_that_could_not_be_read_holds_all_losses_back(self):
        unread = {"ledger": [UnreadRow(place=Place(file="october.txt"))]}
        assert drafted(ledger=[event()], unread=unread).drafts == ()

    def test_a_return_that_could_not_be_read_holds_the_refund_of_its_order_back(self):
        given_reports = {"refunds": [refund()], "returns": [returned("SELLABLE", order_id="112-1111111-1111111")]}
        assert len(drafted(**given_reports).drafts) == 1
        result = drafted(**given_reports, unread=_unread("returns", order_id=ORDER))
        assert (result.drafts, "came back is not known" in reasons(result)[-1]) == ((), True)

    def test_a_receipt_that_could_not_be_read_holds_its_shipment_back(self):
        given_reports = {"shipment_contents": [content(received=17, delivered_on=date(2026, 9, 28))]}
        assert len(drafted(**given_reports).drafts) == 1
        for report in ("receipts", "ledger"):
            assert drafted(**given_reports, unread=_unread(report)).drafts == ()


COST = CostRow(unit_cost=Decimal("14.00"), currency="USD", fnsku="X0037RWQ9P")


class TestPayments:
    def test_a_payment_below_the_cost_is_drafted_for_the_difference(self):
        (draft,) = drafted(reimbursements=[payment()], costs=[COST]).drafts
        assert (draft.type, draft.reimbursement_id, draft.quantity) == ("reevaluation", "10244181663", 3)
        assert (draft.unit_value, draft.event_date) == (Decimal("4.65"), date(2026, 10, 29))

    @pytest.mark.parametrize(
        "row",
        [
            payment(unit_amount=Decimal("14.00")),
            payment(reason="CustomerReturn"),
            payment(quantity_in_stock=3),
            payment(fnsku="X0038TTB2K"),
        ],
    )
    def test_a_payment_that_is_not_too_low_is_no_draft(self, row):
        assert drafted(reimbursements=[row], costs=[COST]) == Prepared()

    def test_a_payment_that_answered_a_case_is_for_a_reply(self):
        result = drafted(reimbursements=[payment(case_id="17204938815")], costs=[COST])
        assert result.drafts == ()
        assert "reply to that case" in reasons(result)[0]

    def test_a_payment_that_was_taken_back_is_drafted_unless_the_units_were_found(self):
        back = payment(-3, reimbursement_id="2", reason="Reimbursement_Reversal", reverses="10244181663")
        rows = [payment(approved_on=date(2026, 10, 20)), back]
        elsewhere = event("M", -1, day=date(2026, 10, 18), fnsku="X0038TTB2K", unreconciled=0)
        (draft,) = drafted(reimbursements=rows, ledger=[elsewhere, event("F", 1, day=date(2026, 11, 1))]).drafts
        assert (draft.type, draft.reimbursement_id, draft.quantity) == ("reversal", "10244181663", 3)
        assert draft.to_add == ("details",)
        find = event("F", 3, day=date(2026, 10, 25))
        result = drafted(reimbursements=rows, ledger=[find])
        assert (result.drafts, reasons(result)) == ((), ["taken back, and the ledger shows the units found"])

    @pytest.mark.parametrize("days", [(), (25,), (15,), (15, 18)])
    def test_without_the_ledger_of_the_time_nobody_knows_whether_units_were_found(self, days):
        back = payment(-3, reimbursement_id="2", reason="Reimbursement_Reversal", reverses="10244181663")
        rows = [payment(approved_on=date(2026, 10, 20)), back]
        seen = [event("M", -1, day=date(2026, 10, day), fnsku="X0038TTB2K", unreconciled=0) for day in days]
        result = drafted(reimbursements=rows, ledger=seen)
        assert result.drafts == ()
        assert "give the ledger of that time" in reasons(result)[-1]

    def test_a_reversal_whose_find_may_stand_in_an_unread_row_is_no_draft(self):
        back = payment(-3, reimbursement_id="2", reason="Reimbursement_Reversal", reverses="10244181663")
        rows = [payment(approved_on=date(2026, 10, 20)), back]
        seen = [event("M", -1, day=date(2026, 10, day), fnsku="X0038TTB2K", unreconciled=0) for day in (12, 28)]
        unread = {"ledger": [UnreadRow(place=Place(file="ledger.txt", row=7), fnsku="X0037RWQ9P")]}
        result = drafted(reimbursements=rows, ledger=seen, unread=unread)
        assert (result.drafts, "found again is not known" in reasons(result)[-1]) == ((), True)

    def test_the_cost_list_fills_in_the_value_of_a_loss(self):
        (draft,) = drafted(ledger=[event()], costs=[COST]).drafts
        assert draft.unit_value == Decimal("14.00")
        assert "unit_value" not in draft.to_add


_EVENTS = st.lists(
    st.tuples(st.sampled_from("M5FN6E"), st.integers(-9, 9), st.integers(1, 28), st.integers(0, 9)), max_size=10
)


@given(_EVENTS, st.lists(st.integers(1, 9), max_size=4))
def test_no_more_is_drafted_than_amazons_figures_leave_open_and_every_loss_is_told(events, payments):
    rows = [
        event(
            reason,
            quantity,
            day=date(2026, 10, day),
            reference_id=f"2091446638{at:04}",
            unreconciled=min(left, abs(quantity)),
        )
        for at, (reason, quantity, day, left) in enumerate(events)
    ]
    paid = [payment(quantity, reimbursement_id=f"{at}") for at, quantity in enumerate(payments)]
    result = drafted(ledger=rows, reimbursements=paid)
    losses = [row for row in rows if row.quantity < 0 and row.reason in "M56E"]
    assert sum(draft.quantity for draft in result.drafts) <= sum(row.unreconciled or 0 for row in losses)
    told = {draft.transaction_id for draft in result.drafts} | {loss.reference for loss in result.left_out}
    assert {row.reference_id for row in losses} <= told
