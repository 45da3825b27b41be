"""Amazon's reports as sellers have them: opened by a spreadsheet, packed, cut up, of another kind."""

from __future__ import annotations

import gzip

import pytest

from .seller_files import LOSS, PAYMENT, RETURN, TRANSACTION, as_text, changed

SUMMARY = {
    "Date": "10/2026",
    "FNSKU": LOSS["FNSKU"],
    "ASIN": LOSS["ASIN"],
    "MSKU": LOSS["MSKU"],
    "Title": LOSS["Title"],
    "Disposition": "SELLABLE",
    "Starting Warehouse Balance": "40",
    "Lost": "-3",
    "Ending Warehouse Balance": "37",
    "Location": "US",
}
GERMAN = {"Date": "13.10.2026", "Date and Time": "13.10.2026 00:00", "Country": "DE", "Fulfillment Center": "LEJ1"}


@pytest.mark.parametrize("separator", [";", ",", "|", "\t"])
@pytest.mark.parametrize("day", ["13.10.2026", "10/13/2026", "2026-10-13", "2026/10/13", "Oct 13, 2026", "13-Oct-26"])
def test_a_ledger_that_a_spreadsheet_saved_again_is_read(desk, prepare, separator, day):
    desk.text("ledger.csv", [changed(LOSS, Date=day, Date_and_Time=day)], separator)
    (draft,) = prepare("--ledger", "ledger.csv").drafts
    assert (draft["quantity"], draft["event_date"], draft["transaction_id"]) == (3, "2026-10-13", TRANSACTION)


def test_a_german_excels_ledger_is_read_as_germanys(desk, prepare):
    earlier = (
        LOSS | GERMAN | {"Date": "05.10.2026", "Date and Time": "05.10.2026 00:00", "Reference ID": "20914466380140"}
    )
    desk.text("ledger.csv", [LOSS | GERMAN, earlier], ";")
    made = prepare("--ledger", "ledger.csv", "--marketplace", "DE")
    assert [draft["event_date"] for draft in made.drafts] == ["2026-10-05", "2026-10-13"]
    assert made.told("day first")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([SUMMARY], "this is the ledger's summary view: download the detailed view"),
        ([PAYMENT], "this is the Reimbursements report"),
        ([RETURN], "this is the FBA customer returns report"),
        ("adjusted-date\ttransaction-item-id\tfnsku\tquantity\treason\n", "the retired Inventory Adjustments"),
        ("<!DOCTYPE html><html><title>Amazon Sign-In</title><form action='/ap/signin'>", "this is a sign-in page"),
        ("<!DOCTYPE html><html><body>Reports</body></html>", "this is a web page"),
        ("a,b\n1,2\n", "no row names the columns"),
    ],
)
def test_a_wrong_file_is_named_in_a_sentence_and_nothing_is_written(desk, prepare, rows, words):
    desk.text("ledger.txt", rows)
    made = prepare("--ledger", "ledger.txt")
    assert (made.code, made.drafts, made.path.exists()) == (1, [], False)
    assert made.told(words)


def test_reasons_in_words_are_losses_and_one_that_nobody_knows_is_listed(desk, prepare):
    words = ("Inventory misplaced", "Damaged at Amazon fulfillment center", "M - Misplaced", "Sent to the moon")
    desk.text(
        "ledger.csv",
        [changed(LOSS, Reason=reason, Reference_ID=f"2091446638{at:04}") for at, reason in enumerate(words)],
    )
    made = prepare("--ledger", "ledger.csv")
    assert sorted(draft["type"] for draft in made.drafts) == ["damaged_in_warehouse", *["lost_in_warehouse"] * 2]
    assert made.told("the reason Sent to the moon is not known here")


@pytest.mark.parametrize("ruined", ["2.09145E+13", "2,09145E+13", "2.0914466E+13", "########", "#REF!"])
def test_a_reference_that_a_spreadsheet_ruined_leaves_the_loss_without_it(desk, prepare, ruined):
    desk.text("ledger.txt", [changed(LOSS, Reference_ID=ruined)])
    made = prepare("--ledger", "ledger.txt")
    assert [(draft["quantity"], draft["transaction_id"]) for draft in made.drafts] == [(3, None)]


def test_a_packed_report_is_read(desk, prepare):
    (desk.folder / "ledger.txt.gz").write_bytes(gzip.compress(as_text([LOSS]).encode()))
    assert prepare("--ledger", "ledger.txt.gz").units == [3]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp932", "utf-16", "utf-8-sig", "gb18030"])
def test_any_encoding_of_the_field_is_read(desk, prepare, encoding):
    title = {"cp932": "ランタン 折りたたみ式", "gb18030": "折叠露营灯 绿色"}.get(encoding, "Lanterne pliée, «Été»")
    second = changed(LOSS, Title=title, Reference_ID="20914466380555")
    desk.text("ledger.txt", [changed(LOSS, Title=title), second], encoding=encoding)
    made = prepare("--ledger", "ledger.txt")
    assert [draft["product_name"] for draft in made.drafts] == [title, title]


