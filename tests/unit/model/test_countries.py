"""A marketplace is known by what any language calls it."""

from __future__ import annotations

import pytest

from casewright.model.countries import country_of
from casewright.model.marketplaces import MARKETPLACES


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
    from casewright.model.countries import _ALSO, _key  # noqa: PLC0415

    assert _ALSO.keys() == MARKETPLACES.keys()
    names = [_key(name) for code, also in _ALSO.items() for name in {MARKETPLACES[code].name, *also.split("|")}]
    assert sorted(names) == sorted(set(names))
