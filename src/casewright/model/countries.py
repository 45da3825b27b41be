"""What the languages of Seller Central call marketplaces: the words of its header and its account chooser."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from casewright.model.marketplaces import MARKETPLACES

#: Names beside the English one: German, French, Spanish, Italian, Portuguese, Japanese, Chinese, where they differ, and
#: short forms. Source: the Unicode CLDR's names of territories, and short forms that sellers see.
_ALSO = {
    "US": "USA|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|アメリカ|アメリカ合衆国|米国|美国",
    "CA": "Kanada|Canadá|カナダ|加拿大",
    "MX": "Mexiko|Mexique|México|Messico|メキシコ|墨西哥",
    "BR": "Brasilien|Brésil|Brasil|Brasile|ブラジル|巴西",
    "UK": "UK|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|イギリス|英国",
    "DE": "Deutschland|Allemagne|Alemania|Germania|Alemanha|ドイツ|德国",
    "FR": "Frankreich|Francia|França|フランス|法国",
    "IT": "Italien|Italie|Italia|Itália|イタリア|意大利",
    "ES": "Spanien|Espagne|España|Spagna|Espanha|スペイン|西班牙",
    "NL": "Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Países Baixos|Holanda|Nederland|オランダ|荷兰",
    "SE": "Schweden|Suède|Suecia|Svezia|Suécia|Sverige|スウェーデン|瑞典",
    "PL": "Polen|Pologne|Polonia|Polônia|Polska|ポーランド|波兰",
    "BE": "Belgien|Belgique|Bélgica|Belgio|België|ベルギー|比利时",
    "IE": "Irland|Irlande|Irlanda|アイルランド|爱尔兰",
    "JP": "Japon|Japón|Giappone|Japão|日本",
    "IN": "Indien|Inde|Índia|インド|印度",
    "TR": "Turkey|Türkei|Turquie|Turquía|Turchia|Turquia|トルコ|土耳其",
    "EG": "Ägypten|Égypte|Egipto|Egitto|Egito|エジプト|埃及",
    "SA": "Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Arábia Saudita|サウジアラビア|沙特阿拉伯",
    "AE": "UAE|U.A.E.|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti"
    "|Emirados Árabes Unidos|アラブ首長国連邦|阿联酋|阿拉伯联合酋长国",
    "ZA": "Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|África do Sul|南アフリカ|南非",
    "SG": "Singapur|Singapour|Singapura|シンガポール|新加坡",
    "AU": "Australien|Australie|Austrália|オーストラリア|澳大利亚",
}


def country_of(name: str) -> str | None:
    """The code of the marketplace with this name, in any of the languages; None for words that name none.

    >>> country_of("Vereinigte Staaten")
    'US'
    """
    return _codes().get(_key(name))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {_key(name): code for code, place in MARKETPLACES.items() for name in (place.name, *_ALSO[code].split("|"))}


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()
