"""Tell texts that can be shown from those with controls or overrides of direction in them."""

from __future__ import annotations

import unicodedata

_CONTROLS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def is_plain(text: str) -> bool:
    """Tell whether a text has no control characters, no overrides of direction and only assigned characters.

    >>> is_plain("花樣年華"), is_plain("evil\\u202egnp.exe"), is_plain("a\\x00b")
    (True, False, False)
    """
    for letter in text:
        if letter in "\n\r\t":
            continue
        if letter in _CONTROLS or unicodedata.category(letter) in {"Cc", "Cs", "Cn", "Co"}:
            return False
    return True
