"""Take what somebody wrote as plain text, or refuse what cannot be shown."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.actions.refusing import Refused
from praya.core.texts.plain import UNSHOWN, is_plain

_EMPTY_LINES = re.compile(r"\n{4,}")


def checked(text: str, longest: int) -> str:
    """Return a text as it is kept: ends trimmed, one kind of line break, no long gaps; Refused when it cannot be shown.

    >>> checked(" Good\\r\\nmorning ", 100)
    'Good\\nmorning'
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not is_plain(clean):
        raise Refused(str(UNSHOWN))
    clean = unicodedata.normalize("NFC", _EMPTY_LINES.sub("\n\n\n", clean))
    if len(clean) > longest:
        over = len(clean) - longest
        sentence = ngettext(
            "This text is %(count)d character too long; %(most)d are the most.",
            "This text is %(count)d characters too long; %(most)d are the most.",
            over,
        )
        raise Refused(sentence % {"count": over, "most": longest})
    return clean


def required(text: str, longest: int) -> str:
    """Return a text as it is kept; Refused when nothing is left of it."""
    clean = checked(text, longest)
    if not clean:
        raise Refused(_("Write something first."))
    return clean
