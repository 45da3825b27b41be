"""Amazon's marketplaces: the Seller Central host, time zone, currency and language of each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from casewright.errors import CasewrightError
from casewright.message import msg

Group = Literal["americas", "europe", "japan", "india", "other"]
"""Marketplaces whose published rules are the same."""


class UnknownMarketplace(CasewrightError):
    """The code is none of Amazon's marketplaces."""


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One marketplace. `code` is the country as sellers write it (UK, not GB).

    Sources: IDs and hosts are from Amazon's developer documentation (checked 2026-11-23); the time zones are those in
    which Amazon's own reports count days there, Pacific time for all of North America. The hosts of IE and ZA follow
    Amazon's pattern and were never seen. `names` are what the languages of Seller Central call the country beside
    its English name, divided by `|`: those of the Unicode CLDR, and short forms that sellers see.
    """

    code: str
    name: str
    id: str
    domain: str
    zone: str
    group: Group
    currency: str
    language: str
    names: str = ""
    iso: str = ""

    @property
    def country(self) -> str:
        """The country's code by ISO 3166, such as GB for the UK."""
        return self.iso or self.code

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


# One row a marketplace: its facts, then its names.
# fmt: off
_AMERICAS: tuple[Marketplace, ...] = (
    Marketplace("US", "United States", "ATVPDKIKX0DER", "com", "America/Los_Angeles", "americas", "USD", "en",
        names="USA|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|アメリカ|アメリカ合衆国|米国|美国"),
    Marketplace("CA", "Canada", "A2EUQ1WTGCTBG2", "ca", "America/Los_Angeles", "americas", "CAD", "en",
        names="Kanada|Canadá|カナダ|加拿大"),
    Marketplace("MX", "Mexico", "A1AM78C64UM0Y8", "com.mx", "America/Los_Angeles", "americas", "MXN", "es",
        names="Mexiko|Mexique|México|Messico|メキシコ|墨西哥"),
    Marketplace("BR", "Brazil", "A2Q3Y263D00KWC", "com.br", "America/Sao_Paulo", "americas", "BRL", "pt",
        names="Brasilien|Brésil|Brasil|Brasile|ブラジル|巴西"),
)
_EUROPE: tuple[Marketplace, ...] = (
    Marketplace("UK", "United Kingdom", "A1F83G8C2ARO7P", "co.uk", "Europe/London", "europe", "GBP", "en", iso="GB",
        names="UK|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|イギリス|英国"),
    Marketplace("DE", "Germany", "A1PA6795UKMFR9", "de", "Europe/Berlin", "europe", "EUR", "de",
        names="Deutschland|Allemagne|Alemania|Germania|Alemanha|ドイツ|德国"),
    Marketplace("FR", "France", "A13V1IB3VIYZZH", "fr", "Europe/Paris", "europe", "EUR", "fr",
        names="Frankreich|Francia|França|フランス|法国"),
    Marketplace("IT", "Italy", "APJ6JRA9NG5V4", "it", "Europe/Rome", "europe", "EUR", "it",
        names="Italien|Italie|Italia|Itália|イタリア|意大利"),
    Marketplace("ES", "Spain", "A1RKKUPIHCS9HS", "es", "Europe/Madrid", "europe", "EUR", "es",
        names="Spanien|Espagne|España|Spagna|Espanha|スペイン|西班牙"),
    Marketplace("NL", "Netherlands", "A1805IZSGTT6HS", "nl", "Europe/Amsterdam", "europe", "EUR", "nl",
        names="Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Países Baixos|Holanda|Nederland|オランダ|荷兰"),
    Marketplace("SE", "Sweden", "A2NODRKZP88ZB9", "se", "Europe/Stockholm", "europe", "SEK", "sv",
        names="Schweden|Suède|Suecia|Svezia|Suécia|Sverige|スウェーデン|瑞典"),
    Marketplace("PL", "Poland", "A1C3SOZRARQ6R3", "pl", "Europe/Warsaw", "europe", "PLN", "pl",
        names="Polen|Pologne|Polonia|Polônia|Polska|ポーランド|波兰"),
    Marketplace("BE", "Belgium", "AMEN7PMS3EDWL", "com.be", "Europe/Brussels", "europe", "EUR", "fr",
        names="Belgien|Belgique|Bélgica|Belgio|België|ベルギー|比利时"),
    Marketplace("IE", "Ireland", "A28R8C7NBKEWEA", "ie", "Europe/Dublin", "europe", "EUR", "en",
        names="Irland|Irlande|Irlanda|アイルランド|爱尔兰"),
)
_OTHERS: tuple[Marketplace, ...] = (
    Marketplace("JP", "Japan", "A1VC38T7YXB528", "co.jp", "Asia/Tokyo", "japan", "JPY", "ja",
        names="Japon|Japón|Giappone|Japão|日本"),
    Marketplace("IN", "India", "A21TJRUUN4KGV", "in", "Asia/Kolkata", "india", "INR", "en",
        names="Indien|Inde|Índia|インド|印度"),
    Marketplace("TR", "Türkiye", "A33AVAJ2PDY3EV", "com.tr", "Europe/Istanbul", "other", "TRY", "tr",
        names="Turkey|Türkei|Turquie|Turquía|Turchia|Turquia|トルコ|土耳其"),
    Marketplace("EG", "Egypt", "ARBP9OOSHTCHU", "eg", "Africa/Cairo", "other", "EGP", "ar",
        names="Ägypten|Égypte|Egipto|Egitto|Egito|エジプト|埃及"),
    Marketplace("SA", "Saudi Arabia", "A17E79C6D8DWNP", "sa", "Asia/Riyadh", "other", "SAR", "ar",
        names="Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Arábia Saudita|サウジアラビア|沙特阿拉伯"),
    Marketplace("AE", "United Arab Emirates", "A2VIGQ35RCS4UG", "ae", "Asia/Dubai", "other", "AED", "en",
        names="UAE|U.A.E.|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos"
        "|Emirati Arabi Uniti|Emirados Árabes Unidos|アラブ首長国連邦|阿联酋|阿拉伯联合酋长国"),
    Marketplace("ZA", "South Africa", "AE08WJ6YKNBMC", "co.za", "Africa/Johannesburg", "other", "ZAR", "en",
        names="Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|África do Sul|南アフリカ|南非"),
    Marketplace("SG", "Singapore", "A19VAU5U5O7RUS", "sg", "Asia/Singapore", "other", "SGD", "en",
        names="Singapur|Singapour|Singapura|シンガポール|新加坡"),
    Marketplace("AU", "Australia", "A39IBJ37TRP1C6", "com.au", "Australia/Sydney", "other", "AUD", "en",
        names="Australien|Australie|Austrália|オーストラリア|澳大利亚"),
)
# fmt: on


