from __future__ import annotations

import pytest
from openpyxl import load_workbook

from casewright.errors import UsageError
from casewright.intake.fix_up import fix_up
from casewright.intake.load import load


def comments(path, sheet="Claims"):
    cells = [cell for row in load_workbook(path)[sheet].iter_rows() for cell in row if cell.comment]
    return {cell.coordinate: cell.comment.text for cell in cells}


def test_each_problem_becomes_a_comment_on_its_cell_and_good_rows_stay(seller, tmp_path):
    path = seller.xlsx(seller.row(), seller.row(claim_id="C-2", quantity="1.5", fnsku="XO02L7QK4D"))
    out = fix_up(path, load([path]), tmp_path / "mended.xlsx")

    told = comments(out)
    assert set(told) == {"F3", "J3"}
    assert "whole units" in told["F3"]
    assert "like 3" in told["F3"]
    sheet = load_workbook(out)["Claims"]
    assert [cell.value for cell in sheet[2]] == seller.row()
    assert not load_workbook(path)["Claims"]["F3"].comment


def test_the_mended_sheet_loads_like_the_first_once_its_cells_are_right(seller, tmp_path):
    path = seller.xlsx(seller.row(quantity="three"))
    out = fix_up(path, load([path]), tmp_path / "mended.xlsx")
    book = load_workbook(out)
    book["Claims"]["F2"] = 3
    book.save(out)

    batch = load([out])
    assert batch.problems == ()
    assert len(batch.claims) == 1


def test_a_csv_becomes_a_workbook_of_text_with_comments(seller, tmp_path):
    path = seller.csv(seller.row(), seller.row(claim_id="C-2", event_date="2026/13/45"), encoding="gb18030")
    out = fix_up(path, load([path]), tmp_path / "mended.xlsx")

    assert set(comments(out, "Sheet")) == {"E3"}
    assert load_workbook(out)["Sheet"]["K3"].value == "20265118427306"


def test_problems_of_rows_columns_and_evidence_find_a_cell(seller, tmp_path):
    header = (*(name for name in seller.csv_text().strip().split(",") if name != "currency"), "Colour", "photos")
    cells = [cell for cell in seller.row() if cell != "USD"]
    path = seller.xlsx([*cells, "red", "gone.jpg"], [*cells, "red", ""], header=header)
    told = comments(fix_up(path, load([path]), tmp_path / "mended.xlsx"))

    assert "no column for Currency" in told["A1"]
    assert "not known" in told["K1"]
    assert "no such file" in told["L2"]
    assert "name of another row" in told["A3"]


def test_other_files_and_the_source_itself_are_refused(seller, tmp_path):
    path = seller.text("claims: []", "claims.yaml")

    with pytest.raises(UsageError, match="cannot be written back"):
        fix_up(path, load([path]), tmp_path / "mended.xlsx")
    sheet = seller.xlsx(seller.row())
    with pytest.raises(UsageError, match="already exists"):
        fix_up(sheet, load([sheet]), sheet)


def test_no_file_of_the_seller_is_overwritten(seller, tmp_path):
    sheet = seller.xlsx(seller.row())
    mine = tmp_path / "prices.xlsx"
    mine.write_bytes(b"my prices")

    with pytest.raises(UsageError, match="already exists"):
        fix_up(sheet, load([sheet]), mine)
    assert mine.read_bytes() == b"my prices"
