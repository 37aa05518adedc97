"""Write names and words in one form for comparing, whichever keys they were typed with."""

from __future__ import annotations

import re
import unicodedata

# What is typed for a hyphen, and what is not seen: a soft one, and signs without width.
_DASHES, _UNSEEN = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"), re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def folded(text: str) -> str:
    """Return a text for comparing: one form of every sign, one hyphen for all its kinds, no case, single spaces.

    >>> folded(" Ｅarly\u00a0 B\u2010ird ")
    'early b-ird'
    """
    plain = _DASHES.sub("-", _UNSEEN.sub("", unicodedata.normalize("NFKC", text))).casefold()
    return " ".join(plain.split())