MARKETPLACES: dict[str, Marketplace] = {one.code: one for one in (*_AMERICAS, *_EUROPE, *_OTHERS)}
"""Every marketplace by its code."""

HOSTS: frozenset[str] = frozenset(one.host for one in MARKETPLACES.values()) | {"sellercentral-europe.amazon.com"}
"""Every host that may show Seller Central, the one for all of Europe included."""

CURRENCIES: tuple[str, ...] = tuple(dict.fromkeys(place.currency for place in MARKETPLACES.values()))
"""Every currency that a marketplace pays in."""


def country_of(name: str) -> str | None:
    """Return the code of the marketplace with this name, in any language of Seller Central; None if there is none.

    >>> country_of("Vereinigte Staaten") 'US'
    """
    return _codes().get(_name_key(name))


@cache
def _codes() -> dict[str, str]:
    return {
        _name_key(name): place.code
        for place in MARKETPLACES.values()
        for name in (place.name, *place.names.split("|"))
        if name
    }


def _name_key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def place_of(host: str) -> str:
    """Return the code of the marketplace whose Seller Central is at this host; `US` if there is none."""
    return next((one.code for one in MARKETPLACES.values() if one.host == host), "US")


def marketplace(code: str) -> Marketplace:
    """The marketplace of a two-letter code; `GB` means the UK.

    Raises:
        UnknownMarketplace: with the codes there are.
    """
    upper = code.strip().upper()
    found = next((place for place in MARKETPLACES.values() if upper in {place.code, place.country}), None)
    if found is None:
        raise UnknownMarketplace(
            msg("{code!r} is not one of Amazon's marketplaces", code=code),
            remedy=msg("Write one of these: {codes}.", codes=sorted(MARKETPLACES)),
        )
    return found
