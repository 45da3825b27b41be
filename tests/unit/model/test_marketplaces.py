"""Marketplaces: known by their code, each with its own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.model.marketplaces import HOSTS, MARKETPLACES, UnknownMarketplace, marketplace, place_of


@pytest.mark.parametrize("code", ["uk", "UK", " gb "])
def test_the_uk_is_known_by_both_of_its_codes(code):
    assert marketplace(code).host == "sellercentral.amazon.co.uk"


def test_an_unknown_code_is_refused_with_those_there_are():
    with pytest.raises(UnknownMarketplace, match="'XX' is not one") as caught:
        marketplace("XX")
    assert "AE, AU" in str(caught.value.remedy)


def test_no_two_marketplaces_share_an_id_or_a_host():
    assert len({one.id for one in MARKETPLACES.values()}) == len(MARKETPLACES)
    assert len({one.host for one in MARKETPLACES.values()}) == len(MARKETPLACES)


def test_the_hosts_hold_every_marketplace_and_europes_own():
    assert {one.host for one in MARKETPLACES.values()} < HOSTS
    assert "sellercentral-europe.amazon.com" in HOSTS


@pytest.mark.parametrize("code", MARKETPLACES)
def test_every_time_zone_is_known_and_a_day_starts_on_that_day(code):
    place = marketplace(code)
    for day in (date(2026, 3, 29), date(2026, 4, 24), date(2028, 2, 29), date(2026, 11, 1)):
        start = place.start_of(day)
        assert place.day(start) == day
        assert place.day(start - timedelta(seconds=1)) == day - timedelta(days=1)


def test_where_summer_time_skips_midnight_the_day_starts_with_its_first_moment():
    start = marketplace("EG").start_of(date(2026, 4, 24))
    assert start.astimezone(ZoneInfo("Africa/Cairo")).hour == 1


def test_the_same_moment_is_another_day_elsewhere():
    moment = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert marketplace("US").day(moment) == date(2026, 11, 22)
    assert marketplace("JP").day(moment) == date(2026, 11, 23)


def test_a_moment_without_a_time_zone_has_no_day():
    with pytest.raises(ValueError, match="no day"):
        marketplace("US").day(datetime(2026, 11, 23))  # noqa: DTZ001


@given(st.sampled_from(sorted(MARKETPLACES)), st.integers(0, 20 * 365 * 24 * 60))
def test_a_moment_lies_within_its_day(code, minutes):
    place = marketplace(code)
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day = place.day(moment)
    assert place.start_of(day) <= moment < place.start_of(day + timedelta(days=1))


@pytest.mark.parametrize(
    ("host", "code"), [("sellercentral.amazon.de", "DE"), ("sellercentral.amazon.com", "US"), ("127.0.0.1:8090", "US")]
)
def test_a_marketplace_is_known_by_its_host(host, code):
    assert place_of(host) == code
