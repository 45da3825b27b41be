from __future__ import annotations

import pytest
from openpyxl import load_workbook

from casewright.errors import UsageError
from casewright.intake.columns import field_of
from casewright.intake.load import load
from casewright.intake.template import template, what_spreadsheets_change
from casewright.model.claim import CLAIM_TYPES, CommonClaim
from casewright.model.field_table import TEMPLATE

GOOD = {
    "claim_id": "C-1", "account": "Harbor Lane Goods", "marketplace": "US", "event_date": "2026-10-13", "quantity": 3,
    "unit_value": 12.5, "currency": "USD", "product_name": "Blue mug", "fnsku": "X002L7QK4D",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "yaml", "json"])
def test_every_template_loads_back_without_a_problem(tmp_path, ending, language):
    batch = load([template(tmp_path / f"claims.{ending}", language)])

    assert batch.problems == ()
    assert batch.rows == 0


@pytest.mark.parametrize(("language", "type_word"), [("en", "Lost in warehouse"), ("zh", "仓库丢失")])
def test_a_row_filled_into_the_workbook_is_a_claim_and_the_example_is_not(tmp_path, language, type_word):
    path = template(tmp_path / "claims.xlsx", language)
    book = load_workbook(path)
    values = GOOD | {"type": type_word}
    for number, field in enumerate(TEMPLATE, 1):
        book.worksheets[0].cell(2, number, values.get(field.name))
    book.save(path)

    batch = load([path])
    assert batch.problems == ()
    assert [claim.claim_id for claim in batch.claims] == ["C-1"]


@pytest.mark.parametrize(("language", "sheet"), [("en", "Example"), ("zh", "示例")])
def test_the_example_row_would_be_a_claim_if_it_were_not_an_example(tmp_path, language, sheet):
    path = template(tmp_path / "claims.xlsx", language)
    book = load_workbook(path)
    book[sheet].title = "Claims of May"
    for cell in book["Claims of May"][2]:
        if str(cell.value).startswith("evidence/"):
            cell.value = None
    book.save(path)

    batch = load([path])
    assert [problem.code for problem in batch.problems if problem.severity == "error"] == []
    assert len(batch.claims) == 1


def test_the_workbook_offers_types_and_keeps_identifiers_as_text(tmp_path):
    sheet = load_workbook(template(tmp_path / "claims.xlsx")).worksheets[0]
    headers = {field_of(cell.value): cell.column_letter for cell in sheet[1]}

    assert sheet.column_dimensions[headers["transaction_id"]].number_format == "@"
    assert sheet.column_dimensions[headers["event_date"]].number_format == "yyyy-mm-dd"
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert any("Lost in warehouse" in one and one.count(",") == len(CLAIM_TYPES) - 1 for one in lists)
    assert all(len(one) <= 257 for one in lists)


def test_the_chinese_template_has_chinese_headers(tmp_path):
    sheet = load_workbook(template(tmp_path / "claims.xlsx", "zh")).worksheets[0]

    assert sheet.title == "索赔"
    assert {"店铺", "站点", "索赔类型", "数量"} <= {cell.value for cell in sheet[1]}


def test_every_field_is_explained_once():
    fields = [field.name for field in TEMPLATE]

    assert len(fields) == len(set(fields))
    assert set(CommonClaim.model_fields) - {"place", "evidence"} <= set(fields)
    assert all(field.meaning.say("zh") != str(field.meaning) and field.example for field in TEMPLATE)


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    (tmp_path / "claims.csv").write_text("mine")

    with pytest.raises(UsageError, match="already exists"):
        template(tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_text() == "mine"


def test_an_ending_that_is_not_known_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        template(tmp_path / "claims.docx")


@pytest.mark.parametrize(("name", "warns"), [("t.csv", True), ("T.CSV", True), ("t.xlsx", False), ("t.yaml", False)])
def test_only_the_csv_template_warns_of_what_a_spreadsheet_does_to_it(tmp_path, name, warns):
    assert bool(what_spreadsheets_change(tmp_path / name)) is warns
