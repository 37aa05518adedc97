"""Take syllables of Hangul apart, into classes in which plain, aspirated and tense consonants are one."""

from __future__ import annotations

from functools import lru_cache

from praya.engines.search.loading import letters

FIRST, LAST = 0xAC00, 0xD7A3
# In the order of their numbers, as Unicode counts them; no coda is the first of the codas.
_ONSETS, _VOWELS, _CODAS, _ROMAN_ONSETS, _ROMAN_VOWELS = (
    tuple(letters(kind).values()) for kind in ("hangul_onset", "hangul_vowel", "hangul_coda", "roman_onset", "roman_vowel")
)


def parts(syllable: str) -> tuple[str, str, str]:
    """Return onset, vowel and coda of a syllable's class.

    >>> parts("봉")
    ('p', 'o', 'ng')
    """
    number = ord(syllable) - FIRST
    return _ONSETS[number // 588], _VOWELS[number % 588 // 28], _CODAS[number % 28]


@lru_cache(maxsize=16384)
def classes(syllable: str, *, is_first: bool = False) -> tuple[str, ...]:
    """Return the classes of a syllable; at the head of a word r and n may be silent or change places.

    >>> classes("량", is_first=True)
    ('ryang', 'yang')
    """
    onset, vowel, coda = parts(syllable)
    found = [onset + vowel + coda]
    if is_first and onset in {"r", "n"} and vowel[0] in "yi":
        found.append(vowel + coda)
    elif is_first and onset == "r":
        found.append("n" + vowel + coda)
    return tuple(found)


def romanise(text: str) -> str:
    """Return Hangul in Latin letters, syllable by syllable.

    >>> romanise("기생충")
    'gisaengchung'
    """
    return "".join(map(_romanised, text)).replace("lr", "ll")


@lru_cache(maxsize=16384)
def _romanised(syllable: str) -> str:
    number = ord(syllable) - FIRST
    if not 0 <= number <= LAST - FIRST:
        return ""
    return _ROMAN_ONSETS[number // 588] + _ROMAN_VOWELS[number % 588 // 28] + _CODAS[number % 28]
