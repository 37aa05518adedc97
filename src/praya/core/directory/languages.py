"""Name languages in the reader's language, and find them by name or BCP 47 tag."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from praya.core.texts.editing import canonical
from praya.core.texts.joining import joined, with_note
from praya.core.texts.regions import region

# What works at markets are made in, dubbed into and subtitled in; anything else is typed as a tag.
TRADE_LANGUAGES = (
    "yue", "cmn", "zh", "zh-Hant", "zh-Hans", "nan", "hak", "wuu", "en", "pt", "fr", "es", "de", "it", "nl", "ja", "ko", "th",
    "vi", "id", "ms", "fil", "km", "lo", "my", "mn", "bo", "ug", "hi", "bn", "ta", "te", "ml", "kn", "mr", "pa", "ur", "ne", "si",
    "ar", "fa", "he", "tr", "kk", "ru", "uk", "pl", "cs", "sk", "hu", "ro", "bg", "sr", "hr", "sl", "el", "sv", "nb", "da", "fi",
    "is", "et", "lv", "lt", "ga", "cy", "eu", "ca", "gl", "ka", "hy", "az", "am", "sw", "zu", "yo", "ha", "af", "mi", "haw", "iu",
)  # fmt: skip  # a list of codes, region by region
# The locale data files Mandarin under Chinese; credits and versions tell them apart.
_FURTHER: Mapping[str, Mapping[str, str]] = {
    "en": {"cmn": "Mandarin"},
    "zh_Hant": {"cmn": "普通話"},
    "zh_Hans": {"cmn": "普通话"},
    "pt": {"cmn": "mandarim"},
    "ar": {"cmn": "الماندرين"},
}


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _place(language: str) -> str:
    """Return the region by which Traditional Chinese names languages: the reader's, as with countries."""
    return region() if language.lower().replace("_", "-") == "zh-hant" else ""


@lru_cache(maxsize=64)
def names_of(language: str, place: str = "") -> Mapping[str, str]:
    """Return the names of all languages known, by the keys of the locale data (zh_Hant), as a region (empty: any) words them."""
    locale = _locale(f"{language}_{place}".strip("_"))
    key = "_".join(part for part in (locale.language, locale.script) if part)
    own = {str(tag): str(name) for tag, name in locale.languages.items()}
    return {**own, **_FURTHER["en"], **_FURTHER.get(key, {})}


def language_name(tag: str, language: str) -> str:
    """Return the name of a language in another one, or its tag when nobody knows it.

    >>> language_name("yue", "en"), language_name("zh-Hant", "en"), language_name("ar", "pt"), language_name("zh-Latn", "en")
    ('Cantonese', 'Traditional Chinese', 'árabe', 'Chinese (Latin)')
    >>> from praya.core.texts.regions import reading_in
    >>> with reading_in("HK"):
    ...     language_name("it", "zh-hant")
    '意大利文'
    >>> with reading_in("TW"):
    ...     language_name("it", "zh-hant")
    '義大利文'
    """
    return _name_in(tag, language, _place(language))


@lru_cache(maxsize=4096)
def _name_in(tag: str, language: str, place: str) -> str:
    names = names_of(language, place)
    known = names.get(tag.replace("-", "_")) or names.get(tag.split("-", maxsplit=1)[0])
    if known is None or tag in {"", "und"}:
        return "" if tag == "und" else tag
    scripts = _locale(language).scripts
    further = [] if tag.replace("-", "_") in names else tag.split("-")[1:]
    return with_note(str(known), joined((scripts.get(part, part) for part in further), language), language)


def trade_languages(language: str) -> Mapping[str, str]:
    """Return the languages of the trade by tag with their names in the reader's language."""
    return _trade_in(language, _place(language))


@lru_cache(maxsize=64)
def _trade_in(language: str, place: str) -> Mapping[str, str]:
    return {tag: _name_in(tag, language, place) for tag in TRADE_LANGUAGES}


@lru_cache(maxsize=16)
def _tags(language: str) -> Mapping[str, str]:
    """Return the tags by every name of their languages, as any region words it."""
    found: dict[str, str] = {}
    for place in ("HK", "") if language.lower().replace("_", "-") == "zh-hant" else ("",):
        found |= {name.casefold(): tag.replace("_", "-") for tag, name in names_of(language, place).items()}
        found |= {name.casefold(): tag for tag, name in _trade_in(language, place).items()}
    return found


def language_tag(text: str, language: str) -> str:
    """Return the tag for a language's name in the reader's language or in English; a tag in its usual form; else the text.

    >>> language_tag("Cantonese", "zh-Hant"), language_tag("粵語", "zh-Hant"), language_tag("ZH-hant", "en")
    ('yue', 'yue', 'zh-Hant')
    """
    word = text.strip()
    found = _tags(language).get(word.casefold()) or _tags("en").get(word.casefold())
    if found:
        return found
    return usual_tag(word) or word


@lru_cache(maxsize=4096)
def usual_tag(tag: str) -> str:
    """Return a BCP 47 tag in its usual form, the shortest code of the language first; nothing when it names no language.

    >>> usual_tag("ZH-hant-hk"), usual_tag("pt_br"), usual_tag("eng"), usual_tag("iw"), usual_tag("Klingonese")
    ('zh-Hant-HK', 'pt-BR', 'en', 'he', '')
    """
    first, *rest = re.split("[-_]", tag.strip())
    first = first.lower()
    if first not in names_of("en"):
        try:
            first = Locale.parse(first).language
        except (UnknownLocaleError, ValueError):
            return ""
    if first == "root":  # where the locale data begins; no language
        return ""
    return canonical("-".join([first, *rest]))
