"""Name countries and regions in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# What people at markets write on their stands, shorter than the formal names of the locale data.
_SHORT: Mapping[str, Mapping[str, str]] = {
    "en": {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CG": "Congo (Brazzaville)", "CD": "Congo (Kinshasa)"},
    "zh_Hant": {"HK": "香港", "MO": "澳門"},
    "zh_Hans": {"HK": "香港", "MO": "澳门"},
    "pt": {"HK": "Hong Kong", "MO": "Macau"},
    "ar": {"HK": "هونغ كونغ", "MO": "ماكاو"},
}


@lru_cache(maxsize=64)
def country_names(language: str) -> Mapping[str, str]:
    """Return the names of countries and regions by ISO 3166-1 code in a language, in English where it is unknown.

    >>> country_names("en")["HK"], country_names("zh-Hant")["MO"], country_names("pt")["JP"]
    ('Hong Kong', '澳門', 'Japão')
    """
    try:
        locale = Locale.parse(language.replace("-", "_"))
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
