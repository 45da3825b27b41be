"""Amazon's reports: read as they are downloaded, in the encodings of the field, no row lost."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from casewright.intake.reports import (
    read_costs,
    read_ledger,
    read_refunds,
    read_reimbursements,
    read_removal_orders,
    read_removal_shipments,
    read_returns,
    read_shipment_contents,
)

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
    assert "UTF-8, cells separated by tabs" in str(report.statements[0])


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
        (REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t\t\t\t"), "missing-value"),
        (REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t2\t0\t0\t"), "odd-units"),
        (REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t\t\t1.000\t"), "bad-quantity"),
        (REIMBURSEMENTS.replace("Bamboo tray", "Bamboo\ttray"), "shifted-row"),
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


_CELLS = st.sampled_from(
    [
        *(
            "",
            " ",
            "3",
            "-3",
            "0",
            "3,0",
            "1.000",
            "2026-10-29",
            "29.10.2026",
            "05/06/2026",
            "Lost_Warehouse",
            "reason",
        ),
        *(
            '="X001ABC2D3"',
            "2.09145E+13",
            "#REF!",
            "USD",
            "$9",
            "No data",
            "TOTAL",
            "\u00e9",
            "\ufffd",
            "'5",
            '5"',
            "x\x00",
        ),
    ]
)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=8).filter(lambda row: any(map(str.strip, row))), max_size=6))
def test_every_row_of_a_report_is_read_or_told_as_unread(tmp_path_factory, rows):
    header = [
        "approval-date",
        "reimbursement-id",
        "reason",
        "quantity-reimbursed-total",
        "fnsku",
        "amount-total",
        "sku",
    ]
    path = tmp_path_factory.mktemp("report") / "paid.txt"
    path.write_text("\n".join("\t".join(row) for row in [header, *rows]) + "\n", encoding="utf-8")
    report = read_reimbursements(path)
    whole_file_told = any(row.place.row is None for row in report.unread)
    assert whole_file_told or len(report.rows) + len(report.unread) >= len(rows)


def test_a_file_that_cannot_be_read_is_unread_as_a_whole(tmp_path):
    path = tmp_path / "reimbursements.txt"
    path.write_text("<html>Sign in</html>\n")
    assert [(row.place.file, row.place.row) for row in read_reimbursements(path).unread] == [(path.name, None)]
    assert [row.place.row for row in read_reimbursements(tmp_path / "missing.txt").unread] == [None]


HEAD, LINE = LEDGER.splitlines(keepends=True)


def event(reference: str, day: str = "2026-10-12", unreconciled: int = 3) -> str:
    """A line of the ledger."""
    return (
        LINE.replace("20264418827301", reference)
        .replace("2026-10-12", day)
        .replace(",0,3,", f",{3 - unreconciled},{unreconciled},")
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_is_read_and_comma_decimals_too(file, separator):
    lines = REIMBURSEMENTS.replace("2026-10-20T07:00:00+00:00", "20.10.2026 07:00").replace(".00\t", ",00\t")
    report = read_reimbursements(file(lines.replace("\t", separator) if separator != "," else lines))

    (row,) = report.rows
    assert (row.approved_on, row.amount) == (date(2026, 10, 20), Decimal("25.00"))


def test_a_packed_report_is_read_as_it_is(file):
    assert len(read_ledger(file(gzip.compress(LEDGER.encode()), "ledger.txt.gz")).rows) == 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("M", "M"),
        ("m", "M"),
        ("Inventory misplaced", "M"),
        ("M - Inventory misplaced", "M"),
        ("Inventory misplaced (M)", "M"),
        ("INVENTORY_MISPLACED", "M"),
        ("Damaged at Amazon fulfillment center", "E"),
        ("Damaged at Amazon fulfilment centre", "E"),
        ("Eaten by moths", "Eaten by moths"),
    ],
)
def test_a_reason_is_a_code_whether_it_is_written_as_code_or_in_words(file, written, code):
    (row,) = read_ledger(file(LEDGER.replace(",M,US", f",{written},US"), "ledger.csv")).rows
    assert row.reason == code


def test_the_layout_with_one_quantity_is_read(file):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("quantity-reimbursed-total", "quantity"))).rows
    assert row.quantity == 2


@pytest.mark.parametrize("stamp", ["2026-10-12T17:30:00+00:00", "2026-10-12T17:30:00Z", "2026-10-13T02:30:00+0900"])
def test_a_payment_keeps_its_moment_where_the_report_names_the_zone(file, stamp):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("2026-10-20T07:00:00+00:00", stamp))).rows
    assert row.approved_at == datetime(2026, 10, 12, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ['="X001ABC2D3"', "X001ABC2D3", "'X001ABC2D3"])
def test_formula_cells_are_unwrapped(file, written):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("X001ABC2D3", written))).rows
    assert row.fnsku == "X001ABC2D3"


def test_a_row_whose_reference_a_spreadsheet_ruined_counts_without_it_and_is_told(file):
    report = read_ledger(file(LEDGER.replace("20264418827301", "2.02644E+13"), "ledger.csv"))

    assert [row.reference_id for row in report.rows] == [""]
    assert [(problem.code, problem.severity) for problem in report.problems] == [("bad-identifier", "warning")]
    assert report.is_whole


def test_a_payment_whose_every_product_number_is_ruined_is_unread(file):
    text = REIMBURSEMENTS.replace("TRAY-1", "").replace("X001ABC2D3", "1.02442E+10").replace("B07XYZ1234", "")
    report = read_reimbursements(file(text))

    assert report.rows == ()
    assert [unread.reason for unread in report.unread] == ["Lost_Warehouse"]
    assert not report.is_whole


@pytest.mark.parametrize("text", ["No data is available for the selected date range.", "データはありません\n", HEAD])
def test_an_empty_report_is_whole_and_said_to_be_empty(file, text):
    report = read_ledger(file(text, "ledger.csv"))

    assert (report.rows, report.problems, report.is_whole) == ((), (), True)
    assert any("empty" in str(line) for line in report.statements) or text is HEAD


def test_a_single_lost_letter_is_told_at_its_row_and_the_report_is_read(file):
    text = (HEAD + LINE + LINE.replace("Bamboo", "Bambou d\xe9pliant")).encode("cp1252")
    report = read_ledger(file(text.replace(b"Bambou", b"Bambou \x81"), "ledger.csv"))

    assert [row.title for row in report.rows][1].startswith("Bambou \ufffd d\xe9pliant")
    assert [(problem.code, problem.place.row) for problem in report.problems] == [("lost-letter", 3)]
    assert report.is_whole


def test_a_row_with_a_broken_quote_is_unread_and_the_others_are_read(file):
    broken = LINE.replace('"Bamboo tray, 12"""', '"Bamboo tray')
    report = read_ledger(file(HEAD + LINE + broken + event("20264418827302"), "ledger.csv"))

    assert [row.reference_id for row in report.rows] == ["20264418827301", "20264418827302"]
    assert [problem.code for problem in report.problems] == ["bad-csv"]
    assert not report.is_whole


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("Date,FNSKU,ASIN,MSKU,Title,Disposition,Starting Warehouse Balance,Found,Lost", "download the detailed view"),
        (HEAD.strip(), "casewright prepare --ledger"),
        (RETURNS.splitlines()[0], "casewright prepare --returns"),
    ],
)
def test_a_wrong_report_is_named_in_one_sentence(file, header, says):
    (problem,) = read_reimbursements(file(f"{header}\n")).problems
    assert says in str(problem.message)


