from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake import cells
from casewright.intake.cells import Unreadable

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


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-03",
        "2026/11/3",
        "2026.11.03",
        "2026年11月3日",
        "20261103",
        "２０２６-１１-０３",
        "2026-11-03\u200b",
        " 2026-11-3 ",
        "2026-11-03T10:20:30Z",
        "2026-11-03 10:20",
        46329,
        46329.5,
        date(2026, 11, 3),
        datetime(2026, 11, 3, 23, 59, tzinfo=UTC),
    ],
)
def test_a_day_may_be_written_in_many_ways(written):
    assert cells.day(written) == date(2026, 11, 3)


@pytest.mark.parametrize("written", ["2026/13/45", "2026-02-29", "soon", "3rd of May", 7, 1e300, -1, True, ["2026"]])
def test_what_is_no_day_is_refused_with_an_example(written):
    with pytest.raises(Unreadable) as refused:
        cells.day(written)
    assert refused.value.code in {"bad-date", "bad-text"}
    assert refused.value.expected


def test_a_day_whose_month_is_not_certain_is_refused_with_both_readings():
    with pytest.raises(Unreadable, match="write 2026-03-04 or 2026-04-03"):
        cells.day("03/04/2026")


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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12.50", "12.50"),
        (12.5, "12.50"),
        ("12,50", "12.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("$12.50", "12.50"),
        ("US$ 12.50", "12.50"),
        ("12.50 USD", "12.50"),
        ("¥88", "88"),
        ("１２.５", "12.5"),
        (0.1 + 0.2, "0.30"),
        (7, "7"),
    ],
)
def test_money_may_be_written_in_many_ways(written, meant):
    assert cells.money(written) == Decimal(meant)


@pytest.mark.parametrize(
    "written", [10**26, -(10**26), "free", "0", "-1", "1.234", "1,234", "1e9", "12.5.0", "9" * 20, True, float("inf")]
)
def test_what_is_no_money_is_refused(written):
    with pytest.raises(Unreadable) as refused:
        cells.money(written)
    assert refused.value.code == "bad-money"


@pytest.mark.parametrize("written", [1e15, 2.0264418827301e16, "2.02644E+13", "2,02644E13"])
def test_an_identifier_that_a_spreadsheet_made_a_number_of_is_refused_with_the_way_out(written):
    with pytest.raises(Unreadable, match="digits were lost") as refused:
        cells.code(written)
    assert "Text" in str(refused.value.expected)


def test_an_identifier_kept_as_a_short_number_is_read_whole():
    assert cells.code(20264418827301.0) == "20264418827301"


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
    for reader in (cells.day, cells.count, cells.money, cells.code, cells.words, cells.file_names):
        with suppress(Unreadable):
            reader(cell)
    assert len(cells.shown(cell)) <= 200
    assert cells.is_blank(cell) in (True, False)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_text_and_from_its_spreadsheet_number(day):
    assert cells.day(day.isoformat()) == day
    assert cells.day(f"{day.year}/{day.month}/{day.day}") == day
    assert cells.day((day - date(1899, 12, 30)).days) == day


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert cells.clean(cells.clean(text)) == cells.clean(text)
