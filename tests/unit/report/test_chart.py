"""The picture of the money: bars as long as their amounts, one chart a currency, every month in its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.casework.money import Sum, Total
from casewright.message import msg
from casewright.report.chart import HEIGHT, TAKEN_BACK, charts


def total(month: str = "2026-11", paid: str = "100", back: str = "0", **changes: str) -> Total:
    currency = changes.pop("currency", "USD")
    named = {"marketplace": "US", "claim_type": "lost_in_warehouse", "reason": ""} | changes
    amounts = Sum(currency=currency, paid=Decimal(paid), taken_back=Decimal(back))
    return Total(month=month, payments=1, units=1, sum=amounts, **named)


def test_nothing_paid_is_no_picture():
    assert charts([], {}) == ()


def test_currencies_have_a_picture_each():
    drawn = charts([total(), total(currency="EUR"), total(currency="JPY")], {})
    assert [one.currency for one in drawn] == ["EUR", "JPY", "USD"]


def test_bars_are_as_long_as_their_amounts():
    (chart,) = charts([total(paid="100"), total("2026-12", paid="50", back="25")], {})
    heights = {str(bar.told): bar.height for bar in chart.bars}
    hundred = heights["2026-11, lost_in_warehouse: 100.00 USD"]
    assert heights["2026-12, lost_in_warehouse: 50.00 USD"] * 2 == hundred
    assert heights["2026-12, taken back: 25.00 USD"] * 4 == hundred


def test_what_was_taken_back_hangs_below_the_line_and_what_was_paid_stands_on_it():
    (chart,) = charts([total(paid="80", back="30")], {})
    zero = next(line.y for line in chart.lines if line.zero)
    paid, back = sorted(chart.bars, key=lambda bar: bar.kind, reverse=True)
    assert (paid.y + paid.height, back.y, back.kind) == (zero, zero, TAKEN_BACK)


def test_types_are_stacked_with_a_colour_each_and_named_in_words():
    words = {"lost_in_warehouse": msg("Lost in warehouse"), "CustomerReturn": msg("CustomerReturn (no claim here)")}
    (chart,) = charts([total(), total(claim_type="", reason="CustomerReturn")], words)
    assert [str(word) for _, word in chart.kinds] == ["CustomerReturn (no claim here)", "Lost in warehouse"]
    first, second = chart.bars
    assert second.y + second.height == first.y


def test_a_month_without_payments_keeps_its_place():
    (chart,) = charts([total("2026-11"), total("2027-02")], {})
    assert [month for _, month in chart.months] == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_the_picture_is_told_in_a_sentence():
    (chart,) = charts([total(back="40"), total("2026-12", paid="50")], {})
    assert str(chart.told) == "2026-11 to 2026-12: 150.00 USD paid, 40.00 USD taken back."


@pytest.mark.parametrize("amount", ["0.01", "7", "99.99", "100000", "123456789.12"])
def test_the_lines_are_few_and_round(amount: str):
    (chart,) = charts([total(paid=amount)], {})
    assert 2 <= len(chart.lines) <= 7


def test_a_payment_of_nothing_draws_no_bar_and_fails_nothing():
    (chart,) = charts([total(paid="0")], {})
    assert chart.bars == ()


_TOTALS = st.builds(
    lambda month, paid, back: total(f"2026-{month:02}", str(paid), str(back)),
    st.integers(1, 12),
    st.decimals(0, 100_000, places=2),
    st.decimals(0, 100_000, places=2),
)


@given(st.lists(_TOTALS, min_size=1, max_size=20))
def test_no_bar_leaves_the_picture(totals: list[Total]):
    (chart,) = charts(totals, {})
    lowest = max(line.y for line in chart.lines)
    highest = min(line.y for line in chart.lines)
    assert round(lowest - highest) == HEIGHT
    for bar in chart.bars:
        assert bar.y >= highest - Decimal("0.001")
        assert bar.y + bar.height <= lowest + Decimal("0.001")
        assert 0 <= bar.x <= chart.width - bar.width
