"""Write kana in Latin letters, as Hepburn does, long vowels doubled."""

from __future__ import annotations

import re

_ROWS = {
    "アカサタナハマヤラワガザダバパ": "a",
    "イキシチニヒミヰリヰギジヂビピ": "i",
    "ウクスツヌフムユルヴグズヅブプ": "u",
    "エケセテネヘメヱレヱゲゼデベペ": "e",
    "オコソトノホモヨロヲゴゾドボポ": "o",
}
_CONSONANTS = ("", "k", "s", "t", "n", "h", "m", "y", "r", "w", "g", "z", "d", "b", "p")
_IRREGULAR = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヲ": "o", "ヰ": "i", "ヱ": "e",
    "ヴ": "vu", "ン": "n",
}  # fmt: skip  # a table of letters, several to the line
_PLAIN = {
    kana: consonant + vowel for row, vowel in _ROWS.items() for kana, consonant in zip(row, _CONSONANTS, strict=True)
} | _IRREGULAR
_GLIDES = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "a"}


def katakana(text: str) -> str:
    """Return hiragana as katakana; other letters stay.

    >>> katakana("ひろかず")
    'ヒロカズ'
    """
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in text)


def hiragana(text: str) -> str:
    """Return katakana as hiragana; other letters stay."""
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)


def romanise(text: str) -> str:
    """Return kana in Latin letters; what is no kana gives nothing.

    >>> romanise("ショウヘイ"), romanise("はっとり"), romanise("ドライブ"), romanise("タルコフスキー")
    ('shouhei', 'hattori', 'doraibu', 'tarukofusukii')
    >>> romanise("ウォン・カーウァイ"), romanise("ファン"), romanise("ティ")
    ('wonkaawai', 'fan', 'ti')
    """
    found = ""
    for letter in katakana(text):
        if letter in _GLIDES and found.endswith("i"):
            stem = found[:-1]
            found = stem + (_GLIDES[letter][1:] if stem.endswith(("sh", "ch", "j")) else _GLIDES[letter])
        elif letter in _SMALL:
            found = _glided(found) + _SMALL[letter]
        elif letter in "ッー":
            found += "ッ" if letter == "ッ" else found[-1:]
        else:
            found += _PLAIN.get(letter, "")
    return re.sub(r"ッ(.)", r"\1\1", found).replace("ッ", "")


def _glided(found: str) -> str:
    """Return what stands before a small vowel without its own: a lone u becomes w, a lone i becomes y."""
    stem, before = found[:-1], found[-2:-1]
    return stem if before and before not in "aeioun" else stem + {"u": "w", "i": "y"}.get(found[-1:], "")
