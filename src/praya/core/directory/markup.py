"""Write names as markup where templates would take too long: in lists of hundreds of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from praya.core.directory.names import language_of, second_name

SPECIAL = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """Return a text as markup needs it; nearly all names need nothing, and looking is quicker than replacing."""
    return escape(text) if SPECIAL.search(text) else text


def name_in_scripts(name: str, names: Mapping[str, str], language: str) -> str:
    """Return a name and its variant in another script, escaped, each marked with its language."""
    own = language_of(name)
    text = f'<bdi lang="{own}">{escaped(name)}</bdi>' if own else f"<bdi>{escaped(name)}</bdi>"
    if not names:
        return text
    tag, other = second_name(name, names, language)
    return f'{text} <bdi class="name-other" lang="{escaped(tag)}">{escaped(other)}</bdi>' if other else text
