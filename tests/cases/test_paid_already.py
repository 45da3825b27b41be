"""Claims against what Amazon has paid: a paid claim is never ready, whatever was done to the report on the way."""

from __future__ import annotations

import pytest

from .seller_files import CLAIM, LANTERN, LOSS, ORDER, PAYMENT, as_text

READ, UNREAD = "already_reimbursed", "report_unread"
GERMAN = {"approval-date": "29.10.2026 09:59", "amount-per-unit": "9,35", "amount-total": "28,05"}
NAMES = {"fnsku": LANTERN["fnsku"], "asin": LANTERN["asin"], "sku": LANTERN["sku"]}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        *({"reason": words} for words in ("Lost_warehouse", "WAREHOUSE_LOST", "Lost: Warehouse", "lost warehouse")),
        {name: f'="{value}"' for name, value in NAMES.items()},
        {"fnsku": f"'{LANTERN['fnsku']}"},
        {"reimbursement-id": "10244181663.0"},
        *({"approval-date": day} for day in ("2026-10-29", "29.10.2026 09:59", "10/29/2026 9:59", "Oct 29, 2026")),
        {"currency-unit": "US$"},
        {"amount-total": "$28.05"},
        {"quantity-reimbursed-total": "3.00"},
        {"fnsku": ""},
        {"fnsku": "", "asin": ""},
    ],
)
@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_a_paid_claim_is_refused_however_the_report_was_saved(desk, check, changes, separator):
    desk.claims(CLAIM | {"SKU": LANTERN["sku"]})
    desk.text("paid.csv", [PAYMENT | changes], separator)
    assert check("--reimbursements", "paid.csv").verdicts == {"FO-1": READ}


def test_the_german_excel_is_read(desk, check):
    desk.claims(CLAIM | {"Marketplace": "DE", "Currency": "EUR"})
    desk.text("paid.csv", [PAYMENT | GERMAN | {"currency-unit": "EUR"}], ";")
    assert check("--reimbursements", "paid.csv").verdicts == {"FO-1": READ}


def test_a_layout_with_one_column_of_quantities_is_read(desk, check):
    desk.claims()
    gone = {name for name in PAYMENT if name.startswith(("quantity", "original"))}
    desk.text("paid.txt", [{name: cell for name, cell in PAYMENT.items() if name not in gone} | {"quantity": "3"}])
    assert check("--reimbursements", "paid.txt").verdicts == {"FO-1": READ}


@pytest.mark.parametrize(
    "report",
    [
        "",
        "no report at all",
        "<html><title>Sign in</title></html>",
        as_text([LOSS]),
        as_text([PAYMENT]).replace("quantity-reimbursed-total", "q").replace("quantity-reimbursed-cash", "c"),
        as_text([PAYMENT | {"approval-date": "05/06/2026"}]),
        as_text([PAYMENT | {"quantity-reimbursed-total": "three"}]),
        as_text([PAYMENT | {"product-name": "Lantern\tGreen"}]),
        as_text([PAYMENT | {"quantity-reimbursed-total": "-3", "quantity-reimbursed-cash": "-3"}]),
        as_text([PAYMENT | {"reason": "Something_New"}]),
        as_text([PAYMENT | {"quantity-reimbursed-total": "", "quantity-reimbursed-cash": ""}]),
        as_text([PAYMENT | {"quantity-reimbursed-total": "0", "quantity-reimbursed-cash": "0"}]),
        as_text([PAYMENT | {"quantity-reimbursed-total": "", "quantity-reimbursed-cash": "", "amount-total": ""}]),
        as_text([PAYMENT]).encode("utf-16-le").decode("latin-1"),
        as_text([PAYMENT])[:-60],
        as_text([PAYMENT]).replace("\n", '\n"', 1),
    ],
)
def test_a_claim_that_an_unread_report_may_have_paid_is_never_ready_and_never_planned(desk, check, casewright, report):
    desk.claims()
    desk.text("paid.txt", report)
    assert check("--reimbursements", "paid.txt").verdicts["FO-1"] in {READ, UNREAD}
    planned = casewright("preview", "claims.csv", "--reimbursements", "paid.txt", "-o", "review", "--json").document
    assert planned["data"]["claims"] == []
    filed = casewright("file", "review/plan.json", "--yes", "--site", "sandbox")
    assert "verified" not in filed.out


