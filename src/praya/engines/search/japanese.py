"""Read kanji as Japanese names and titles are read: names from lists, words by the longest that fits, then single characters."""

from __future__ import annotations

from functools import lru_cache

from praya.engines.search.folding import KANA, script_of
from praya.engines.search.kana import hiragana, romanise
from praya.engines.search.loading import japanese_forms, kanji_readings

_LONGEST = 4
_MOST_NAMES = 7
_NUMERALS = "一二三四五六七八九十百千"


@lru_cache(maxsize=8192)
def readings(text: str) -> tuple[str, ...]:
    """Return Latin words that a folded run of kanji and kana may be read as; none when it is too long for a title.

    >>> readings("新海誠")[:3]
    ('shinkai', 'niinomi', 'akira')
    """
    text = hiragana(text)
    if len(text) > 24 or not any(script_of(letter) != KANA for letter in text):
        return ()
    return tuple(dict.fromkeys((*_as_name(text), *_as_words(text))))


def _as_name(text: str) -> list[str]:
    """Return family and given names in all the ways both are known to be read, families of two characters first."""
    forms = japanese_forms()
    found: list[str] = []
    for length in (2, 1, 3):
        family, given = forms.get(f"f{text[:length]}"), forms.get(f"g{text[length:]}")
        if family and given:
            found += [*family[:3], *given[:3]]
        elif family and length < len(text) and all(script_of(letter) == KANA for letter in text[length:]):
            found += [*family[:3], romanise(text[length:])]
        elif family and length >= 2 and length < len(text) <= length + 3:
            found += [*family[:3], *_composed(text[length:])]
    if not found and (alone := forms.get(f"f{text}") or forms.get(f"g{text}")):
        found += alone[:2]
    return list(dict.fromkeys(found))[:_MOST_NAMES]


def _composed(given: str) -> list[str]:
    """Return ways to read a given name that no list has: its first character and the rest, known or composed in turn."""
    forms = japanese_forms()
    known = forms.get(f"g{given}")
    if known:
        return list(known[:2])
    heads = list(kanji_readings().get(given[0], ((), (), ()))[2][:2])
    tails = _composed(given[1:])[:2] if len(given) > 1 else [""]
    return [head + tail for head in heads for tail in tails]


def _as_words(text: str) -> list[str]:
    """Return the words of a title, and the whole of it joined."""
    forms = japanese_forms()
    found: list[str] = []
    at = 0
    while at < len(text):
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            known = forms.get(f"w{text[at : at + length]}")
            if known:
                found.append(known[0])
                at += length
                break
        else:
            length = _kana_length(text, at)
            found.append(romanise(text[at : at + length]) if length else _one(text, at))
            at += max(1, length)
    words = [word for word in found if word]
    joined = ["".join(words)] if 1 < len(words) <= 8 else []
    # Between Han alone nobody knows where words end, nor whether it is Japanese at all.
    return joined or words if all(script_of(letter) != KANA for letter in text) else [*words, *joined]


def _kana_length(text: str, at: int) -> int:
    end = at
    while end < len(text) and script_of(text[end]) == KANA:
        end += 1
    return end - at


def _one(text: str, at: int) -> str:
    """Return how one character is read: beside kana in the Japanese way, between others in the Chinese way."""
    chinese, native, _names = kanji_readings().get(text[at], ((), (), ()))
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "人" and before in _NUMERALS and before:
        return "nin"
    following = romanise(text[at + 1 : at + 3])
    for reading in native:
        for length in range(min(len(reading) - 1, len(following)), 1, -1):
            if reading.endswith(following[:length]):
                return reading[:-length]
    stands_alone = all(not other or script_of(other) == KANA for other in (before, after)) and len(text) > 1
    known = [*native, *chinese] if stands_alone else [*chinese, *native]
    return known[0] if known else ""
