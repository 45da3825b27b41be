"""The words by which sheets and reports name marketplaces and currencies, in the languages of their sellers."""

from __future__ import annotations

import re
from functools import lru_cache

from casewright.intake.amounts import currencies_of_sign
from casewright.intake.header_words import fold_header
from casewright.model.marketplaces import CURRENCIES, MARKETPLACES

#: Marketplace → what it is called beside its code, its English name, its ID and its domain.
_PLACES = {
    "US": (
        "USA",
        "United States of America",
        "America",
        "Vereinigte Staaten",
        "美国",
        "美国站",
        "美站",
        "アメリカ",
        "米国",
    ),
    "CA": ("Kanada", "加拿大", "加拿大站", "カナダ"),
    "MX": ("México", "Mexiko", "Mexique", "墨西哥", "墨西哥站", "メキシコ"),
    "BR": ("Brasil", "Brasilien", "Brésil", "巴西", "巴西站", "ブラジル"),
    "UK": ("GB", "Great Britain", "England", "Britain", "Vereinigtes Königreich", "英国", "英国站", "イギリス"),
    "DE": ("Deutschland", "Allemagne", "Germania", "Alemania", "德国", "德国站", "ドイツ"),
    "FR": ("Frankreich", "Francia", "法国", "法国站", "フランス"),
    "IT": ("Italia", "Italien", "Italie", "意大利", "意大利站", "イタリア"),
    "ES": ("España", "Spanien", "Espagne", "Spagna", "西班牙", "西班牙站", "スペイン"),
    "NL": ("Niederlande", "Nederland", "Holland", "荷兰", "荷兰站", "オランダ"),
    "SE": ("Schweden", "Sverige", "Suède", "瑞典", "瑞典站", "スウェーデン"),
    "PL": ("Polen", "Polska", "Pologne", "波兰", "波兰站", "ポーランド"),
    "BE": ("Belgien", "België", "Belgique", "比利时", "比利时站", "ベルギー"),
    "IE": ("Irland", "Irlande", "爱尔兰", "爱尔兰站", "アイルランド"),
    "JP": ("Nippon", "日本", "日本站", "日站"),
    "IN": ("Indien", "Inde", "印度", "印度站", "インド"),
    "TR": ("Turkey", "Türkei", "Turquie", "土耳其", "土耳其站", "トルコ"),
    "EG": ("Ägypten", "埃及", "埃及站", "エジプト"),
    "SA": ("KSA", "Saudi", "沙特", "沙特站", "沙特阿拉伯", "サウジアラビア"),
    "AE": ("UAE", "Emirates", "阿联酋", "阿联酋站", "中东站"),
    "ZA": ("Südafrika", "南非", "南非站", "南アフリカ"),
    "SG": ("Singapur", "新加坡", "新加坡站", "シンガポール"),
    "AU": ("Australien", "Australie", "澳大利亚", "澳洲", "澳洲站", "澳大利亚站", "オーストラリア"),
}
_CURRENCIES = {
    "USD": ("US dollar", "US dollars", "U.S. dollar", "US$", "美元", "美金", "米ドル"),
    "CAD": ("Canadian dollar", "Canadian dollars", "CA$", "C$", "加元", "加币", "加拿大元"),
    "MXN": ("Mexican peso", "Mexican pesos", "MX$", "墨西哥比索"),
    "BRL": ("Brazilian real", "real", "reais", "R$", "巴西雷亚尔", "雷亚尔"),
    "GBP": ("pound", "pounds", "pound sterling", "sterling", "英镑", "ポンド"),
    "EUR": ("euro", "euros", "欧元", "ユーロ"),
    "SEK": ("Swedish krona", "kronor", "瑞典克朗"),
    "PLN": ("zloty", "złoty", "zł", "兹罗提", "波兰兹罗提"),
    "TRY": ("Turkish lira", "lira", "TL", "里拉", "土耳其里拉"),
    "JPY": ("yen", "Japanese yen", "円", "日元", "日圆", "日本円"),
    "INR": ("rupee", "rupees", "Indian rupee", "Rs", "印度卢比", "卢比"),
    "AUD": ("Australian dollar", "Australian dollars", "A$", "AU$", "澳元", "澳币"),
    "SGD": ("Singapore dollar", "Singapore dollars", "S$", "新加坡元", "新元", "新币"),
    "AED": ("dirham", "dirhams", "UAE dirham", "迪拉姆", "阿联酋迪拉姆"),
    "SAR": ("riyal", "Saudi riyal", "里亚尔", "沙特里亚尔"),
    "EGP": ("Egyptian pound", "Egyptian pounds", "埃及镑"),
    "ZAR": ("rand", "South African rand", "兰特"),
    "CNY": ("RMB", "yuan", "renminbi", "人民币", "元"),
}
_PLACE_OF = {
    fold_header(words): code
    for code, place in MARKETPLACES.items()
    for words in (code, place.name, place.id, place.domain, *_PLACES.get(code, ()))
}
_CURRENCY_OF = {
    (fold_header(words) if "$" not in words else words): code for code, group in _CURRENCIES.items() for words in group
}


_PARTS = re.compile(r"\s*[()（）\[\]|,;:/–—-]\s*")
"""Where one cell says the same twice: `US - United States`, `USD ($)`."""
_SITE_WORDS = re.compile(r"亚马逊|アマゾン|amazon|marketplace|站点|站", re.IGNORECASE)
_DOLLARS = frozenset({"dollar", "dollars"})


@lru_cache(maxsize=1000)
def marketplace_code(words: str) -> str:
    """The code of the marketplace that the words name (`USA`, `Amazon.com`, `美国站`); else the words as they are."""
    text = words.strip()
    key = fold_header(text).removeprefix("https").removeprefix("www").removeprefix("amazon").removesuffix("fba")
    return _PLACE_OF.get(fold_header(text)) or _PLACE_OF.get(key) or _place_of_parts(text) or text


def _place_of_parts(text: str) -> str:
    """The marketplace on which all parts of a cell agree, empty where they do not."""
    parts = [part for part in _PARTS.split(text) if part]
    codes = {
        _PLACE_OF.get(fold_header(part)) or _PLACE_OF.get(fold_header(_SITE_WORDS.sub(" ", part))) or ""
        for part in parts
    }
    return codes.pop() if len(codes) == 1 else ""


def currency_code(words: str, own: str = "") -> str:
    """The ISO code of the currency that the words name (`美元`, `US$`, `USD ($)`); else the words as they are.

    `own` is the currency of the marketplace: it settles a sign such as `$`, `¥` or `kr` that may stand for it.
    """
    text = words.strip()
    possible = possible_currencies(text)
    if len(possible) == 1:
        return next(iter(possible))
    return own if own in possible else text


@lru_cache(maxsize=1000)
def possible_currencies(words: str) -> frozenset[str]:
    """The currencies that the words of a cell may stand for; none for words that name no currency."""
    if whole := _currencies_of(words):
        return whole
    for parts in (_PARTS.split(words), words.split()):
        named = [_currencies_of(part) for part in parts if part.strip()]
        if agreed := frozenset[str]().union(*named).intersection(*named):
            return agreed
    return frozenset()


def _currencies_of(words: str) -> frozenset[str]:
    text = words.strip()
    if known := _CURRENCY_OF.get(text.upper()) or _CURRENCY_OF.get(fold_header(text)):
        return frozenset({known})
    if text.upper() in _ISO:
        return frozenset({text.upper()})
    return currencies_of_sign("$" if fold_header(text) in _DOLLARS else text)


_ISO = frozenset({*CURRENCIES, *_CURRENCIES})
