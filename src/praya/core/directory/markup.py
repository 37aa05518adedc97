"""Write names as markup where templates would take too long: in lists of hundreds of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from praya.core.directory.names import names_read

_WIDE = frozenset({"zh", "ja", "ko"})
SPECIAL = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """Return a text as markup needs it; nearly all names need nothing, and looking is quicker than replacing."""
    return escape(text) if SPECIAL.search(text) else text


def name_in_scripts(name: str, names: Mapping[str, str], language: str) -> str:
    """Return a name in the reader's script and its variant in another, escaped, each marked with its language."""
    pair = names_read(name, names, language)
    # Among wide letters a name in Latin ones keeps their face, and its apostrophes with it.
    latin = "latin" if language[:2] in _WIDE else ""
    text = _marked(pair.name, pair.tag, latin)
    return f"{text} {_marked(pair.other, pair.other_tag, latin, 'name-other')}" if pair.other else text


def lead_of(name: str, names: Mapping[str, str], language: str) -> str:
    """Return the name that leads for a reader, alone and escaped, where there is room for one."""
    pair = names_read(name, names, language)
    return _marked(pair.name, pair.tag, "latin" if language[:2] in _WIDE else "")


def chip_of(words: str, hue: int = 0) -> str:
    """Return the chip of a site, in its hue; of what is nowhere, without one."""
    return f'<span class="chip{f" hue-{hue}" if hue else ""}">{escaped(words)}</span>'


def facts_line(facts: Iterable[str]) -> str:
    """Return facts, escaped already, as one line that breaks between them and within none that a line can hold."""
    told = list(facts)
    return " ".join(
        f'<span class="fact">{fact}{" ·" if number < len(told) else ""}</span>' for number, fact in enumerate(told, 1)
    )


def _marked(text: str, tag: str, latin: str, more: str = "") -> str:
    classes = " ".join(word for word in (more, "" if tag else latin) if word)
    look = f' class="{classes}"' if classes else ""
    lang = f' lang="{escaped(tag)}"' if tag else ""
    return f"<bdi{look}{lang}>{escaped(text)}</bdi>"
