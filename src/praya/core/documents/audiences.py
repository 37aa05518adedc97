"""Decide what an audience reads of a document: the one place that pages, the index, facets, suggestions and the API ask."""

from __future__ import annotations

from praya.core.access.audiences import Audience, may_read
from praya.core.documents.schema import Document, Schema


def visible_document(schema: Schema, document: Document, audience: Audience, *, is_granted: bool = False) -> Document | None:
    """Return what an audience may read of a document, hidden parts emptied; None when it may not know of the record."""
    if not may_read(document["level"], audience):
        return None
    shown = {name: value for name, value in document.items() if name != "visibility"}
    for part, (fields, usual) in schema.parts.items():
        if not may_read(document["visibility"].get(part) or usual, audience, is_granted=is_granted):
            for name in fields:
                shown[name] = schema.empties[name]()
    # Emptied before it is narrowed row by row: a row's own level never opens what its part keeps back.
    for name in schema.narrowed:
        shown[name] = [one for one in shown[name] if may_read(one.get("level") or "public", audience, is_granted=is_granted)]
    return shown if not schema.known_by or shown[schema.known_by] else None


def hidden_on_request(schema: Schema, document: Document) -> list[str]:
    """Return the parts that have something to show and are shown on request."""
    asked = [part for part, (_fields, usual) in schema.parts.items() if (document["visibility"].get(part) or usual) == "request"]
    found = [part for part in asked if any(document[name] not in (None, [], {}) for name in schema.parts[part][0])]
    single = (name for name in schema.narrowed if any(one.get("level") == "request" for one in document[name]))
    return list(dict.fromkeys([*found, *single]))
