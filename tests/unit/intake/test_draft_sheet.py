"""A workbook of drafts: what is known stands in it, what is missing is marked, and it loads like any other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from casewright.errors import UsageError
from casewright.intake.draft_sheet import Unfinished, write_unfinished
from casewright.intake.load import load

FIELDS = {
    "claim_id": "L-20264418827312",
    "account": "Harbor Lane Goods",
    "marketplace": "US",
    "type": "lost_in_warehouse",
    "event_date": date(2026, 10, 12),
    "quantity": 3,
    "currency": "USD",
    "product_name": "Bamboo tray",
    "fnsku": "X001ABC2D3",
}
DRAFT = Unfinished(fields=FIELDS, to_add=("unit_value", "stock_document", "photo"), note="reported lost")
LEFT = ("found again", date(2026, 10, 1), "X001ABC2D4", 2, "20264418827300")


def marked(path: Path, sheet: str) -> dict[str, str]:
    """Header → comment, of the marked cells of the first row."""
    first = load_workbook(path)[sheet]
    return {first.cell(1, cell.column).value: cell.comment.text for cell in first[2] if cell.comment}


def test_what_a_person_has_to_add_is_marked_with_what_to_write(tmp_path: Path):
    path = write_unfinished(tmp_path / "drafts.xlsx", [DRAFT], [], "en")
    notes = marked(path, "Claims")
    assert list(notes) == ["Unit value", "Stock documents", "Photos"]
    assert "sourcing cost" in notes["Unit value"]


def test_a_draft_loads_with_nothing_wrong_but_what_is_to_be_added(tmp_path: Path):
    batch = load([write_unfinished(tmp_path / "drafts.xlsx", [DRAFT], [LEFT], "en")])
    assert batch.rows == 1
    assert [(problem.code, problem.place.field) for problem in batch.problems] == [("missing-value", "unit_value")]


@pytest.mark.parametrize(("language", "sheet", "value"), [("en", "Claims", "Unit value"), ("zh", "索赔", "单价")])
def test_a_completed_draft_is_a_claim_in_both_languages(tmp_path: Path, language, sheet, value):
    path = write_unfinished(tmp_path / "drafts.xlsx", [DRAFT], [LEFT], language)
    book = load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][1]}
    book[sheet].cell(2, columns[value]).value = 11.4
    book.save(path)

    (claim,) = load([path]).claims
    assert (claim.type, claim.quantity, claim.fnsku) == ("lost_in_warehouse", 3, "X001ABC2D3")


def test_what_was_left_out_stands_on_a_sheet_of_its_own(tmp_path: Path):
    path = write_unfinished(tmp_path / "drafts.xlsx", [DRAFT], [LEFT], "en")
    row = [cell.value for cell in load_workbook(path)["Left out"][2]]
    assert row[0] == "found again"
    assert row[2:] == ["X001ABC2D4", 2, "20264418827300"]


def test_a_title_that_begins_like_a_formula_stays_a_text(tmp_path: Path):
    title = '=HYPERLINK("http://outside.example","look")\x07'
    draft = DRAFT.model_copy(update={"fields": FIELDS | {"product_name": title}})
    path = write_unfinished(tmp_path / "drafts.xlsx", [draft], [("why", None, title, 1, "")], "en")
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert any(cell.value == title.rstrip("\x07") for cell in cells)


def test_nothing_is_overwritten_and_nothing_but_a_workbook_is_written(tmp_path: Path):
    there = tmp_path / "drafts.xlsx"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="already exists"):
        write_unfinished(there, [DRAFT], [], "en")
    with pytest.raises(UsageError, match="cannot hold drafts"):
        write_unfinished(tmp_path / "drafts.csv", [DRAFT], [], "en")
    assert there.read_text(encoding="utf-8") == "mine"
