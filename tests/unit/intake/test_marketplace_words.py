"""Marketplaces and currencies as sheets name them."""

from __future__ import annotations

import pytest

from casewright.intake.load import load
from casewright.intake.marketplace_words import currency_code, marketplace_code
from casewright.model.marketplaces import MARKETPLACES


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("US", "US"),
        ("usa", "US"),
        ("U.S.", "US"),
        ("Amazon.com", "US"),
        ("www.amazon.co.uk", "UK"),
        ("https://www.amazon.de", "DE"),
        ("United Kingdom", "UK"),
        ("GB", "UK"),
        ("美国", "US"),
        ("美国站", "US"),
        ("日本", "JP"),
        ("Deutschland", "DE"),
        ("ATVPDKIKX0DER", "US"),
        ("US站", "US"),
        ("美国亚马逊", "US"),
        ("亚马逊日本站", "JP"),
        ("DE (Germany)", "DE"),
        ("US - Amazon.com", "US"),
        ("US / CA", "US / CA"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_a_marketplace_is_known_by_many_names(words, code):
    assert marketplace_code(words) == code


@pytest.mark.parametrize("place", MARKETPLACES.values(), ids=lambda place: place.code)
def test_every_marketplace_is_known_by_code_name_domain_and_id(place):
    for words in (place.code, place.name, f"amazon.{place.domain}", place.id):
        assert marketplace_code(words) == place.code


@pytest.mark.parametrize(
    ("words", "code"),
    [("USD", "USD"), ("us$", "USD"), ("€", "EUR"), ("美元", "USD"), ("Yen", "JPY"), ("zł", "PLN"), ("$", "$")],
)
def test_a_currency_is_known_by_many_names(words, code):
    assert currency_code(words) == code


def test_a_row_in_chinese_is_a_claim(seller):
    batch = load(
        [seller.csv(seller.row(marketplace="美国站", currency="美元", event_date="2026年10月13日", quantity="３"))]
    )

    (claim,) = batch.claims
    assert (claim.marketplace, claim.currency, claim.quantity) == ("US", "USD", 3)


@pytest.mark.parametrize(
    ("words", "own", "code"),
    [
        ("$", "USD", "USD"),
        ("$", "CAD", "CAD"),
        ("¥", "JPY", "JPY"),
        ("kr", "SEK", "SEK"),
        ("dollars", "USD", "USD"),
        ("USD ($)", "USD", "USD"),
        ("$ USD", "CAD", "USD"),
        ("日元（JPY）", "JPY", "JPY"),
        ("€", "USD", "EUR"),
        ("¥", "USD", "¥"),
        ("$", "EUR", "$"),
        ("CAD/USD", "USD", "CAD/USD"),
        ("$", "", "$"),
    ],
)
def test_a_sign_of_several_currencies_is_settled_by_the_marketplace_and_by_nothing_else(words, own, code):
    assert currency_code(words, own) == code
