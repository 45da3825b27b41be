"""Amazon's reports: read as they are downloaded, in the encodings of the field, no row lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from casewright.intake.reports import read_ledger, read_reimbursements, read_returns

REIMBURSEMENTS = (
    "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tasin\tproduct-name\tcondition\t"
    "currency-unit\tamount-per-unit\tamount-total\tquantity-reimbursed-cash\tquantity-reimbursed-inventory\t"
    "quantity-reimbursed-total\toriginal-reimbursement-id\toriginal-reimbursement-type\n"
    "2026-10-20T07:00:00+00:00\t9001\t17204938815\t\tLost_Warehouse\tTRAY-1\tX001ABC2D3\tB07XYZ1234\tBamboo tray\t"
    "NewItem\tUSD\t12.50\t25.00\t2\t0\t2\t\t\n"
)
LEDGER = (
    "Date,FNSKU,ASIN,MSKU,Title,Event Type,Reference ID,Quantity,Fulfillment Center,Disposition,Reason,Country,"
    "Reconciled Quantity,Unreconciled Quantity,Date and Time\n"
    '10/12/2026,X001ABC2D3,B07XYZ1234,TRAY-1,"Bamboo tray, 12""",Adjustments,20264418827301,-3,PHX7,SELLABLE,M,US,'
    "0,3,2026-10-12T00:00:00-0700\n"
)
RETURNS = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\tdetailed-disposition\t"
    "reason\tstatus\tlicense-plate-number\tcustomer-comments\n"
    "2026-10-12T08:00:00+00:00\t112-4839201-5567183\tTRAY-1\tB07XYZ1234\tX001ABC2D3\tBamboo tray\t1\tPHX7\t"
    'CARRIER_DAMAGED\tDEFECTIVE\tUnit returned\tLPNRR41827365\tarrived "broken"\n'
)


@pytest.fixture
def file(tmp_path):
    def write(text: str | bytes, name: str = "report.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_reimbursements_report_is_read_as_it_is_downloaded(file):
    report = read_reimbursements(file(REIMBURSEMENTS))
    assert report.problems == ()
    (row,) = report.rows
    assert (row.reimbursement_id, row.approved_on, row.quantity) == ("9001", date(2026, 10, 20), 2)
    assert (row.reason, row.fnsku, row.case_id, row.amount) == (
        "Lost_Warehouse",
        "X001ABC2D3",
        "17204938815",
        Decimal("25.00"),
    )
    assert "UTF-8, cells separated by tabs" in report.statements[0]


def test_the_ledger_is_read_with_its_own_time_and_its_quoted_titles(file):
    (row,) = read_ledger(file(LEDGER, "ledger.csv")).rows
    assert (row.day, row.quantity, row.unreconciled, row.reason) == (date(2026, 10, 12), -3, 3, "M")
    assert row.title == 'Bamboo tray, 12"'


def test_returns_are_read_with_their_label(file):
    (row,) = read_returns(file(RETURNS)).rows
    assert (row.order_id, row.lpn, row.disposition) == ("112-4839201-5567183", "LPNRR41827365", "CARRIER_DAMAGED")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "gb18030"])
def test_any_encoding_of_the_field_gives_the_same_rows(file, encoding):
    title = "Tablett aus Bambus, für 2" if encoding == "cp1252" else "竹制托盘，大号，商品名称"
    text = REIMBURSEMENTS.replace("Bamboo tray", title)
    report = read_reimbursements(file(text.encode(encoding)))
    assert [row.reimbursement_id for row in report.rows] == ["9001"]


def test_a_quotation_mark_at_the_start_of_a_title_swallows_no_rows(file):
    lines = REIMBURSEMENTS.replace("Bamboo tray", '"Bamboo tray').splitlines(keepends=True)
    report = read_reimbursements(file(lines[0] + lines[1] * 3))
    assert len(report.rows) == 3


def test_a_report_opened_and_saved_in_excel_is_read_too(tmp_path):
    book = Workbook()
    for line in REIMBURSEMENTS.splitlines():
        book.active.append(line.split("\t"))
    book.save(tmp_path / "report.xlsx")
    (row,) = read_reimbursements(tmp_path / "report.xlsx").rows
    assert row.approved_on == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (("10/12/2026", "10/31/2026"), [date(2026, 10, 12), date(2026, 10, 31)]),
        (("12/10/2026", "31/10/2026"), [date(2026, 10, 12), date(2026, 10, 31)]),
        (("12.10.2026", "31.10.2026"), [date(2026, 10, 12), date(2026, 10, 31)]),
    ],
)
def test_one_day_that_can_only_be_read_one_way_tells_how_to_read_them_all(file, days, read):
    lines = LEDGER.replace("2026-10-12T00:00:00-0700", "").splitlines(keepends=True)
    text = lines[0] + "".join(lines[1].replace("10/12/2026", day) for day in days)
    assert [row.day for row in read_ledger(file(text, "ledger.csv")).rows] == read


