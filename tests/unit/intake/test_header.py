from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.header import ROWS_LOOKED_AT, begin

HEADER = ["FNSKU", "Quantity", "Date", ""]


def numbered(*rows):
    return list(enumerate(rows, 1))


def test_the_row_with_most_known_columns_is_the_header():
    start = begin(numbered(["Losses"], ["Date", "of", "print"], HEADER, ["X1", 3, "d"]), {})

    assert (start.row, start.header) == (3, ("FNSKU", "Quantity", "Date"))
    assert list(start.rows) == [(4, ["X1", 3, "d"])]


def test_empty_rows_are_passed_over_except_those_that_only_look_empty():
    rows = numbered(HEADER, ["", None], ["x"], [""], ["y"])

    assert [number for number, _ in begin(rows, {}).rows] == [3, 5]
    assert [number for number, _ in begin(rows, {}, frozenset({2})).rows] == [2, 3, 5]


def test_two_known_words_among_others_are_no_header():
    start = begin(numbered(["Date", "Status", "Nobody knows", "this"], ["a", "b"]), {})

    assert start.header == ()
    assert [number for number, _ in start.rows] == [1, 2]


def test_a_row_of_nothing_but_known_words_is_a_header_however_short():
    assert begin(numbered(["FNSKU"], ["X1"]), {}).header == ("FNSKU",)


def test_a_sellers_own_headers_count():
    assert begin(numbered(["Worth", "Thing"], ["1", "2"]), {"worth": "unit_value", "thing": "product_name"}).header


def test_a_header_too_far_down_is_not_looked_for():
    start = begin(numbered(*[["a remark"]] * ROWS_LOOKED_AT, HEADER), {})

    assert start.header == ()
    assert len(list(start.rows)) == ROWS_LOOKED_AT + 1


@given(st.lists(st.lists(st.sampled_from(["FNSKU", "Quantity", "Date", "x", "", " "]), max_size=5), max_size=30))
def test_no_row_with_something_in_it_is_lost(rows):
    filled = [number for number, cells in numbered(*rows) if any(cell.strip() for cell in cells)]
    start = begin(numbered(*rows), {})
    below = [number for number, _ in start.rows]

    assert below == ([number for number in filled if number > start.row] if start.header else filled)
