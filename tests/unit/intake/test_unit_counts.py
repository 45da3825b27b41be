"""Numbers of units as people write them; what could be two numbers, or counts boxes, is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.amounts import read_units
from casewright.intake.cells import Unreadable


@pytest.mark.parametrize(
    "text",
    ["3", "3 pcs", "3pcs.", "3 EA", "3 Stück", "3 unités", "3件", "３個", "3 szt.", "x3", "3x", "3,0", "3.0", " 3 "],
)
def test_a_word_for_the_unit_changes_nothing(text):
    assert read_units(text, "USD") == read_units(text, "EUR") == 3


@pytest.mark.parametrize("text", ["1,000", "1,000 pcs", "1 000", "1'000", "1,000件", "１，０００"])
def test_thousands_are_read_as_the_rows_currency_is_written(text):
    assert read_units(text, "USD") == 1000


@pytest.mark.parametrize(("text", "currency"), [("1,000", "EUR"), ("1,000", ""), ("1.000", "USD"), ("1.000", "EUR")])
def test_what_is_one_in_one_country_and_a_thousand_in_another_is_refused(text, currency):
    with pytest.raises(Unreadable, match="could be"):
        read_units(text, currency)


@pytest.mark.parametrize(
    "text", ["3 boxes", "2 sets", "3箱", "3 / 5", "3-5", "three", "(3)", "-3", "0 pcs", "3.5 kg", "pcs"]
)
def test_boxes_ranges_and_words_are_no_number_of_units(text):
    with pytest.raises(Unreadable):
        read_units(text, "USD")


@given(st.integers(1, 100_000), st.sampled_from(["", " pcs", "件", " units"]))
def test_every_number_is_read_back_with_and_without_its_thousands_marked(units, word):
    assert read_units(f"{units}{word}") == read_units(f"{units:,}{word}", "USD") == units
