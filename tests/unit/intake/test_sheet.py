from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from casewright.intake.load import load
from casewright.places import shipped


def test_titles_and_empty_rows_above_and_between_do_not_matter(seller):
    def change(sheet):
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Harbor Lane Goods, losses of October"
        sheet.insert_rows(6)

    path = seller.xlsx(seller.row(), seller.row(claim_id="C-2", transaction_id="20265118427399"), change=change)
    batch = load([path])

    assert batch.problems == ()
    assert [(claim.claim_id, claim.place.row) for claim in batch.claims] == [("C-1", 5), ("C-2", 7)]


def test_a_merged_area_says_the_same_in_each_of_its_rows(seller):
    def change(sheet):
        sheet.merge_cells("B2:B3")

    path = seller.xlsx(seller.row(), seller.row(claim_id="C-2", transaction_id="20265118427399"), change=change)
    batch = load([path])

    assert batch.problems == ()
    assert [claim.account for claim in batch.claims] == ["Harbor Lane Goods"] * 2


def test_a_hidden_row_is_read_and_told(seller, codes):
    def change(sheet):
        sheet.row_dimensions[2].hidden = True

    batch = load([seller.xlsx(seller.row(), change=change)])

    assert codes(batch) == ["hidden-row"]
    assert batch.problems[0].severity == "warning"
    assert len(batch.claims) == 1


def test_a_formula_without_a_saved_result_is_told(seller):
    batch = load([seller.xlsx(seller.row(quantity="=1+2"))])

    (problem,) = batch.problems
    assert (problem.code, problem.place.field) == ("broken-cell", "quantity")
    assert "formula" in str(problem.message)


def test_a_row_of_nothing_but_formulas_is_not_lost(seller):
    batch = load([seller.xlsx(["=A1"] * 11)])

    assert batch.rows == 1
    assert {problem.code for problem in batch.problems} >= {"broken-cell"}


def test_an_error_in_a_cell_is_told(seller):
    batch = load([seller.xlsx(seller.row(fnsku="#REF!"))])

    (problem,) = batch.problems
    assert (problem.code, problem.place.field, str(problem.message)) == (
        "broken-cell",
        "fnsku",
        "the cell holds the error #REF!",
    )


def test_a_date_kept_as_a_number_is_taken_and_told(seller, codes):
    batch = load([seller.xlsx(seller.row(event_date=46308))])

    assert codes(batch) == ["date-as-number"]
    assert batch.claims[0].event_date == date(2026, 10, 13)


def test_every_sheet_with_columns_of_claims_is_read_and_the_others_are_named(seller):
    path = seller.xlsx(seller.row())
    book = load_workbook(path)
    more = book.create_sheet("November")
    more.append(["claim id", *seller.csv_text().strip().split(",")[1:]])
    more.append(seller.row(claim_id="C-2", transaction_id="20265118427399"))
    book.create_sheet("To do").append(["call the supplier"])
    book.create_sheet("Empty")
    example = book.create_sheet("Example")
    example.append(seller.csv_text().strip().split(","))
    example.append(seller.row(claim_id="C-9"))
    book.save(path)

    batch = load([path])

    assert [(claim.claim_id, claim.place.sheet) for claim in batch.claims] == [("C-1", "Claims"), ("C-2", "November")]
    assert tuple(map(str, batch.statements)) == (
        "claims.xlsx: sheet Example is an example and was not read",
        "claims.xlsx: sheet To do has no columns for claims and was not read",
    )


def test_an_empty_sheet_is_one_problem_that_says_how_to_start(seller, codes):
    path = seller.xlsx(header=[])

    batch = load([path])
    assert codes(batch) == ["empty-sheet"]
    assert "template" in str(batch.problems[0].expected)


def test_a_sheet_without_a_header_is_one_problem_and_its_rows_are_counted(seller, codes):
    batch = load([seller.xlsx(["red", "blue"], ["green", "white"], header=["some", "thing"])])

    assert codes(batch) == ["no-header"]
    assert batch.rows == 2


def test_a_header_without_rows_is_no_claim_and_no_problem(seller):
    batch = load([seller.xlsx()])

    assert (batch.rows, batch.claims, batch.problems) == (0, (), ())