def test_a_folder_is_read_whole_and_other_reports_in_it_are_passed_over(tmp_path):
    (tmp_path / "october.txt").write_text(REIMBURSEMENTS)
    (tmp_path / "november.txt").write_text(REIMBURSEMENTS.replace("9001", "9002"))
    (tmp_path / "ledger.csv").write_text(LEDGER)
    (tmp_path / ".DS_Store").write_bytes(b"\0\1")
    report = read_reimbursements(tmp_path)

    assert {row.reimbursement_id for row in report.rows} == {"9001", "9002"}
    assert report.is_whole
    assert any("ledger.csv: not read" in str(line) for line in report.statements)


def test_a_folder_without_the_report_is_unread(tmp_path):
    (tmp_path / "ledger.csv").write_text(LEDGER)
    assert not read_reimbursements(tmp_path).is_whole


DOWNLOADS = st.lists(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), max_size=5, unique_by=lambda pair: pair[0]),
    min_size=1,
    max_size=3,
)


@given(DOWNLOADS, st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_downloads_give_the_same_rows_in_any_order_and_overlap(tmp_path_factory, downloads, random):
    folder = tmp_path_factory.mktemp("reports")
    paths = []
    for number, events in enumerate(downloads):
        path = folder / f"{number}.csv"
        path.write_text(HEAD + "".join(event(f"2026441882730{name}", unreconciled=left) for name, left in events))
        paths.append(path)
    again = [*paths, random.choice(paths)]
    random.shuffle(again)
    rows = read_ledger(*paths, paths[0]).rows

    assert read_ledger(*again).rows == rows
    assert len(rows) == len({name for events in downloads for name, _ in events})


REFUNDS = (
    '"Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions"\n'
    '"All amounts in USD, unless specified"\n'
    '"date/time","settlement id","type","order id","sku","description","quantity","marketplace","fulfillment","total"\n'
    '"Oct 1, 2026 12:12:12 AM PDT","1","Refund","112-4839201-5567183","TRAY-1","Bamboo tray","1","amazon.com","Amazon",'
    '"-21.40"\n'
    '"Oct 2, 2026 12:12:12 AM PDT","1","Order","112-4839201-5567184","TRAY-1","Bamboo tray","1","amazon.com","Amazon",'
    '"21.40"\n'
)


def test_refunds_are_read_among_all_transactions_and_the_others_are_counted(file):
    report = read_refunds(file(REFUNDS, "transactions.csv"))

    (row,) = report.rows
    assert (row.day, row.order_id, row.total) == (date(2026, 10, 1), "112-4839201-5567183", Decimal("-21.40"))
    assert any("1 row of another type" in str(line) for line in report.statements)


def test_removals_and_their_parcels_are_read(file):
    orders = (
        "request-date\torder-id\torder-type\torder-status\tlast-updated-date\tsku\tfnsku\tdisposition\t"
        "requested-quantity\tcancelled-quantity\tdisposed-quantity\tshipped-quantity\tin-process-quantity\n"
        "2026-09-01T00:00:00+00:00\tRem-9\tReturn\tCompleted\t2026-09-20\tTRAY-1\tX001ABC2D3\tUnsellable\t5\t0\t0\t5\t0\n"
    )
    parcels = (
        "request-date\torder-id\tshipment-date\tsku\tfnsku\tdisposition\tshipped-quantity\tcarrier\ttracking-number\t"
        "removal-order-type\n2026-09-01\tRem-9\t2026-09-12\tTRAY-1\tX001ABC2D3\tUnsellable\t5\tUPS\t1Z84A29W0371\tReturn\n"
    )
    (order,) = read_removal_orders(file(orders)).rows
    (parcel,) = read_removal_shipments(file(parcels)).rows

    assert (order.order_id, order.requested, order.shipped, order.updated_on) == ("Rem-9", 5, 5, date(2026, 9, 20))
    assert (parcel.day, parcel.quantity, parcel.tracking_id) == (date(2026, 9, 12), 5, "1Z84A29W0371")


def test_the_shipment_above_the_contents_holds_for_all_rows(file):
    text = (
        "Shipment ID\tFBA15DK9QW2P\nName\tOctober\n\nMerchant SKU\tTitle\tASIN\tFNSKU\tShipped\n"
        "TRAY-1\tBamboo tray\tB07XYZ1234\tX001ABC2D3\t48\nTRAY-2\tBamboo tray, large\tB07XYZ1235\tX001ABC2D4\t24\n"
    )
    rows = read_shipment_contents(file(text)).rows

    assert [(row.shipment_id, row.sku, row.sent) for row in rows] == [
        ("FBA15DK9QW2P", "TRAY-1", 48),
        ("FBA15DK9QW2P", "TRAY-2", 24),
    ]


@pytest.mark.parametrize("header", ["Seller New Cost", "Unit cost", "采购成本"])
def test_a_cost_list_is_read(file, header):
    text = f"Merchant SKU,ASIN,Amazon Estimated Cost,{header},Currency\nTRAY-1,B07XYZ1234,5.10,$6.40,USD\n"
    (row,) = read_costs(file(text, "costs.csv")).rows

    assert (row.sku, row.unit_cost, row.currency) == ("TRAY-1", Decimal("6.40"), "USD")


ROWS = REIMBURSEMENTS + REIMBURSEMENTS.splitlines(keepends=True)[1].replace("9001", "9002").replace("X001", "X002")


@pytest.mark.parametrize(
    "cut", [at for at in range(ROWS.index("\n") + 2, ROWS.rindex("\t")) if "\n" not in ROWS[at - 1 : at + 1]]
)
def test_a_report_that_breaks_off_within_a_row_is_not_taken_for_whole(file, cut):
    report = read_reimbursements(file(ROWS[:cut]))
    assert not report.is_whole
    assert [problem.code for problem in report.problems].count("cut-off") == 1


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("extra", ["", "\t", "\t\t\t"])
def test_a_separator_at_the_end_of_every_row_moves_no_cell(file, end, extra):
    heading, row, second = ROWS.splitlines()
    for head in (heading, heading + extra):
        report = read_reimbursements(file(f"{head}\n{row}{extra}\n{second}{extra}{end}"))
        assert [row.quantity for row in report.rows] == [2, 2]
        assert report.is_whole


def test_units_are_summed_up_where_the_total_is_missing(file):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("\t2\t0\t2\t", "\t2\t1\t\t"))).rows
    assert row.quantity == 3


