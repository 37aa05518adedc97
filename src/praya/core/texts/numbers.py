"""Write numbers with the marks of the reader's language: thousands, decimals and signs."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from django.utils.translation import get_language


def number_text(value: float, places: int = 0, language: str | None = None) -> str:
    """Return a number in a language, by default the reader's, with digits of Western form in every one.

    >>> [number_text(9403, 0, tag) for tag in ("en", "pt", "zh-hant", "ar")], number_text(12.5, 1, "pt")
    (['9,403', '9.403', '9,403', '9,403'], '12,5')
    """
    return format_decimal(value, _pattern(places), locale=_locale(language or get_language() or "en"))


def share_text(share: float | None, language: str | None = None) -> str:
    """Return a share of a hundred, or a dash where there is nothing of which it would be one.

    >>> share_text(62.5, "en"), share_text(None, "en")
    ('62.5 %', '–')
    """
    return "–" if share is None else f"{number_text(share, 1, language)} %"


def signed_text(value: float | None, places: int = 0, language: str | None = None) -> str:
    """Return a difference with its sign; a dash where there is nothing to compare.

    >>> signed_text(1204, language="en"), signed_text(-3, language="en"), signed_text(0, language="en"), signed_text(None)
    ('+1,204', '−3', '±0', '–')
    """
    if value is None:
        return "–"
    rounded = round(value, places)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return sign + number_text(abs(rounded), places, language)


def _pattern(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
