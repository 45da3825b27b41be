from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from casewright.report.export import csv_text, safe_cell, workbook


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("https://example.com")', "＝1+1"]
)
def test_a_cell_that_could_be_a_formula_is_made_text(text: str):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["HL-1042", "47.50", "破损", "a=b", "", "2026-11-23"])
def test_other_cells_stay_as_they_are(text: str):
    assert safe_cell(text) == text


def test_nothing_is_an_empty_cell():
    assert safe_cell(None) == ""


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_whatever_stands_in_the_cells_the_rows_can_be_read_back(rows: list[list[str]]):
    written = csv_text(("a", "b", "c"), rows)
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [["a", "b", "c"], *([safe_cell(cell) for cell in row] for row in rows)]


@given(st.text())
def test_no_cell_ever_begins_like_a_formula(text: str):
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def _read(content: bytes) -> list[list[object]]:
    book = load_workbook(io.BytesIO(content))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_a_workbook_holds_text_as_text_and_money_as_exact_numbers():
    content = workbook(("claim", "amount"), [("=1+1", "47.50"), ("破损", "3")], frozenset({"amount"}))
    assert _read(content) == [["claim", "amount"], ["=1+1", Decimal("47.50")], ["破损", 3]]


@given(st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_written_into_a_workbook_is_never_a_formula(texts: list[str]):
    content = workbook(("a",), [(text,) for text in texts], frozenset())
    assert len(_read(content)) == len(texts) + 1
