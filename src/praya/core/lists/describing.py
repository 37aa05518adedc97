"""Describe a declared list to programs: what may be asked of it, and what a row is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Field

from praya.core.api.operations import Operation, Parameter
from praya.core.lists.declaring import Column, Listing

USUAL, MOST = 100, 500
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "whole": {"type": ["integer", "null"]},
    "instant": {"type": ["string", "null"], "format": "date-time"},
    "yes": {"type": ["boolean", "null"]},
    "prose": {"type": ["string", "null"]},
}
_CODED: Mapping[str, Mapping[str, Any]] = {
    "code": {"type": ["string", "null"]},
    "codes": {"type": ["array", "null"], "items": {"type": "string"}},
    "texts": {"type": ["object", "null"], "additionalProperties": {"type": "string"}},
}
_PAGING = (
    Parameter("after", "Where the page before ended, as its `next` says.", {"type": "string"}),
    Parameter("limit", f"Rows of a page; {USUAL} when nothing is said.", {"type": "integer", "minimum": 1, "maximum": MOST}),
)


def operation_of(listing: Listing) -> Operation:
    """Return what programs may ask of a list. Who may read decides each time: a column that not everybody sees may be absent."""
    fields = listing.filters.base_fields
    filters = [Parameter(name, field.label or name, _taken(field)) for name, field in fields.items()]
    row = {
        "type": "object",
        "properties": {column.name: _described(column) for column in listing.columns},
        "required": [column.name for column in listing.columns if column.shows is None],
        "additionalProperties": False,
    }
    page = {
        "type": "object",
        "properties": {
            "results": {"type": "array", "items": row},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "Each row comes once, whatever is added meanwhile.",
            },
        },
        "required": ["results", "next"],
        "additionalProperties": False,
    }
    return Operation(f"{listing.name}_api", listing.heading, listing.about, listing.rule, (*filters, *_PAGING), page)


def _taken(field: Field) -> dict[str, Any]:
    """Say what a filter takes: one of its choices, where they are the same at every edition."""
    choices = [str(key) for key, _word in getattr(field, "choices", ()) if key]
    return {"type": "string", "enum": choices} if choices else {"type": "string"}


def _described(column: Column) -> dict[str, Any]:
    shape = _CODED[column.coded_as] if column.coded else _TYPES[column.type]
    return {**shape, "description": column.heading}
