"""Tell texts that can be shown from those with controls or overrides of direction in them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext_lazy as _

UNSHOWN = _("A character here cannot be shown (a control or direction sign). Type the text again.")
STEERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
LONGEST_NUMBER, LONGEST_DAY = 18, 10
# Whatever some program takes for the end of a line: Python, browsers and calendars each know others.
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def number_in(word: str) -> int | None:
    """Return the whole number that a word of a request names; None when it is none, or longer than any key.

    >>> number_in("12"), number_in("-1"), number_in("١٢"), number_in("9" * 5000)
    (12, None, None, None)
    """
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER else None


def day_in(word: str) -> date | None:
    """Return the day that a word of a request names as ISO 8601 does; None when it is none.

    >>> day_in("2027-03-15"), day_in("2027-02-30"), day_in("today")
    (datetime.date(2027, 3, 15), None, None)
    """
    try:
        return date.fromisoformat(word) if len(word) == LONGEST_DAY else None
    except ValueError:
        return None


def without_controls(text: str) -> str:
    """Return a text without the controls and halves of characters that no line of a file may hold; tabs and line ends stay.

    >>> without_controls("Ana\\x00 Lima\\x1b[2J")
    'Ana Lima[2J'
    """
    if text.isprintable():
        return text
    return "".join(letter for letter in text if letter in "\n\r\t" or unicodedata.category(letter) not in {"Cc", "Cs"})


def in_one_line(text: str) -> str:
    """Return a text that no program reads as more than one line, without control characters.

    >>> in_one_line("Hall 1\\r\\nSUMMARY:x\\u2028y")
    'Hall 1 SUMMARY:x y'
    """
    return without_controls(_BREAKS.sub(" ", text)).strip()


def is_plain(text: str) -> bool:
    """Tell whether a text has no control characters, no overrides of direction and only assigned characters.

    >>> is_plain("花樣年華"), is_plain("evil\\u202egnp.exe"), is_plain("a\\x00b")
    (True, False, False)
    """
    for letter in text:
        if letter in "\n\r\t":
            continue
        if letter in STEERING or unicodedata.category(letter) in {"Cc", "Cs", "Cn", "Co"}:
            return False
    return True