def test_downloads_that_were_joined_are_read_across_their_headers(desk, check):
    desk.claims()
    other = PAYMENT | {"fnsku": "X0038TTB2K", "asin": "", "sku": ""}
    desk.text("paid.txt", as_text([other]) + as_text([PAYMENT]))
    done = check("--reimbursements", "paid.txt")
    assert (done.verdicts, done.errors) == ({"FO-1": READ}, [])
    assert done.told("1 repeated row of headers was skipped")


def test_a_report_that_says_there_is_no_data_is_told_as_empty(desk, check):
    desk.claims()
    desk.text("paid.txt", "No data is available for the selected date range.")
    done = check("--reimbursements", "paid.txt")
    assert (done.verdicts, done.told("the report is empty")) == ({"FO-1": "ready"}, True)


@pytest.mark.parametrize("order", [("october.txt", "november.txt"), ("november.txt", "october.txt")])
def test_several_reports_count_together_and_so_does_a_folder(desk, check, order):
    desk.claims()
    other = PAYMENT | {"reimbursement-id": "10244199999", "fnsku": "X0038TTB2K", "asin": "", "sku": ""}
    (desk.folder / "reports").mkdir()
    for name, row in (("october.txt", PAYMENT), ("november.txt", other)):
        desk.text(name, [row])
        desk.text(f"reports/{name}", [row])
    assert check(*(word for name in order for word in ("--reimbursements", name))).verdicts == {"FO-1": READ}
    assert check("--reimbursements", "reports").verdicts == {"FO-1": READ}


def test_a_payment_in_another_marketplaces_currency_is_another_loss(desk, check):
    desk.claims(CLAIM | {"Marketplace": "DE", "Currency": "EUR"})
    desk.text("paid.txt", [PAYMENT | {"currency-unit": "GBP"}])
    assert check("--reimbursements", "paid.txt").verdicts == {"FO-1": "ready"}


def test_a_warehouse_payment_is_not_a_removals(desk, check):
    removal = {
        "Claim type": "Removal lost",
        "Transaction ID": "",
        "Removal order ID": "Return-10",
        "Tracking ID": "1Z84A29W0371",
    }
    desk.claims(CLAIM | removal)
    desk.text("paid.txt", [PAYMENT])
    done = check("--reimbursements", "paid.txt")
    assert done.verdicts == {"FO-1": "ready"}, done.messages


def test_amounts_with_signs_are_added_up(desk, casewright):
    amounts = ("$28.05", "USD 28.05", "1,428.05", "28.0500")
    rows = [
        PAYMENT | {"amount-total": amount, "reimbursement-id": f"1024418{at:04}"} for at, amount in enumerate(amounts)
    ]
    desk.text("paid.csv", rows)
    totals = casewright("cases", "reimbursed", "paid.csv", "--json").document["data"]["totals"]
    assert [total["paid"] for total in totals] == ["1512.20"]


def test_a_return_with_its_own_number_is_never_said_not_to_have_come_back(desk, casewright):
    back = {"Claim type": "Customer return", "Event date": "2026-09-10", "Quantity": "1", "Transaction ID": "",
            "Details": "", "Order ID": ORDER, "LPN": "LPNRRFC4481902"}  # fmt: skip
    desk.claims(CLAIM | back)
    shown = casewright("preview", "claims.csv", "-o", "review")
    assert shown.code in {0, 1}
    page = "".join(path.read_text("utf-8") for path in (desk.folder / "review").rglob("*.html"))
    assert "we see no matching return" not in page
