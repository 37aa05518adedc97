"""Show names in the scripts they are written in: which variant to add, which initials stand for a person.

Nothing here guesses a nationality: only the letters themselves are looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django.utils.translation import get_language

# First code point, last code point, script; enough for the scripts that film markets print.
_RANGES = (
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Geor"),
    (0x0530, 0x058F, "Armn"),
    (0x3040, 0x30FF, "Kana"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x9FFF, "Hani"),
    (0xF900, 0xFAFF, "Hani"),
    (0x20000, 0x3FFFF, "Hani"),
    (0x1100, 0x11FF, "Hang"),
    (0xAC00, 0xD7AF, "Hang"),
)
# The language whose face suits a script when nothing says the language itself.
_LANGUAGES = {"Hani": "zh", "Kana": "ja", "Hang": "ko", "Arab": "ar", "Thai": "th", "Deva": "hi", "Hebr": "he"}
_THAI_LEADING_VOWELS = "เแโใไ"


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script of a text; kana beside Han mean Japanese.

    >>> script_of("吳思遠"), script_of("是枝 ゆき"), script_of("Ng See-yuen")
    ('Hani', 'Kana', 'Latn')
    """
    found = ""
    for letter in text:
        code = ord(letter)
        if code < 0x370:
            continue
        script = next((name for first, last, name in _RANGES if first <= code <= last), "")
        if script == "Kana":
            return "Kana"
        found = found or script
    return found or "Latn"


def language_of(text: str) -> str:
    """Return the language tag that chooses a face for a name, or nothing for Latin, Greek and Cyrillic."""
    return _LANGUAGES.get(script_of(text), "")


def native_name(name: str, names: Mapping[str, str] | None) -> str:
    """Return the name in the person's own script: the first variant that is not Latin, else the name itself."""
    if script_of(name) != "Latn":
        return name
    return next((other for other in (names or {}).values() if script_of(other) != "Latn"), name)


def second_name(name: str, names: Mapping[str, str] | None, language: str) -> tuple[str, str]:
    """Return (language tag, variant) to show beside a name: another script, the reader's language first, or nothing.

    >>> second_name("Ng See-yuen", {"zh-Hant": "吳思遠"}, "en")
    ('zh-Hant', '吳思遠')
    """
    own = script_of(name)
    others = [(tag, text) for tag, text in (names or {}).items() if text and text != name and script_of(text) != own]
    if not others:
        return "", ""
    parent = language.lower().split("-")[0]
    others.sort(key=lambda pair: (pair[0].lower() != language.lower(), pair[0].lower().split("-")[0] != parent))
    return others[0]


# In which scripts a language is written; every other one is read in Latin letters here.
_WRITTEN = {
    "zh": ("Hani",),
    "yue": ("Hani",),
    "ja": ("Kana", "Hani"),
    "ko": ("Hang",),
    "ar": ("Arab",),
    "fa": ("Arab",),
    "ur": ("Arab",),
    "th": ("Thai",),
    "hi": ("Deva",),
    "he": ("Hebr",),
    "ru": ("Cyrl",),
    "el": ("Grek",),
}


@dataclass(frozen=True, slots=True)
class NamePair:
    """Hold the name that leads and the one beside it (empty: none), each with the tag that chooses its face."""

    name: str
    tag: str = ""
    other: str = ""
    other_tag: str = ""


def names_read(name: str, names: Mapping[str, str] | None, language: str) -> NamePair:
    """Return a name as its reader is used to it: in their own script first, with another script beside it.

    Traditional and Simplified Chinese stand in for each other before another script does.

    >>> names_read("Ng See-yuen", {"zh-Hant": "吳思遠"}, "zh-hans")
    NamePair(name='吳思遠', tag='zh-Hant', other='Ng See-yuen', other_tag='')
    >>> names_read("Ng See-yuen", {"zh-Hant": "吳思遠"}, "pt")
    NamePair(name='Ng See-yuen', tag='', other='吳思遠', other_tag='zh-Hant')
    >>> names_read("吴思远", {"zh-Hant": "吳思遠", "en": "Ng See-yuen"}, "zh-hant").name
    '吳思遠'
    """
    if not names:
        return NamePair(name, language_of(name))
    wanted, base = language.lower(), language.lower().split("-")[0]
    scripts = _WRITTEN.get(base, ("Latn",))
    read = [(tag, text) for tag, text in names.items() if text and text != name and script_of(text) in scripts]
    read.sort(key=lambda pair: (pair[0].lower() != wanted, pair[0].lower().split("-")[0] != base))
    is_own = script_of(name) in scripts
    is_exact = bool(read) and read[0][0].lower() == wanted
    lead, tag = (read[0][1], read[0][0]) if read and (is_exact or not is_own) else (name, language_of(name))
    if script_of(name) != script_of(lead):
        return NamePair(lead, tag, name, language_of(name))
    other_tag, other = second_name(lead, names, language)
    return NamePair(lead, tag, other, other_tag)


class Named(Protocol):
    """Be a record that has a name, and other spellings of it by language."""

    @property
    def name(self) -> str: ...

    @property
    def names(self) -> Any: ...


def lead_name(record: Named) -> str:
    """Return the name of a record that leads for whoever reads now, without markup: for letters, choices and sentences."""
    return names_read(record.name, record.names, get_language() or "en").name


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return one or two letters that stand for a person, in the script of the name.

    Latin and its kin take the first letters of the first and the last word; Han and Hangul the last two characters,
    which are the given name; Japanese the first two, which are the family name.

    >>> initials("Maria do Carmo"), initials("吳思遠"), initials("Li")
    ('MC', '思遠', 'L')
    """
    words = name.replace("-", " ").split()
    if not words:
        return ""
    script = script_of(name)
    joined = "".join(words)
    if script in {"Hani", "Hang"}:
        return joined[-2:]
    if script == "Kana":
        return words[0][:2]
    chosen = words if len(words) == 1 else [words[0], words[-1]]
    letters = [_first_letter(word).upper() for word in chosen]
    # Arabic letters would join into a word that nobody wrote.
    return ("\u200c" if script == "Arab" else "").join(letters)


@lru_cache(maxsize=4096)
def mark(name: str) -> str:
    """Return one or two letters that stand for an organisation: those its name begins with.

    >>> mark("Lantern Pier Pictures"), mark("燈籠碼頭影業"), mark("Li & Lin")
    ('LP', '燈籠', 'LL')
    """
    if script_of(name) in {"Hani", "Hang", "Kana"}:
        return "".join(name.split())[:2]
    words = name.replace("-", " ").split()
    return initials(" ".join([word for word in words if word[0].isalnum()][:2] or words[:2]))


def _first_letter(word: str) -> str:
    """Return the first letter with the marks that belong to it; a Thai leading vowel gives way to its consonant."""
    start = 1 if word[0] in _THAI_LEADING_VOWELS and len(word) > 1 else 0
    end = start + 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[start:end]
