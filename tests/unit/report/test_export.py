from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.report.export import csv_text, safe_cell


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