def test_a_day_that_can_be_read_two_ways_is_a_problem_and_not_a_guess(file):
    report = read_ledger(file(LEDGER.replace("2026-10-12T00:00:00-0700", ""), "ledger.csv"))
    assert report.rows == ()
    (problem,) = report.problems
    assert problem.code == "bad-date"
    assert "2026-10-12 or 2026-12-10" in str(problem.message)
    assert problem.place.row == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t2\t0\ttwo\t"), "bad-quantity"),
        (REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t2\t0\t1.5\t"), "bad-quantity"),
        (REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t2\t0\t\t"), "missing-value"),
        (REIMBURSEMENTS.replace("2026-10-20T07:00:00+00:00", "2026-13-45"), "bad-date"),
        (REIMBURSEMENTS.replace("quantity-reimbursed-total", "units"), "missing-column"),
        (LEDGER, "wrong-report"),
        (RETURNS, "wrong-report"),
        ("<!doctype html><html><head><title>Amazon Sign-In</title></head></html>", "not-a-report"),
        (b"%PDF-1.7 ...", "not-a-report"),
        (b"", "empty-file"),
        ("hello\nworld\n", "no-header"),
        (b"\x00\x01\x02\x03", "not-a-table"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_file(file, text, code):
    report = read_reimbursements(file(text))
    assert report.rows == ()
    assert [problem.code for problem in report.problems] == [code]
    assert report.problems[0].place.file == "report.txt"


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert [problem.code for problem in read_ledger(tmp_path / "gone.csv").problems] == ["not-a-file"]


@given(
    st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n\t", exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_every_row_is_read_or_has_a_problem(file, quantities):
    head, line = REIMBURSEMENTS.splitlines(keepends=True)
    text = head + "".join(line.replace("\t2\t0\t2\t", f"\t2\t0\t{quantity}\t") for quantity in quantities)
    report = read_reimbursements(file(text))
    assert len(report.rows) + len(report.problems) == len(quantities)


@pytest.mark.parametrize("read", [read_reimbursements, read_ledger, read_returns])
@pytest.mark.parametrize("name", ["report.txt", "report.csv", "report.xlsx", "report.xls", "report.ods"])
@given(
    st.binary(max_size=300)
    | st.binary(max_size=200).map(lambda noise: REIMBURSEMENTS.encode() + noise)
    | st.binary(max_size=200).map(lambda noise: LEDGER.encode() + noise)
    | st.text(max_size=200).map(lambda noise: ("\ufeff" + RETURNS + noise).encode("utf-16", "replace"))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_no_bytes_whatever_end_in_a_traceback(file, read, name, content):
    report = read(file(content, name))
    assert report.rows or report.problems


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("25.00", "25.00"),
        ("25", "25.00"),
        ("-25.00", "-25.00"),
        ("(25.00)", "-25.00"),
        ("1,234.56", "1234.56"),
        ("1,234", "1234.00"),
        ("1.234,56", "1234.56"),
        ("25,00", "25.00"),
        ("\u221225,5", "-25.50"),
    ],
)
def test_an_amount_is_read_with_comma_or_point_before_the_cents(file, written: str, means: str):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("\t25.00\t", f"\t{written}\t"))).rows
    assert row.amount == Decimal(means)


@pytest.mark.parametrize("written", ["1.23.4", "many", "NaN", "1e5", "12.345,6,7"])
def test_an_amount_that_may_mean_two_things_is_not_guessed_and_the_row_still_counts(file, written: str):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("\t25.00\t", f"\t{written}\t"))).rows
    assert (row.amount, row.quantity) == (None, 2)


def test_a_row_that_cannot_be_read_is_kept_with_what_could_be_read_of_it(tmp_path):
    header = "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tquantity-reimbursed-total"
    path = tmp_path / "reimbursements.txt"
    path.write_text(f"{header}\n2026-10-29\t9001\t\t\tLost_Warehouse\tTRAY-1\tX001ABC2D3\tthree\n")
    (unread,) = read_reimbursements(path).unread
    assert (unread.place.row, unread.sku, unread.fnsku, unread.reason) == (2, "TRAY-1", "X001ABC2D3", "Lost_Warehouse")


def test_a_file_that_cannot_be_read_is_unread_as_a_whole(tmp_path):
    path = tmp_path / "reimbursements.txt"
    path.write_text("<html>Sign in</html>\n")
    assert [(row.place.file, row.place.row) for row in read_reimbursements(path).unread] == [(path.name, None)]
    assert [row.place.row for row in read_reimbursements(tmp_path / "missing.txt").unread] == [None]
