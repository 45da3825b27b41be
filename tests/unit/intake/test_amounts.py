"""Amounts of money as they are written in every marketplace."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.amounts import read_amount
from casewright.intake.cells import Unreadable


@pytest.mark.parametrize(
    ("written", "currency", "meant"),
    [
        ("12.50", "", "12.50"),
        (12.5, "", "12.50"),
        ("12,50", "", "12.50"),
        ("1,234.50", "", "1234.50"),
        ("1.234,50", "", "1234.50"),
        ("1 234,50 €", "EUR", "1234.50"),
        ("1\u00a0234,50 €", "EUR", "1234.50"),
        ("1\u202f234,50\u202f€", "EUR", "1234.50"),
        ("1'009.35", "", "1009.35"),
        ("1’009.35", "", "1009.35"),
        ("12,34,567.89", "INR", "1234567.89"),
        ("$12.50", "USD", "12.50"),
        ("$1,200", "USD", "1200.00"),
        ("US$ 12.50", "USD", "12.50"),
        ("12.50 USD", "", "12.50"),
        ("$9.35 USD", "", "9.35"),
        ("A$9.35", "AUD", "9.35"),
        ("R$ 19,25", "BRL", "19.25"),
        ("CA$1,009.35", "CAD", "1009.35"),
        ("129 kr", "SEK", "129.00"),
        ("49,90 zł", "PLN", "49.90"),
        ("Rs. 1,200", "INR", "1200.00"),
        ("₺1.234,50", "TRY", "1234.50"),
        ("¥1,200", "JPY", "1200.00"),
        ("1200円", "JPY", "1200.00"),
        ("1,200円", "", "1200.00"),
        ("¥88", "JPY", "88.00"),
        ("１２.５", "", "12.50"),
        (0.1 + 0.2, "", "0.30"),
        (7, "", "7.00"),
        ("-25.00", "", "-25.00"),
        ("(25.00)", "", "-25.00"),
        ("-$4.00", "USD", "-4.00"),
        ("\u221225,5", "", "-25.50"),
        ("28.0500", "USD", "28.05"),
    ],
)
def test_money_may_be_written_in_many_ways(written, currency, meant):
    assert read_amount(written, currency).value == Decimal(meant)


@pytest.mark.parametrize(("written", "value"), [("9.3478", "9.35"), (9.347812, "9.35"), ("9.3449", "9.34")])
def test_more_than_cents_are_rounded_and_known_to_be(written, value):
    amount = read_amount(written, "USD")

    assert (amount.value, amount.rounded) == (Decimal(value), True)


@pytest.mark.parametrize(("written", "currency"), [("1.234", ""), ("1,234", ""), ("1.234", "EUR"), ("1,234", "EUR")])
def test_three_digits_after_one_mark_are_refused_where_the_currency_settles_nothing(written, currency):
    with pytest.raises(Unreadable, match=r"could be 1234 or 1\.234"):
        read_amount(written, currency)


@pytest.mark.parametrize(
    ("written", "currencies"),
    [("CHF 9.35", {"CHF"}), ("¥9.35", {"JPY", "CNY"}), ("9.35元", {"CNY"}), ("9.35", set()), ("C$9", {"CAD"})],
)
def test_the_sign_says_which_currencies_it_can_be(written, currencies):
    assert read_amount(written).currencies == currencies


@pytest.mark.parametrize(
    "written",
    [10**26, -(10**26), "free", "1e9", "12.5.0", "1.23.4", "12 34", "$ 5 €", "9" * 20, True, float("inf"), "$"],
)
def test_what_is_no_money_is_refused(written):
    with pytest.raises(Unreadable) as refused:
        read_amount(written)
    assert refused.value.code == "bad-money"


@given(st.decimals(min_value=0, max_value=999_999, places=2), st.sampled_from(["USD", "EUR", "JPY", "BRL", "INR"]))
def test_every_amount_is_read_back_however_its_thousands_are_marked(amount, currency):
    english = f"{amount:,.2f}"
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    for written in (english, german, english.replace(",", "\u202f"), f"{currency} {english}"):
        assert read_amount(written, currency).value == amount


@given(st.text(max_size=20))
def test_whatever_is_written_is_money_or_refused(text):
    with suppress(Unreadable):
        assert isinstance(read_amount(text).value, Decimal)
