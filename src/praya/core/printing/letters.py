"""Keep a document printable: what no font draws prints a stand-in and is named once in the log, and nothing stops.

A letter with its marks, an emoji with what is joined to it, or a flag is one unit; a unit that cannot be drawn becomes one
stand-in. Marks that reverse the direction of whatever follows them are left out: a name must not turn the line around.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from praya.core.printing.charmaps import charmap_of_ranges
from praya.core.printing.fonts import charmaps

log = logging.getLogger(__name__)
# The replacement character: readers of text find it in the PDF as what it is.
STAND_IN = "\N{REPLACEMENT CHARACTER}"
_JOINER = 0x200D
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_TURNING = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# Default_Ignorable_Code_Point in the Unicode Character Database: drawn as nothing when a font does not have them.
_UNSEEN_RANGES = """
    00AD-00AD 034F-034F 061C-061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164-3164 FE00-FE0F FEFF-FEFF
    FFA0-FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF
"""
_UNSEEN = charmap_of_ranges((int(ends.split("-")[0], 16), int(ends.split("-")[1], 16)) for ends in _UNSEEN_RANGES.split())
_CONTROLS = frozenset({"Cc", "Zl", "Zp"})  # ends of lines and the like: nothing joins them
_OGHAM_SPACE = 0x1680  # the only space with a stroke of ink

_named: set[str] = set()
_plain: set[str] = set()


def is_drawable(text: str) -> bool:
    """Tell whether every letter of a text can be drawn.

    >>> is_drawable("Ng See-yuen 吳思遠"), is_drawable("\\ue000")
    (True, False)
    """
    return all(not lost for _unit, lost in _written(text))


def printable(text: str) -> str:
    """Return a text as it can be printed, with stand-ins; each character that no font draws is named once in the log.

    >>> printable("Zoé \\ue000"), printable("a\\u202eb")
    ('Zoé �', 'ab')
    """
    if _plain.issuperset(text):
        return text
    parts = []
    for unit, lost in _written(text):
        parts.append(unit)
        for character in lost:
            _name(character)
    return "".join(parts)


def drawable_name(name: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return (language tag, name): the name itself when it can be drawn, else its first variant that can, else the name.

    The tag is that of the variant whose text it is, or nothing.

    >>> drawable_name("吳思遠", {"zh-HK": "吳思遠", "en": "Ng See-yuen"}), drawable_name("\\ue000", {"en": "Ng See-yuen"})
    (('zh-HK', '吳思遠'), ('en', 'Ng See-yuen'))
    """
    if not is_drawable(name):
        for tag, other in names.items():
            if other and is_drawable(other):
                return tag, other
    return next((tag for tag, other in names.items() if other == name), ""), name


def _name(character: str) -> None:
    if character not in _named:
        _named.add(character)
        name = unicodedata.name(character, "a character without a name")
        log.warning("no font draws U+%04X %s; a stand-in is printed in its place", ord(character), name)


def _written(text: str) -> Iterator[tuple[str, str]]:
    """Yield each unit as it is printed, with the characters that were lost in it."""
    if _plain.issuperset(text):
        yield text, ""
        return
    for unit in _units(text.replace("\r\n", "\n")):
        printed, lost = _drawn(unit)
        # What joins a letter before it is judged with that letter each time, whatever was printed earlier.
        if printed == unit and len(unit) == 1 and not _joins("a", unit):
            _plain.add(unit)
        yield printed, lost


def _units(text: str) -> Iterator[str]:
    """Yield what a reader takes for one character; close to the extended grapheme clusters of Unicode's annex 29."""
    unit = ""
    for character in text:
        if unit and not _joins(unit, character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _joins(unit: str, character: str) -> bool:
    code, last = ord(character), ord(unit[-1])
    if unicodedata.category(unit[-1]) in _CONTROLS:
        return False
    if code in _FLAG_LETTERS:
        return len(unit) == 1 and last in _FLAG_LETTERS
    if last == _JOINER and len(unit) > 1 and unicodedata.category(character) in {"So", "Cn"}:
        return True
    return code == _JOINER or code in _SKIN_TONES or code in _TAGS or unicodedata.category(character).startswith("M")


@lru_cache(maxsize=16_384)
def _drawn(unit: str) -> tuple[str, str]:
    """Return (what is printed for a unit, the characters of it that are lost)."""
    if unicodedata.category(unit[0]) in _CONTROLS:
        return (unit if unit == "\n" else "\n" if unit in "\x0b\x0c\r\x85\u2028\u2029" else " " if unit == "\t" else ""), ""
    unit = "".join(character for character in unit if ord(character) not in _TURNING)
    seen = "".join(character for character in unit if not _is_unseen(character))
    if not seen or _some_font_draws(seen):
        return unit, ""
    lost = "".join(dict.fromkeys(one for one in seen if not _some_font_draws(one))) or seen[1:]
    has_base = _is_unseen(unit[0]) or _some_font_draws(unit[0])
    if has_base and all(unicodedata.category(mark).startswith("M") for mark in unit[1:]):
        return unit[0] + STAND_IN, lost
    return STAND_IN, lost


def _is_unseen(character: str) -> bool:
    code = ord(character)
    if unicodedata.category(character) == "Zs":
        return code != _OGHAM_SPACE
    return code in _UNSEEN


def _some_font_draws(unit: str) -> bool:
    """Tell whether one font has all of a unit, composed or taken apart: marks of one font do not sit on letters of another."""
    spellings = {unit, unicodedata.normalize("NFC", unit), unicodedata.normalize("NFD", unit)}
    return any(all(ord(character) in font for character in spelling) for font in charmaps() for spelling in spellings)