@pytest.mark.parametrize("written", ["US$", "US Dollar", "美元", "usd", "$"])
def test_a_currency_is_known_by_its_words(file, written):
    (row,) = read_reimbursements(file(REIMBURSEMENTS.replace("\tUSD\t", f"\t{written}\t"))).rows
    assert row.currency.upper() in {"USD", "$"}


@given(text=st.text(max_size=200), kind=st.sampled_from(["", "\n", "\n7,8,9"]))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said_of_a_report_can_be_said_in_chinese(tmp_path_factory, text, kind):
    path = tmp_path_factory.mktemp("said") / "report.csv"
    path.write_text(REIMBURSEMENTS.replace("\t", ",") + text + kind, encoding="utf-8")
    report = read_reimbursements(path)
    for line in (*report.statements, *(problem.message for problem in report.problems)):
        assert line.say("zh") != line.say("en")


def test_a_folder_is_read_with_the_folders_in_it_and_its_clutter_is_told(tmp_path):
    (tmp_path / "2026" / "october").mkdir(parents=True)
    (tmp_path / "2026" / "october" / "paid.txt").write_text(REIMBURSEMENTS, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "old.txt").write_text("what?", encoding="utf-8")
    report = read_reimbursements(tmp_path)
    assert [row.reimbursement_id for row in report.rows] == ["9001"]
    assert report.is_whole
    assert any("picture.png" in str(line) for line in report.statements)


def test_an_fnsku_under_the_header_of_the_asin_shows_that_the_cells_slipped(file):
    slipped = REIMBURSEMENTS.replace("X001ABC2D3\tB07XYZ1234", "B07XYZ1234\tX001ABC2D3")
    report = read_reimbursements(file(slipped))
    assert (report.rows, [problem.code for problem in report.problems]) == ((), ["shifted-row"])
    assert [(row.fnsku, row.asin) for row in report.unread] == [("X001ABC2D3", "B07XYZ1234")]


def test_a_report_with_headers_only_is_called_empty(file):
    report = read_reimbursements(file(REIMBURSEMENTS.splitlines(keepends=True)[0]))
    assert any("the report is empty" in str(line) for line in report.statements)