def test_a_cell_at_the_end_of_the_grid_is_refused_before_it_fills_the_memory(seller, codes):
    def change(sheet):
        sheet["XFD1048576"] = "x"

    assert codes(load([seller.xlsx(seller.row(), change=change)])) == ["too-large"]


def test_a_cell_far_to_the_right_of_a_short_sheet_is_kept_beside_the_claim(seller, codes):
    def change(sheet):
        sheet["XFD2"] = "note to self"

    batch = load([seller.xlsx(seller.row(), change=change)])
    assert codes(batch) == ["extra-cells"]
    assert len(batch.claims) == 1


@pytest.mark.parametrize(("old", "new"), [(b'r="A2"', b"r='XFD1048576'"), (b'r="A2"', b'r = "XFD1048576"')])
def test_a_cell_at_the_end_of_the_grid_is_noticed_however_it_is_written(seller, codes, old, new):
    path = seller.xlsx(seller.row())
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(old, new))

    assert codes(load([path])) == ["too-large"]


def test_a_workbook_that_unfolds_without_end_is_refused(seller, codes):
    path = seller.folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(11):
            with archive.open(f"xl/{number}.xml", "w") as part:
                for _ in range(100):
                    part.write(bytes(1024 * 1024))

    assert codes(load([path])) == ["too-large"]


@pytest.mark.parametrize("length", [40_000, 1_000_000])
def test_a_cell_of_a_million_characters_is_a_problem_of_its_row(seller, codes, length):
    batch = load(
        [seller.csv(seller.row(product_name="x" * length), seller.row(claim_id="C-2", transaction_id="20265118427399"))]
    )

    assert len(codes(batch)) == 1
    assert batch.problems[0].place.field == "product_name"
    assert len(batch.problems[0].value) <= 200
    assert [claim.claim_id for claim in batch.claims] == ["C-2"]


@pytest.mark.parametrize("name", ["claims.xls", "claims.ods"])
def test_older_excel_and_libreoffice_workbooks_are_read(name):
    batch = load([shipped() / "fixtures" / "claims" / "formats" / name])

    assert batch.problems == ()
    assert [(claim.claim_id, claim.event_date, claim.quantity) for claim in batch.claims] == [
        ("C-1", date(2026, 10, 13), 3)
    ]


def test_a_time_that_no_calendar_has_is_a_problem_of_its_row_and_the_next_is_read(seller, codes):
    path = seller.xlsx(
        seller.row(event_date=timedelta(days=1)), seller.row(claim_id="C-2", transaction_id="20265118427399")
    )
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(b"<v>1</v>", b"<v>1e300</v>"))

    batch = load([path])
    assert codes(batch) == ["unreadable-row"]
    assert batch.problems[0].place.row == 2
    assert batch.rows == 2
    assert [claim.claim_id for claim in batch.claims] == ["C-2"]


@pytest.mark.skipif(sys.platform != "linux", reason="how much memory it took at most is read from /proc")
def test_a_workbook_that_repeats_itself_without_end_takes_little_memory(seller, tmp_path):
    """A long text, referred to by a million cells: a small file that unfolds while it is read."""
    path = seller.xlsx(seller.row())
    cell = '<c r="A{row}" t="s"><v>0</v></c>'
    rows = "".join(f'<row r="{row}">{cell.format(row=row)}</row>' for row in range(1, 1_000_001))
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for part in good.infolist():
            content = good.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = (
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                    f"{rows}</sheetData></worksheet>"
                ).encode()
            if part.filename == "xl/sharedStrings.xml":
                content = (
                    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
                    f"<si><t>{'x' * 2000}</t></si></sst>"
                ).encode()
            made.writestr(part.filename, content)
    assert bomb.stat().st_size < 10 * 1024**2
    script = (
        "import re, resource, sys; from pathlib import Path; from casewright.intake.load import load; "
        "problems = load([Path(sys.argv[1])]).problems; "
        # not `ru_maxrss` of itself: that begins with what the process held that started it
        "own = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]); "
        "print(len(problems), own, "
        "resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(bomb)], capture_output=True, text=True, check=True)
    problems, own, child = map(int, done.stdout.split())

    assert problems
    assert own < 1.2 * 1024**2
    assert child < 1.2 * 1024**2
