"""Prepare a document as each audience will read it; what is not sound yet is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from praya.core.access.audiences import Audience
from praya.core.catalogue.document import TITLE, display_name, name_map
from praya.core.catalogue.models import Title
from praya.core.catalogue.money import secured_share, share_text
from praya.core.catalogue.queries import pictures_of
from praya.core.catalogue.wording import field_word
from praya.core.documents.audiences import hidden_on_request, visible_document
from praya.core.documents.checking import faults_of
from praya.core.documents.schema import Document, Fault
from praya.core.documents.wording import row_text, value_text
from praya.core.texts.joining import with_note
from praya.core.texts.money import range_text


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold what one audience reads; `document` is None when it may not know of the work at all."""

    key: str
    label: str
    document: Document | None
    name: str = ""
    names: Mapping[str, str] | None = None
    facts: Sequence[tuple[str, str]] = ()
    texts: Sequence[tuple[str, Mapping[str, Any]]] = ()
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    on_request: Sequence[str] = ()
    pictures: Sequence[Mapping[str, Any]] = ()


def sound_part(document: Mapping[str, Any], faults: Sequence[Fault]) -> Document:
    """Return a document without what is wrong in it: a row with a fault goes, a field with one is emptied.

    >>> sound_part({"year": "soon", "names": [{"text": "A"}]}, [Fault("year", "")])
    {'year': None, 'names': [{'text': 'A'}]}
    """
    left = deepcopy(dict(document))
    for first, key in sorted({_split(fault.place) for fault in faults}, key=lambda pair: (pair[0], -int(pair[1] or 0))):
        value = left.get(first)
        if isinstance(value, list) and key:
            del value[int(key) : int(key) + 1]
        elif isinstance(value, (list, dict)):
            left[first] = type(value)()
        else:
            left[first] = None
    return left


def _split(place: str) -> tuple[str, str]:
    first, _dot, rest = place.partition(".")
    number = rest.split(".")[0]
    return first, number if number.isdecimal() else ""


def previews(document: Mapping[str, Any], title: Title, language: str) -> list[Preview]:
    """Return the document as everybody, badge holders and buyers read it."""
    sound = sound_part(document, faults_of(TITLE, document))
    sound["level"] = sound.get("level") or "private"
    labels = {Audience.PUBLIC: _("Everybody"), Audience.BADGE: _("Badge holders"), Audience.BUYER: _("Buyers")}
    return [_preview(sound, title, audience, labels[audience], language) for audience in Audience]


def _preview(sound: Document, title: Title, audience: Audience, label: str, language: str) -> Preview:
    shown = visible_document(TITLE, sound, audience)
    if shown is None:
        return Preview(audience.name.lower(), label, None)
    return Preview(
        audience.name.lower(),
        label,
        shown,
        display_name(shown["names"]),
        name_map(shown["names"]),
        [(word, text) for word, text in _preview_facts(shown, language) if text],
        [(field_word(name), shown[name]) for name in ("logline", "synopsis", "statement", "rights") if shown.get(name)],
        [(word, rows) for word, rows in _lists(shown) if rows],
        [field_word(part) for part in hidden_on_request(TITLE, sound)],
        pictures_of(title, audience),
    )


def _preview_facts(shown: Document, language: str) -> list[tuple[str, str]]:
    share = secured_share(shown)
    budget = range_text(shown.get("budget_low"), shown.get("budget_high"), shown["currency"] or "USD", language)
    secured = range_text(shown.get("secured_low"), shown.get("secured_high"), shown["currency"] or "USD", language)
    plain = ("kind", "stage", "year", "episodes", "minutes", "genres", "languages", "themes")
    return [
        *((field_word(name), value_text(TITLE.field_at(name), shown[name] or None, shown)) for name in plain),
        (field_word("budget"), budget),
        (field_word("finance"), with_note(secured, share_text(*share)) if share and secured else secured),
    ]


def _lists(shown: Document) -> list[tuple[str, list[str]]]:
    named = ("names", "countries", "credits", "seeking", "versions", "materials", "prizes", "showings")
    rows = [(field_word(name), [row_text(TITLE.rows[name], row) for row in shown.get(name) or []]) for name in named]
    return [*rows, (field_word("identifiers"), [str(value) for value in (shown.get("identifiers") or {}).values()])]
