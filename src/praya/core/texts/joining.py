"""Set words apart by the marks of a language: one function for every list that people read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

# CLDR, listPattern of Chinese and Japanese; Arabic, Persian and Urdu set words apart by their own comma.
_IDEOGRAPHIC, _ARABIC, _LATIN = "、", "، ", ", "
_WIDE = frozenset("。！？；：，、」』）】》")
_BY_LANGUAGE = {"zh": _IDEOGRAPHIC, "ja": _IDEOGRAPHIC, "yue": _IDEOGRAPHIC, "ar": _ARABIC, "fa": _ARABIC, "ur": _ARABIC}


def comma_of(language: str | None = None) -> str:
    """Return what stands between the words of a list in a language, by default the reader's.

    >>> [comma_of(tag) for tag in ("en", "pt", "zh-hant", "ja", "ar")]
    [', ', ', ', '、', '、', '، ']
    """
    tag = (language or get_language() or "en").lower().replace("_", "-")
    return _BY_LANGUAGE.get(tag.split("-")[0], _LATIN)


def joined(words: Iterable[Any], language: str | None = None) -> str:
    """Return words as a list that people read, in a language, by default the reader's; empty ones are left out.

    >>> joined(["中國", "香港"], "zh-hant"), joined(["China", "", "Hong Kong"], "en")
    ('中國、香港', 'China, Hong Kong')
    """
    return comma_of(language).join(text for word in words if (text := str(word)))


def joined_clauses(clauses: Iterable[Any], language: str | None = None) -> str:
    """Return clauses that may hold commas of their own, set apart by the semicolon of a language, by default the reader's.

    >>> joined_clauses(["洽談桌已滿", "無人"], "zh-hant"), joined_clauses(["no table", "", "nobody"], "en")
    ('洽談桌已滿；無人', 'no table; nobody')
    """
    mark = {_IDEOGRAPHIC: "；", _ARABIC: "؛ "}.get(comma_of(language), "; ")
    return mark.join(text for clause in clauses if (text := str(clause)))


def joined_sentences(sentences: Iterable[Any]) -> str:
    """Return whole sentences one after another; a mark as wide as a sign brings the space behind it with it.

    >>> joined_sentences(["請再試一次。", "", "沒有變更。"]), joined_sentences(["Try again.", "Nothing changed."])
    ('請再試一次。沒有變更。', 'Try again. Nothing changed.')
    >>> joined_sentences(["Ada, Bo …", "Try again."])
    'Ada, Bo … Try again.'
    """
    found = ""
    for text in filter(None, map(str, sentences)):
        found += text if not found or found[-1] in _WIDE else f" {text}"
    return found


def is_ideographic(language: str | None = None) -> bool:
    """Tell whether a language, by default the reader's, is written with marks as wide as its signs."""
    return comma_of(language) == _IDEOGRAPHIC


def gap(language: str | None = None) -> str:
    """Return the space behind a sentence or a colon, where the marks of a language do not bring it with them.

    >>> gap("en"), gap("zh-hant")
    (' ', '')
    """
    return "" if is_ideographic(language) else " "


def with_note(text: str, note: str, language: str | None = None) -> str:
    """Return a text with a note in the brackets of a language; the text alone without one.

    >>> with_note("資金", "中國、香港", "zh-hant"), with_note("Finance", "China", "en"), with_note("Finance", "", "en")
    ('資金（中國、香港）', 'Finance (China)', 'Finance')
    """
    if not note:
        return text
    return f"{text}（{note}）" if is_ideographic(language) else f"{text} ({note})"


def timed(day: str, time: str, language: str | None = None) -> str:
    """Return a day with the time of it, set apart as a language does.

    >>> timed("3月16日星期二", "09:00", "zh-hant"), timed("Tuesday 16 March", "09:00", "en")
    ('3月16日星期二 09:00', 'Tuesday 16 March, 09:00')
    """
    return f"{day} {time}" if is_ideographic(language) else joined([day, time], language)


def quoted(text: str, language: str | None = None) -> str:
    """Return what somebody wrote between the quotation marks of a language, by default the reader's.

    >>> [quoted("洽談", tag) for tag in ("zh-hant", "zh-hans", "en", "ar")]
    ['「洽談」', '“洽談”', '“洽談”', '“洽談”']
    """
    tag = (language or get_language() or "en").lower().replace("_", "-")
    return f"「{text}」" if tag.startswith(("zh-hant", "ja", "yue")) else f"“{text}”"


def labelled(label: str, text: str, language: str | None = None) -> str:
    """Return a label with what it stands for, set apart as a language does.

    >>> labelled("類型", "劇情", "zh-hant"), labelled("Genre", "drama", "en")
    ('類型：劇情', 'Genre: drama')
    """
    return f"{label}：{text}" if is_ideographic(language) else f"{label}: {text}"
