"""Read a title as one document.

It has the title's own fields plus "credits" (list of {"role", "name", "note", "person", "organisation"}, the last two codes
of the directory or nothing) and "identifiers" (map from scheme to value).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from praya.core.catalogue.checking import tidied_title, title_faults
from praya.core.catalogue.models import Credit, Identifier, Title
from praya.core.catalogue.sections import PARTS, SECTIONS
from praya.core.catalogue.wording import FIELD_WORDS
from praya.core.documents.schema import Deeds, Document, Schema


def document_of(title: Title, credits: Iterable[Credit], identifiers: Iterable[Identifier]) -> Document:
    """Return the whole document of a title; credits need their person and organisation loaded."""
    document: Document = {name: getattr(title, name) for name in FIELDS}
    document["credits"] = [
        {
            "role": credit.role,
            "name": credit.name,
            "note": credit.note,
            "person": credit.person.code if credit.person else "",
            "organisation": credit.organisation.code if credit.organisation else "",
        }
        for credit in credits
    ]
    document["identifiers"] = {one.scheme: one.value for one in identifiers}
    return document


def title_document(title: Title) -> Document:
    """Return the whole document of a title, in two queries unless its credits and identifiers are loaded already."""
    cached = getattr(title, "_prefetched_objects_cache", {})
    credits = title.credits.all() if "credits" in cached else title.credits.select_related("person", "organisation")
    return document_of(title, credits, title.identifiers.all())


def display_name(names: Iterable[Mapping[str, Any]]) -> str:
    """Return the name a title is listed under: international, else original, romanised, festival, working; the first of a kind.

    >>> display_name([{"text": "花樣年華", "kind": "original"}, {"text": "In the Mood for Love", "kind": "international"}])
    'In the Mood for Love'
    """
    ranks = {kind: rank for rank, kind in enumerate(("international", "original", "romanised", "festival", "working", "other"))}
    listed = [one for one in names if one.get("text")]
    best = min(listed, key=lambda one: ranks.get(str(one.get("kind")), len(ranks)), default={"text": ""})
    return str(best["text"])


def name_map(names: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return names by language tag, the first of each, for `name_pair` and the like."""
    found: dict[str, str] = {}
    for one in names:
        found.setdefault(str(one.get("tag") or "und"), str(one["text"]))
    return found


TITLE = Schema(
    Title,
    Deeds("revise title", "enter title", "undo title", "begin draft", "submit draft", "discard draft", "return draft"),
    SECTIONS,
    title_document,
    words=FIELD_WORDS,
    parts=PARTS,
    check=title_faults,
    tidied=tidied_title,
    known_by="names",
    in_full=True,
)
# What a title keeps as columns, not in rows of their own.
FIELDS = tuple(name for name in TITLE.fields if name not in {"credits", "identifiers"})
