"""Make keys by which names are listed as their readers look for them, the same on every database.

A key is a string of decimal digits, so that no collation of a database orders it otherwise than by its digits. Each letter is
its class, then where it stands in it. Of Chinese readers Han comes first, by strokes ("strokes") or by pinyin ("pinyin");
everybody else reads Latin first ("latin"), and Han by pinyin after all other scripts. Case, accents and marks never tell
names apart; letters such as ł and ø stand with the letter they are written after.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from praya.engines.search.folding import HAN, HANGUL, KANA, LATIN, bare_letter, script_of
from praya.engines.search.loading import han_order

COLLATIONS = ("latin", "strokes", "pinyin")
LONGEST = 150
# The first digit of a letter; a space is less than all, and what has no place of its own is greater.
_SPACE, _DIGIT = "0", "1"
_LATIN_FIRST = {LATIN: "2", "": "3", KANA: "5", HANGUL: "6", HAN: "7"}
_HAN_FIRST = {HAN: "2", LATIN: "3", "": "4", KANA: "6", HANGUL: "7"}
_UNKNOWN = "99"


def order_key(text: str, collation: str) -> str:
    """Return the key of a name in a collation: at most `LONGEST` digits, nothing for nothing.

    >>> sorted(["Zoe", "de Vries", "Álvaro", "ana", "丁一"], key=lambda name: order_key(name, "latin"))
    ['Álvaro', 'ana', 'de Vries', 'Zoe', '丁一']
    """
    classes = _LATIN_FIRST if collation == "latin" else _HAN_FIRST
    order = "strokes" if collation == "strokes" else "pinyin"
    words = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().split()
    found: list[str] = []
    for word in words:
        written = "".join(_letter(letter, classes, order) for letter in map(bare_letter, word) if letter != " ")
        if written:
            found.append(written)
    return _SPACE.join(found)[:LONGEST]


def _letter(bare: str, classes: dict[str, str], order: str) -> str:
    return "".join(_digits(letter, classes, order) for letter in bare)


def _digits(letter: str, classes: dict[str, str], order: str) -> str:
    script = script_of(letter)
    if letter.isdecimal():
        return f"{_DIGIT}{unicodedata.digit(letter, 0)}"
    if script == LATIN and "a" <= letter <= "z":
        return f"{classes[LATIN]}{ord(letter) - ord('a') + 1:02}"
    if script == HAN:
        return f"{classes[HAN]}{han_order(order).get(letter, f'{_UNKNOWN}{ord(letter):06}')}"
    if not script:
        return ""
    code = ord(_hiragana(letter)) if script == KANA else ord(letter)
    return f"{classes.get(script, classes[''])}{code:06}"


def _hiragana(letter: str) -> str:
    return chr(ord(letter) - 0x60) if "\u30a1" <= letter <= "\u30f6" else letter


@lru_cache(maxsize=8)
def order_letters(collation: str) -> tuple[tuple[str, str, str], ...]:
    """Return what a list can be opened at: (word of an address, label, beginning of the keys).

    A label is a Latin letter, a number of strokes, or one letter of a script that has a place of its own.

    >>> order_letters("latin")[:2], order_letters("strokes")[4]
    ((('digits', '0–9', '1'), ('a', 'A', '201')), ('4', '4', '204'))
    """
    classes = _LATIN_FIRST if collation == "latin" else _HAN_FIRST
    alphabet = [(chr(97 + at), chr(65 + at), f"{classes[LATIN]}{at + 1:02}") for at in range(26)]
    digits = [("digits", "0–9", _DIGIT)]
    others = [("other", "Ω…", classes[""]), ("kana", "かな", classes[KANA]), ("hangul", "한글", classes[HANGUL])]
    if collation == "latin":
        return (*digits, *alphabet, *others, ("han", "漢字", classes[HAN]))
    if collation == "strokes":
        han = [(str(number), str(number), f"{classes[HAN]}{number:02}") for number in range(1, 31)]
    else:
        letters = [at for at in range(26) if chr(97 + at) not in "iuv"]
        han = [(f"py-{chr(97 + at)}", chr(65 + at), f"{classes[HAN]}{at + 1:02}") for at in letters]
    return (*digits, *han, ("latin", "A–Z", classes[LATIN]), *others)
