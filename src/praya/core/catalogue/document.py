"""Read a title as one document: what forms, drafts, histories, the index and the API speak of.

A document is a plain map of the title's own fields plus "credits" (list of {"role", "name", "note", "person",
"organisation"}, the last two codes of the directory or nothing) and "identifiers" (map from scheme to value).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from praya.core.access.audiences import Audience, may_read
from praya.core.catalogue.models import Credit, Identifier, Title

Document = dict[str, Any]

FIELDS = (
    "names",
    "kind",
    "stage",
    "year",
    "episodes",
    "minutes",
    "is_runtime_confirmed",
    "genres",
    "themes",
    "countries",
    "languages",
    "versions",
    "logline",
    "synopsis",
    "statement",
    "currency",
    "budget_low",
    "budget_high",
    "secured_low",
    "secured_high",
    "seeking",
    "rights",
    "materials",
    "prizes",
    "showings",
    "level",
    "visibility",
)
# A part of a document that can be narrowed as a whole, with its fields and its level when nobody chose one.
PARTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "synopsis": (("synopsis",), "public"),
    "statement": (("statement",), "badge"),
    "credits": (("credits",), "public"),
    "budget": (("budget_low", "budget_high"), "request"),
    "finance": (("secured_low", "secured_high"), "request"),
    "seeking": (("seeking",), "public"),
    "rights": (("rights",), "badge"),
    "materials": (("materials",), "badge"),
    "prizes": (("prizes",), "public"),
    "showings": (("showings",), "public"),
}
_EMPTY: Mapping[str, Any] = {"synopsis": {}, "statement": {}, "rights": {}}
_LISTS = frozenset({"credits", "seeking", "materials", "prizes", "showings"})


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


def loaded_document(title: Title) -> Document:
    """Return the whole document of a title, in two queries unless its credits and identifiers are loaded already."""
    cached = getattr(title, "_prefetched_objects_cache", {})
    credits = title.credits.all() if "credits" in cached else title.credits.select_related("person", "organisation")
    return document_of(title, credits, title.identifiers.all())


def level_of(document: Document, part: str) -> str:
    """Return the level of a part: as chosen, else as usual."""
    return str(document["visibility"].get(part) or PARTS[part][1])


def visible_document(document: Document, audience: Audience, *, is_granted: bool = False) -> Document | None:
    """Return what an audience may read of a document, hidden parts emptied; None when it may not know of the title.

    This is the one place that decides it: pages, the index, facets, suggestions, the API and documents all read its result.
    """
    if not may_read(document["level"], audience):
        return None
    shown = {name: value for name, value in document.items() if name != "visibility"}
    for part, (fields, _usual) in PARTS.items():
        if not may_read(level_of(document, part), audience, is_granted=is_granted):
            for name in fields:
                shown[name] = [] if name in _LISTS else dict(_EMPTY[name]) if name in _EMPTY else None
    for name in ("names", "materials"):
        shown[name] = [one for one in shown[name] if may_read(one.get("level") or "public", audience, is_granted=is_granted)]
    if not shown["names"]:
        return None
    return shown


def hidden_on_request(document: Document, audience: Audience) -> list[str]:
    """Return the parts that have something to show and are shown on request to this audience."""
    found = [
        part
        for part, (fields, _usual) in PARTS.items()
        if level_of(document, part) == "request" and any(document[name] not in (None, [], {}) for name in fields)
    ]
    single = (part for part in ("names", "materials") if any(one.get("level") == "request" for one in document[part]))
    return list(dict.fromkeys([*found, *single]))


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
