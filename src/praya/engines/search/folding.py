"""Fold text: one form for every width, case, mark, apostrophe and hyphen, and runs of one script each.

Nothing here raises: control characters, unassigned code points, lone surrogates and overrides of direction fall out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from praya.engines.search.loading import han_fold

HAN, KANA, HANGUL, THAI, LATIN, OTHER = "han", "kana", "hangul", "thai", "latin", "other"
LONGEST = 200

_APOSTROPHES = "'’‘ʼʻʹ`´′＇ʽʾʿ"
_SPECIAL = {
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "ng", "ĸ": "k", "ŧ": "t",
    "ǝ": "e", "ə": "a", "ɛ": "e", "ɔ": "o", "ƴ": "y", "ɓ": "b", "ɗ": "d", "ƙ": "k",
}  # fmt: skip  # a table of letters, several to the line
_RANGES = (
    (0x0300, 0x036F, ""), (0x0E00, 0x0E7F, THAI), (0x1100, 0x11FF, HANGUL), (0x2E80, 0x2FDF, HAN), (0x3005, 0x3007, HAN),
    (0x3041, 0x30FF, KANA), (0x3130, 0x318F, HANGUL), (0x31F0, 0x31FF, KANA), (0x3400, 0x9FFF, HAN), (0xAC00, 0xD7A3, HANGUL),
    (0xF900, 0xFAFF, HAN), (0x20000, 0x3FFFF, HAN),
)  # fmt: skip  # a table of ranges, several to the line
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?:[.\s]|$))")
_AND = re.compile(r"(?<![^\W_])([^\W\d_])\s?&\s?([^\W\d_])(?![^\W_])")
_FRACTION = re.compile("([¼-¾⅐-⅞])")
# Marks that carry vowels or tell letters apart stay; those that are only added to a letter go.
_KEEPING = (THAI, KANA, HANGUL)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold letters of one script that stand together, folded."""

    script: str
    text: str


@lru_cache(maxsize=8192)
def script_of(letter: str) -> str:
    """Return the script of a letter or digit; nothing for what separates."""
    code = ord(letter)
    if code < 0x250:
        return LATIN if letter.isalnum() else ""
    for first, last, script in _RANGES:
        if first <= code <= last:
            return script if unicodedata.category(letter)[0] in "LMN" or letter in "ー々〇" else ""
    if 0x1E00 <= code <= 0x1EFF:
        return LATIN
    return OTHER if unicodedata.category(letter)[0] in "LMN" else ""


@lru_cache(maxsize=16384)
def bare_letter(letter: str) -> str:
    """Return a letter without its marks; what may not stand in a text gives a space, what is not seen gives nothing."""
    category = unicodedata.category(letter)
    if (
        category in {"Cf", "Cs"}
        or letter in _APOSTROPHES
        or (category == "Mn" and (0x300 <= ord(letter) < 0x370 or _is_arabic(letter)))
    ):
        return ""
    if category[0] in "CZ":
        return " "
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if script_of(letter) in _KEEPING:
        return letter
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if unicodedata.category(part) != "Mn")
    return bare or letter


def _is_arabic(letter: str) -> bool:
    return 0x0600 <= ord(letter) <= 0x06FF or letter == "ـ"


def fold(text: str) -> str:
    """Return a text in the one form in which texts are compared; at most `LONGEST` characters of it are read.

    >>> fold("ＮＧ See-Yuen"), fold("N.G. See Yuen"), fold("Kieślowski"), fold("8½"), fold("CJ E&M")
    ('ng see yuen', 'ng see yuen', 'kieslowski', '8 1 2', 'cj enm')
    """
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text[:LONGEST].lower().split())
    wide = unicodedata.normalize("NFKC", _FRACTION.sub(r" \1", text[:LONGEST]))[:LONGEST]
    wide = _AND.sub(r"\1n\2", _INITIALS.sub(r"\1", wide))
    plain = "".join(map(bare_letter, wide.casefold())).translate(han_fold())
    spaced = "".join(letter if script_of(letter) else " " for letter in plain)
    return " ".join(spaced.split())


def runs(folded: str) -> list[Run]:
    """Cut a folded text into runs; Han and kana that touch stay together when kana stand among them.

    >>> [run.text for run in runs("tony 梁朝偉")]
    ['tony', '梁朝偉']
    """
    found: list[Run] = []
    for word in folded.split():
        start = 0
        for at in range(1, len(word) + 1):
            if at == len(word) or _parts(word[at - 1], word[at]):
                found.append(Run(_script(word[start:at]), word[start:at]))
                start = at
    return found


def _parts(one: str, other: str) -> bool:
    """Tell whether a run ends between two letters."""
    first, second = script_of(one), script_of(other)
    return first != second and {first, second} != {HAN, KANA}


def _script(word: str) -> str:
    scripts = {script_of(letter) for letter in word}
    return KANA if scripts == {KANA} else HAN if HAN in scripts else scripts.pop()
