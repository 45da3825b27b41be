"""Amazon's marketplaces: where Seller Central answers for each, in which time zone, currency and language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from casewright.errors import CasewrightError

Group = Literal["americas", "europe", "japan", "india", "other"]
"""Marketplaces whose published rules are the same."""


class UnknownMarketplace(CasewrightError):
    """Nobody sells there: the code is none of Amazon's marketplaces."""


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One marketplace. `code` is the country as sellers write it (UK, not GB).

    Sources: IDs and hosts are from Amazon's developer documentation (checked 2026-11-23); the time zones are those in
    which Amazon's own reports count days there, Pacific time for all of North America. `host_confirmed` is False
    where the host follows Amazon's pattern but was never seen.
    """

    code: str
    name: str
    id: str
    domain: str
    zone: str
    group: Group
    currency: str
    language: str
    host_confirmed: bool = True

    @property
    def host(self) -> str:
        """Where Seller Central answers, such as `sellercentral.amazon.co.uk`."""
        return f"sellercentral.amazon.{self.domain}"

    def day(self, moment: datetime) -> date:
        """The day that it is here at a moment.

        Raises:
            ValueError: the moment has no time zone, so no day can be told.
        """
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone has no day")
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def start_of(self, day: date) -> datetime:
        """The first moment of a day here, in UTC; where summer time skips midnight, the first moment there is."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone))
        return midnight.astimezone(ZoneInfo("UTC"))


_AMERICAS: tuple[Marketplace, ...] = (
    Marketplace("US", "United States", "ATVPDKIKX0DER", "com", "America/Los_Angeles", "americas", "USD", "en"),
    Marketplace("CA", "Canada", "A2EUQ1WTGCTBG2", "ca", "America/Los_Angeles", "americas", "CAD", "en"),
    Marketplace("MX", "Mexico", "A1AM78C64UM0Y8", "com.mx", "America/Los_Angeles", "americas", "MXN", "es"),
    Marketplace("BR", "Brazil", "A2Q3Y263D00KWC", "com.br", "America/Sao_Paulo", "americas", "BRL", "pt"),
)
_EUROPE: tuple[Marketplace, ...] = (
    Marketplace("UK", "United Kingdom", "A1F83G8C2ARO7P", "co.uk", "Europe/London", "europe", "GBP", "en"),
    Marketplace("DE", "Germany", "A1PA6795UKMFR9", "de", "Europe/Berlin", "europe", "EUR", "de"),
    Marketplace("FR", "France", "A13V1IB3VIYZZH", "fr", "Europe/Paris", "europe", "EUR", "fr"),
    Marketplace("IT", "Italy", "APJ6JRA9NG5V4", "it", "Europe/Rome", "europe", "EUR", "it"),
    Marketplace("ES", "Spain", "A1RKKUPIHCS9HS", "es", "Europe/Madrid", "europe", "EUR", "es"),
    Marketplace("NL", "Netherlands", "A1805IZSGTT6HS", "nl", "Europe/Amsterdam", "europe", "EUR", "nl"),
    Marketplace("SE", "Sweden", "A2NODRKZP88ZB9", "se", "Europe/Stockholm", "europe", "SEK", "sv"),
    Marketplace("PL", "Poland", "A1C3SOZRARQ6R3", "pl", "Europe/Warsaw", "europe", "PLN", "pl"),
    Marketplace("BE", "Belgium", "AMEN7PMS3EDWL", "com.be", "Europe/Brussels", "europe", "EUR", "fr"),
    Marketplace("IE", "Ireland", "A28R8C7NBKEWEA", "ie", "Europe/Dublin", "europe", "EUR", "en", False),
)
_OTHERS: tuple[Marketplace, ...] = (
    Marketplace("JP", "Japan", "A1VC38T7YXB528", "co.jp", "Asia/Tokyo", "japan", "JPY", "ja"),
    Marketplace("IN", "India", "A21TJRUUN4KGV", "in", "Asia/Kolkata", "india", "INR", "en"),
    Marketplace("TR", "Türkiye", "A33AVAJ2PDY3EV", "com.tr", "Europe/Istanbul", "other", "TRY", "tr"),
    Marketplace("EG", "Egypt", "ARBP9OOSHTCHU", "eg", "Africa/Cairo", "other", "EGP", "ar"),
    Marketplace("SA", "Saudi Arabia", "A17E79C6D8DWNP", "sa", "Asia/Riyadh", "other", "SAR", "ar"),
    Marketplace("AE", "United Arab Emirates", "A2VIGQ35RCS4UG", "ae", "Asia/Dubai", "other", "AED", "en"),
    Marketplace("ZA", "South Africa", "AE08WJ6YKNBMC", "co.za", "Africa/Johannesburg", "other", "ZAR", "en", False),
    Marketplace("SG", "Singapore", "A19VAU5U5O7RUS", "sg", "Asia/Singapore", "other", "SGD", "en"),
    Marketplace("AU", "Australia", "A39IBJ37TRP1C6", "com.au", "Australia/Sydney", "other", "AUD", "en"),
)


MARKETPLACES: dict[str, Marketplace] = {one.code: one for one in (*_AMERICAS, *_EUROPE, *_OTHERS)}
"""Every marketplace by its code."""

HOSTS: frozenset[str] = frozenset(one.host for one in MARKETPLACES.values()) | {"sellercentral-europe.amazon.com"}
"""Every host that may show Seller Central, the one for all of Europe included."""

_ALSO = {"GB": "UK"}


def place_of(host: str) -> str:
    """The code of the marketplace whose Seller Central is at this host; `US` for a host of none."""
    return next((one.code for one in MARKETPLACES.values() if one.host == host), "US")


def marketplace(code: str) -> Marketplace:
    """The marketplace of a two-letter code; `GB` means the UK.

    Raises:
        UnknownMarketplace: with the codes there are.
    """
    upper = code.strip().upper()
    found = MARKETPLACES.get(_ALSO.get(upper, upper))
    if found is None:
        known = ", ".join(sorted(MARKETPLACES))
        raise UnknownMarketplace(
            f"{code!r} is not one of Amazon's marketplaces", remedy=f"Write one of these: {known}."
        )
    return found
