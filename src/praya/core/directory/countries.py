"""Name countries and regions in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from praya.core.texts.regions import region

# What people at markets write on their stands, shorter than the formal names of the locale data.
_SHORT: Mapping[str, Mapping[str, str]] = {
    "en": {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CG": "Congo (Brazzaville)", "CD": "Congo (Kinshasa)"},
    "zh_Hant": {"HK": "香港", "MO": "澳門"},
    "zh_Hans": {"HK": "香港", "MO": "澳门"},
    "pt": {"HK": "Hong Kong", "MO": "Macau"},
    "ar": {"HK": "هونغ كونغ", "MO": "ماكاو"},
}


def country_names(language: str) -> Mapping[str, str]:
    """Return the names of countries and regions by ISO 3166-1 code in a language, in English where it is unknown.

    Traditional Chinese names them as the reader's region does.

    >>> country_names("en")["HK"], country_names("zh-Hant")["MO"], country_names("pt")["JP"]
    ('Hong Kong', '澳門', 'Japão')
    >>> from praya.core.texts.regions import reading_in
    >>> with reading_in("HK"):
    ...     country_names("zh-hant")["IT"], country_names("zh-hans")["IT"]
    ('意大利', '意大利')
    >>> with reading_in("TW"):
    ...     country_names("zh-hant")["IT"]
    '義大利'
    """
    own = region() if language.lower().replace("_", "-") == "zh-hant" else ""
    return names_in(language, own)


@lru_cache(maxsize=64)
def names_in(language: str, own: str) -> Mapping[str, str]:
    """Return the names in a language as a region (empty: any) words it."""
    try:
        locale = Locale.parse(f"{language}_{own}".strip("_").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    names = {code: name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
    key = "_".join(part for part in (locale.language, locale.script) if part)
    return names | dict(_SHORT.get(key, {}))


def country_name(code: str, language: str) -> str:
    """Return the name of one country or region, or its code when nobody knows it.

    >>> country_name("TW", "en"), country_name("", "en"), country_name("ZZZ", "en")
    ('Taiwan', '', 'ZZZ')
    """
    return country_names(language).get(code, code)


# What people say for a country or region beside its name.
_PHRASES = {
    "HK": ("hongkong", "香港"),
    "MO": ("macau", "macao", "澳門"),
    "TW": ("taiwan", "臺灣", "台灣"),
    "CN": ("mainland china", "中國大陸", "內地"),
    "KR": ("korea", "南韓", "韓國"),
    "GB": ("uk", "great britain", "england"),
    "US": ("usa", "united states", "america", "美國"),
    "AE": ("uae",),
    "CZ": ("czech republic",),
    "TR": ("turkey",),
    "NL": ("holland",),
    "VN": ("viet nam",),
    "MM": ("burma",),
    "NZ": ("紐西蘭", "新西蘭"),
    "AU": ("澳洲",),
}
# Codes of the locale data that are no country: unions, the world, pseudo-accents.
_NONE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@lru_cache(maxsize=1)
def country_phrases() -> tuple[tuple[str, str], ...]:
    """Return what names a country or region in any language of the house: (phrase, code), never a bare code.

    >>> dict(country_phrases())["澳門"], dict(country_phrases())["Tailândia"]
    ('MO', 'TH')
    """
    tables = [*(names_in(language, "") for language in _SHORT), names_in("zh_Hant", "HK")]
    own = [(name, code) for table in tables for code, name in table.items() if code not in _NONE]
    return (*((phrase, code) for code, phrases in _PHRASES.items() for phrase in phrases), *own)
