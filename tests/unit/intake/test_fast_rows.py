from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.columns import understand
from casewright.intake.fast_rows import Quick
from casewright.intake.row import RowReader, claim_of
from casewright.intake.table import Notes, SourceTable
from casewright.model.problem import Place

NAMES = ("claim_id", "account", "marketplace", "type", "event_date", "quantity", "unit_value", "currency",
         "product_name", "fnsku", "transaction_id", "sku", "details", "photos", "Colour")  # fmt: skip
GOOD = ("C-1041", "Harbor Lane Goods", "US", "Lost", "2026-10-13", "3", "12.50", "USD", "Blue mug",
        "X002L7QK4D", "20265118427306", "HL-MUG", "Lost at ONT8.", "", "")  # fmt: skip
COLUMNS = understand(NAMES)

ODD = st.sampled_from(
    ["", " ", "n/a", "null", "NaN", "１２", "三", "0", "1.5", "2026/13/45", "13/10/2026", "\u200bX002L7QK4D",
     "X0O2L7QK4D", " us ", "$5", "1,234.50", "2.02644E+13", "a\0b", "丢失", "x" * 501, "None", "C-1",
     "photo.jpg", None, True, 3, 3.0,
     float("nan"), 46308, 46308.0, 20265118427306.0, 2e16, date(2026, 10, 13), "2026-10-13 ", "line\nbreak"]
)  # fmt: skip


def the_long_way(row):
    table = SourceTable(Path("claims.csv"), NAMES, ())
    made = RowReader(table, COLUMNS, Notes()).draft(2, row, "row-2")
    made.values["evidence"] = ()
    return claim_of(made), made


def the_short_way(row, quick=None):
    return (quick or Quick(COLUMNS)).claim(row, Place(file="claims.csv", row=2), "row-2")


def test_a_good_row_goes_the_short_way():
    assert the_short_way(GOOD) == the_long_way(GOOD)[0]
    assert the_short_way(GOOD) is not None


@pytest.mark.parametrize("at", range(len(NAMES)))
def test_a_row_with_evidence_extras_or_anything_odd_goes_the_long_way(at):
    row = [*GOOD[:at], "odd\0", *GOOD[at + 1 :]]
    claim = the_short_way(row)

    assert claim is None or claim == the_long_way(row)[0]


@given(st.dictionaries(st.integers(0, len(NAMES) - 1), ODD | st.text(max_size=12), min_size=1, max_size=3))
def test_what_the_short_way_takes_the_long_way_reads_the_same_without_a_word(changes):
    row = [changes.get(at, cell) for at, cell in enumerate(GOOD)]
    claim = the_short_way(row)
    if claim is not None:
        same, made = the_long_way(row)
        assert claim == same
        assert made.problems == []
        assert not made.files
        assert not made.extras


@given(st.lists(ODD, min_size=2, max_size=40))
def test_what_was_remembered_of_one_row_is_right_for_the_next(cells):
    quick = Quick(COLUMNS)
    for cell in cells:
        row = [cell if name == "quantity" else kept for name, kept in zip(NAMES, GOOD, strict=True)]
        assert the_short_way(row, quick) == the_short_way(row)
