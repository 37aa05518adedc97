"""Cut Latin words into the syllables of a language, and read Han and Hangul in those same syllables.

A lane is a language in which names are romanised: "m" Mandarin, "c" Cantonese, "k" Korean. A syllable stands for a few
classes; two spellings agree where they share one.
"""

from __future__ import annotations

from functools import lru_cache

from praya.engines.search import hangul
from praya.engines.search.loading import han_readings, spellings, surnames

LANES = ("m", "c", "k")
_TABLES = {"m": "mandarin", "c": "cantonese", "k": "korean"}
_LONGEST_SYLLABLE, _LONGEST_WORD, _WAYS = 6, 24, 2

Syllable = tuple[str, ...]
Sequence = tuple[Syllable, ...]


@lru_cache(maxsize=1 << 15)
def cut(word: str, lane: str) -> tuple[Sequence, ...]:
    """Return the ways to cut a word into syllables of a lane, fewest syllables first; none when it cannot be cut.

    >>> cut("chaowei", "m")[0]
    (('chao',), ('wei',))
    """
    if len(word) > _LONGEST_WORD or not word.isascii():
        return ()
    table = spellings(_TABLES[lane])
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(word) + 1)]
    ways[0] = [()]
    for end in range(1, len(word) + 1):
        found = [
            (*way, word[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            # A vowel alone is a syllable only as a word of its own: else every word could be cut.
            if word[start:end] in table and (end - start > 1 or len(word) == 1)
            for way in ways[start]
        ]
        ways[end] = sorted(found, key=lambda way: (len(way), [-len(one) for one in way]))[:_WAYS]
    # Fewer syllables are likelier; only ways of equally few are kept apart.
    fewest = [way for way in ways[-1] if len(way) == len(ways[-1][0])]
    return tuple(tuple(_classes(one, lane, len(way) == 1) for one in way) for way in fewest)


@lru_cache(maxsize=1 << 14)
def _classes(spelling: str, lane: str, is_alone: bool) -> Syllable:
    """Return the classes of a spelling; alone it may be a family name as Hokkien families and their kin spell it."""
    found = list(spellings(_TABLES[lane])[spelling])
    if is_alone and lane != "k":
        for character in surnames().get(spelling, ""):
            found += read_han(character, lane)[:1]
    return tuple(dict.fromkeys(found))


def family_classes(word: str, lane: str) -> Syllable:
    """Return the classes of a family name that is no spelling of the lane itself, such as Khoo in Mandarin."""
    found = [one for character in surnames().get(word, "") for one in read_han(character, lane)[:1]]
    return tuple(dict.fromkeys(found)) if lane != "k" else ()


def read_han(character: str, lane: str, *, is_first: bool = False) -> Syllable:
    """Return the classes in which a folded Han character is read; none for one without a reading in the lane."""
    mandarin, cantonese, korean = han_readings().get(character, ((), (), ()))
    if lane == "m":
        return mandarin
    if lane == "c":
        return cantonese
    return tuple(dict.fromkeys(one for reading in korean for one in hangul.classes(reading, is_first=is_first)))


def read(text: str, lane: str) -> Sequence:
    """Return the syllables of a run of Han, or in the Korean lane of Hangul, leaving out what has no reading."""
    found = []
    for at, letter in enumerate(text):
        if hangul.FIRST <= ord(letter) <= hangul.LAST:
            classes = hangul.classes(letter, is_first=at == 0) if lane == "k" else ()
        else:
            classes = read_han(letter, lane, is_first=at == 0)
        if classes:
            found.append(classes)
    return tuple(found)
