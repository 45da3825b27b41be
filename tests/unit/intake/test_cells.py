from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake import cells
from casewright.intake.amounts import read_amount
from casewright.intake.cells import Unreadable
from casewright.intake.days import read_day

ANYTHING = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.lists(st.text(), max_size=3),
    st.dictionaries(st.text(), st.text(), max_size=2),
)


@pytest.mark.parametrize("written", ["3", 3, 3.0, "３", " 3 ", "3.0", "+3", "3\u200b"])
def test_a_quantity_may_be_a_number_or_text(written):
    assert cells.count(written) == 3


@pytest.mark.parametrize(
    "written",
    [
        "0",
        0,
        "-2",
        "1.5",
        1.5,
        "三",
        "three",
        "3 pcs",
        "1_0",
        "1e2",
        True,
        "1,000",
        float("inf"),
        [3],
        "100001",
        "9" * 5000,
    ],
)
def test_what_is_no_number_of_units_is_refused(written):
    with pytest.raises(Unreadable) as refused:
        cells.count(written)
    assert refused.value.code == "bad-quantity"


@pytest.mark.parametrize("written", [1e15, 2.0264418827301e16, "2.02644E+13", "2,02644E13", '="2.02644E+13"'])
def test_an_identifier_that_a_spreadsheet_made_a_number_of_is_refused_with_the_way_out(written):
    with pytest.raises(Unreadable, match="digits were lost") as refused:
        cells.code(written)
    assert "Text" in str(refused.value.expected)


def test_an_identifier_kept_as_a_short_number_is_read_whole():
    assert cells.code(20264418827301.0) == "20264418827301"


@pytest.mark.parametrize(
    "written",
    [
        '="20264418827301"',
        "'20264418827301",
        "20264418827301.0",
        "20264418827301.00",
        "2.0264418827301E+13",
        "２０２６４４１８８２７３０１",
    ],
)
def test_an_identifier_is_freed_of_what_spreadsheets_put_around_it(written):
    assert cells.code(written) == "20264418827301"


@pytest.mark.parametrize("written", [306406152, "306406152", "030640615-2".replace("-", "")])
def test_an_isbn_gets_the_zeros_back_that_a_spreadsheet_took(written):
    assert cells.product_code(written) == "0306406152"


@pytest.mark.parametrize("written", ["306406153", "X001ABC2D3", "12345", "B07XYZ1234"])
def test_what_is_no_isbn_gets_no_zeros(written):
    assert cells.product_code(written) == written


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b", "n/a", "NaN", "#N/A", "-", float("nan"), "\u3000", []])
def test_cells_that_say_nothing_are_blank(cell):
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", [0, "0", False, "none left", "x"])
def test_cells_that_say_something_are_not_blank(cell):
    assert not cells.is_blank(cell)


def test_files_are_separated_by_semicolons_bars_or_lines():
    assert cells.file_names("a.pdf; b.pdf\nc.pdf ；'d e.pdf' | \u200b") == ("a.pdf", "b.pdf", "c.pdf", "d e.pdf")


@given(ANYTHING)
def test_whatever_a_cell_holds_it_is_read_or_refused(cell):
    for reader in (read_day, cells.count, read_amount, cells.code, cells.product_code, cells.words, cells.file_names):
        with suppress(Unreadable):
            reader(cell)
    assert len(cells.show_cell(cell)) <= 200
    assert cells.is_blank(cell) in (True, False)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert cells.clean(cells.clean(text)) == cells.clean(text)