def test_one_bad_byte_costs_a_letter_and_no_row(desk, prepare):
    good = as_text(
        [changed(LOSS, Title="Lantern “Dusk”"), changed(LOSS, Title="Lanterne NAME", Reference_ID="20914466380002")]
    )
    (desk.folder / "ledger.txt").write_bytes(good.encode().replace(b"NAME", "été".encode("latin-1")))
    made = prepare("--ledger", "ledger.txt")
    assert made.units == [3, 3]
    assert made.told("a letter of this row could not be read")


@pytest.mark.parametrize("files", [("a.txt", "b.txt"), ("b.txt", "a.txt"), ("a.txt", "b.txt", "a.txt")])
def test_downloads_that_overlap_are_merged_in_any_order(desk, prepare, files):
    later = changed(LOSS, Reference_ID="20914466380199", Date="10/21/2026", Date_and_Time="2026-10-21T00:00:00-0700")
    desk.text("a.txt", [LOSS])
    desk.text("b.txt", [LOSS, later])
    made = prepare(*(word for name in files for word in ("--ledger", name)))
    assert made.units == [3, 3]


def test_a_payment_on_the_same_japanese_day_pays_whatever_the_stamp_says(desk, prepare):
    desk.text("ledger.txt", [changed(LOSS, Country="JP", Date_and_Time="2026-10-13T00:00:00+0900")])
    stamp = {"approval-date": "2026-10-12T17:30:00+00:00", "currency-unit": "JPY", "amount-total": "4200"}
    desk.text("paid.txt", [PAYMENT | stamp])
    made = prepare("--ledger", "ledger.txt", "--reimbursements", "paid.txt", "--marketplace", "JP")
    assert (made.drafts, made.told("reimbursed already")) == ([], True)


def test_what_amazon_reconciled_is_not_taken_off_a_second_time(desk, prepare):
    desk.text("ledger.txt", [changed(LOSS, Quantity="-5", Reconciled_Quantity="2")])
    two = {"quantity-reimbursed-cash": "2", "quantity-reimbursed-total": "2", "amount-total": "18.70"}
    desk.text("paid.txt", [PAYMENT | two])
    assert prepare("--ledger", "ledger.txt", "--reimbursements", "paid.txt").units == [3]


def test_a_payment_in_pounds_is_for_the_british_loss(desk, prepare):
    british = changed(LOSS, Country="GB", Reference_ID="20914466380777")
    desk.text("ledger.txt", [changed(LOSS, Country="DE"), british])
    desk.text("paid.txt", [PAYMENT | {"currency-unit": "GBP"}])
    made = prepare("--ledger", "ledger.txt", "--reimbursements", "paid.txt", "--marketplace", "DE")
    assert [draft["marketplace"] for draft in made.drafts] == ["DE"]
    assert [one["reference"] for one in made.left_out] == ["20914466380777"]


def test_a_return_that_amazon_damaged_is_drafted_as_one_and_its_refunds_day_is_left_to_the_person(desk, prepare, check):
    kinds = ("DAMAGED", "CARRIER_DAMAGED", "CUSTOMER_DAMAGED", "SELLABLE", "Carrier Damaged")
    lpns = [f"LPNRRFC44819{at:02}" for at in range(len(kinds))]
    rows = [
        changed(RETURN, Detailed_Disposition=kind, License_Plate_Number=lpn)
        for kind, lpn in zip(kinds, lpns, strict=True)
    ]
    desk.text("returns.txt", rows)
    made = prepare("--returns", "returns.txt")
    assert {draft["type"] for draft in made.drafts} == {"return_damaged"}
    assert [draft["lpn"] for draft in made.drafts] == [lpns[0], lpns[1], lpns[4]]
    assert made.told("not Amazon's doing")
    fields = {problem["place"]["field"] for problem in check(made.path).errors}
    assert fields == {"event_date", "unit_value"}


def test_a_first_try_that_drafts_nothing_leaves_nothing_in_the_way_of_the_second(desk, prepare):
    desk.text("ledger.txt", "nothing to see here")
    assert prepare("--ledger", "ledger.txt").code == 1
    desk.text("ledger.txt", [LOSS])
    assert prepare("--ledger", "ledger.txt").units == [3]


def test_prepare_and_check_speak_chinese(desk, casewright):
    desk.text("ledger.csv", [changed(LOSS, Reason="Sent to the moon"), changed(LOSS, Reference_ID="20914466380002")])
    done = casewright("prepare", "--ledger", "ledger.csv", "--account", "店铺", "--lang", "zh", "-o", "out.xlsx")
    assert "草稿" in done.out
    assert "drafts" not in done.out
    checked = casewright("check", "out.xlsx", "--lang", "zh")
    assert "problem" not in checked.out + checked.err
    assert "单价" in checked.out + checked.err
