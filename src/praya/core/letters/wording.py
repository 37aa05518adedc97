"""Put a letter's words together: an edition's own, or the usual ones, with what stands in their placeholders."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from praya.core.letters.declaring import Kind
from praya.core.letters.models import LetterText
from praya.core.texts.joining import joined
from praya.core.texts.plain import STEERING, without_controls

MARKET = "market"
_PLACE = re.compile(r"\{([^{}]*)\}")
_KIN = {"zh-hant": ("zh-hant", "zh-hans"), "zh-hans": ("zh-hans", "zh-hant")}


def words_for(kind: Kind, language: str, own: Mapping[tuple[str, str], LetterText]) -> tuple[str, str]:
    """Return subject and body in a language: the edition's own, also in a script that stands in for it, else the usual."""
    for tag in _KIN.get(language, (language,)):
        found = own.get((kind.name, tag))
        if found is not None:
            return found.subject, found.body
    return str(kind.subject), str(kind.body)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Put words into the placeholders of a text; one that nobody fills is left out, and nothing else in it means anything.

    >>> filled("{who} meets you {at}. {0.__class__}", {"who": "Ana {at}"})
    'Ana {at} meets you . '
    """
    return _PLACE.sub(lambda found: words.get(found.group(1).strip(), ""), text)


def one_line(text: str) -> str:
    """Return a text as a subject may be: one line without marks that steer."""
    return " ".join("".join(letter for letter in without_controls(text) if letter not in STEERING).split())


def unknown_places(text: str, known: Collection[str]) -> list[str]:
    """Return what stands in braces in a text and is no placeholder, or is a brace alone.

    >>> unknown_places("Dear {who}, {wo} {", ["who"])
    ['wo', '{']
    """
    found = [place.strip() for place in _PLACE.findall(text)]
    alone = [mark for mark in _PLACE.sub("", text) if mark in "{}"]
    return [place for place in found if place not in known] + alone[:1]


def fault_in(text: str, kind: Kind) -> str:
    """Say what is wrong with an organiser's text; nothing when it can be written."""
    known = [*kind.words, MARKET]
    unknown = unknown_places(text, known)
    if not unknown:
        return ""
    names = joined(f"{{{name}}}" for name in known)
    if unknown[0] in "{}":
        return _("A brace stands alone in it. What can stand in braces: %(names)s.") % {"names": names}
    return _("{%(unknown)s} is not known here. What can stand in braces: %(names)s.") % {"unknown": unknown[0], "names": names}
