"""Write other alphabets in Latin letters: Thai, Arabic and Greek by own tables, the rest by anyascii.

The aim is a likeness to what people type, not a standard: finals as they sound, silent letters left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from praya.engines.search.loading import letters

_GREEK, _ARABIC = letters("greek"), letters("arabic")
_GREEK_PAIRS = {pair: latin for pair, latin in _GREEK.items() if len(pair) == 2}
_ARABIC_GLIDES = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i"), "ى": ("a", "a")}
_CONSONANT = "((?>kh|gh|sh|th|dh|zh|ch|[b-df-hj-np-tv-z]))"
_ARABIC_BEGINNING = re.compile(f"^{_CONSONANT}{_CONSONANT}")
_ARABIC_END = re.compile(f"{_CONSONANT}{_CONSONANT}$")
_THAI_FIRST, _THAI_LAST = letters("thai_first"), letters("thai_last")
_THAI_BEFORE = {"เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai"}
_THAI_AFTER = {"ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u", "ๅ": "a"}
# What may follow a consonant that stands after its "e", how both sound, and how many letters of it are the vowel's.
_THAI_E = (("าะ", "o", 2), ("า", "ao", 1), ("ะ", "e", 1), ("ี", "ia", 2), ("ื", "uea", 2), ("ิ", "oe", 1))
_THAI_MARKS = "็่้๊๋ํ๎ฺ"
_THAI_SILENT, _CLUSTERS = letters("thai_silent"), letters("thai_cluster")


def romanise(word: str) -> str:
    """Return a word of any alphabet in lower-case Latin letters.

    >>> romanise("αγγελοπουλος"), romanise("эизенштеин"), romanise("يوسف")
    ('angelopoulos', 'eizenshtein', 'yusaf')
    """
    code = ord(word[0])
    if 0x0E00 <= code <= 0x0E7F:
        return thai(word)
    if 0x0600 <= code <= 0x06FF:
        return arabic(word)
    if 0x0370 <= code <= 0x03FF:
        return greek(word)
    return _otherwise(word)


@lru_cache(maxsize=4096)
def _otherwise(word: str) -> str:
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]", "", anyascii(word).lower())


def greek(word: str) -> str:
    """Return modern Greek as it is usually spelled abroad."""
    for pair, latin in _GREEK_PAIRS.items():
        word = word.replace(pair, latin)
    return "".join(_GREEK.get(letter, letter if letter.isascii() else "") for letter in word)


def arabic(word: str) -> str:
    """Return Arabic, Persian or Urdu consonants and long vowels, without the article."""
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    found = ""
    for at, letter in enumerate(word):
        if letter in _ARABIC_GLIDES:
            is_vowel = at > 0 and (at + 1 == len(word) or word[at + 1] not in "اويى")
            found += _ARABIC_GLIDES[letter][is_vowel and not found.endswith(("a", "u", "i"))]
        else:
            found += _ARABIC.get(letter, letter if letter.isascii() else "")
    # Short vowels are not written: one stands between the first two consonants and between the last two.
    return _ARABIC_END.sub(r"\1a\2", _ARABIC_BEGINNING.sub(r"\1a\2", found))


def thai(word: str) -> str:
    """Return Thai roughly as the royal system writes it, finals as they sound; vowels that are not written are guessed."""
    # Folding takes the sign for "am" apart; the letter for "ri" holds its vowel.
    word = word.replace("ํา", "ำ").replace("ฤ", "ริ")
    word = re.sub(f"[{_THAI_MARKS}]", "", re.sub("[ก-ฮ][ิุ]?์", "", word))
    for written, spoken in _THAI_SILENT.items():
        word = word.replace(written, spoken)
    found, at = "", 0
    while at < len(word):
        piece, at = _thai_syllable(word, at)
        found += piece
    return found


def _thai_syllable(word: str, at: int) -> tuple[str, int]:
    """Return one syllable from `at` on, and where the next begins."""
    vowel = _THAI_BEFORE.get(word[at], "")
    at += bool(vowel)
    if at >= len(word) or word[at] not in _THAI_FIRST:
        return vowel + (word[at] if at < len(word) and word[at].isascii() else ""), at + 1
    onset, at = _thai_onset(word, at)
    if not vowel and word[at : at + 2] == "รร":
        coda, at = _thai_coda(word, at + 2)
        return onset + "a" + (coda or "n"), at
    vowel, at = _thai_vowel(word, at, vowel)
    # A word that is still being typed may end where a vowel's last letter is due.
    if vowel == "am" or word[at - 1 : at] == "ะ":
        return onset + vowel, at
    coda, at = _thai_coda(word, at)
    return onset + (vowel or ("o" if coda else "a")) + coda, at


def _thai_vowel(word: str, at: int, before: str) -> tuple[str, int]:
    """Return the vowel of which a part may stand before its consonant and a part from `at` on, and where what follows begins."""
    after = word[at] if at < len(word) else ""
    if before == "e":
        return next(((said, at + length) for written, said, length in _THAI_E if word.startswith(written, at)), ("e", at))
    if before:
        return before, at + (after in {"า", "ะ"})
    if after in _THAI_AFTER:
        return _THAI_AFTER[after], at + 1
    if after == "ว" and word[at + 1 : at + 2] in _THAI_LAST and not _begins(word, at + 1):
        return "ua", at + 1
    return "", at


def _thai_onset(word: str, at: int) -> tuple[str, int]:
    pair = word[at : at + 2]
    following = word[at + 2 : at + 3]
    if pair == "ทร":
        return "s", at + 2
    if pair in _CLUSTERS and following and (following in _THAI_AFTER or at + 3 == len(word)):
        first = _THAI_FIRST[pair[0]]
        return (first if pair in {"สร", "ศร"} else first + _THAI_FIRST[pair[1]]), at + 2
    if pair[:1] == "ห" and pair[1:] in {"ง", "ญ", "น", "ม", "ย", "ร", "ล", "ว"} and following in _THAI_AFTER:
        return _THAI_FIRST[pair[1]], at + 2
    return _THAI_FIRST[word[at]].replace("ʔ", ""), at + 1


def _thai_coda(word: str, at: int) -> tuple[str, int]:
    """Take a consonant as the end of the syllable when no vowel of its own follows."""
    if at >= len(word) or word[at] not in _THAI_LAST or _begins(word, at):
        return "", at
    return _THAI_LAST[word[at]].replace("-", ""), at + 1


def _begins(word: str, at: int) -> bool:
    """Tell whether the consonant at `at` begins a syllable: a vowel follows, or one consonant that ends the word."""
    following = word[at + 1 : at + 2]
    return following != "" and (following in _THAI_AFTER or (following in _THAI_LAST and at + 2 == len(word)))
