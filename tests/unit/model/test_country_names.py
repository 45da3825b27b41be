"""A marketplace is known by what any language calls it."""

from __future__ import annotations

import pytest

from casewright.model.marketplaces import MARKETPLACES, country_of


@pytest.mark.parametrize("code", MARKETPLACES)
def test_every_marketplace_is_known_by_its_english_name(code: str) -> None:
    assert country_of(MARKETPLACES[code].name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Vereinigte Staaten", "US"),
        ("アメリカ合衆国", "US"),
        ("美国", "US"),
        ("Royaume-Uni", "UK"),
        ("Deutschland", "DE"),
        (" méxico ", "MX"),
        ("me\u0301xico", "MX"),
    ],
)
def test_it_is_known_in_other_languages_however_it_is_written(name: str, code: str) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize("name", ["", "Narnia", "United", "United States of", "US"])
def test_other_words_name_none(name: str) -> None:
    assert country_of(name) is None


def test_no_name_means_two_marketplaces() -> None:
    names = [
        (" ".join(name.split()).casefold(), place.code)
        for place in MARKETPLACES.values()
        for name in {place.name, *place.names.split("|")}
    ]
    assert all(country_of(name) == code for name, code in names)
    assert len({name for name, _ in names}) == len(names)


@pytest.mark.parametrize("place", MARKETPLACES.values(), ids=lambda place: place.code)
def test_every_marketplace_has_names_in_other_languages(place) -> None:
    assert place.names
    assert any(not name.isascii() for name in place.names.split("|"))
