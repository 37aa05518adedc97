"""Describe a declared list to programs: what may be asked of it, and what a row is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from praya.core.api.operations import Operation, Parameter
from praya.core.lists.declaring import Column, Listing

USUAL, MOST = 100, 500
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "whole": {"type": ["integer", "null"]},
    "instant": {"type": ["string", "null"], "format": "date-time"},
    "yes": {"type": ["boolean", "null"]},
}
_PAGING = (
    Parameter("after", "Where the page before ended, as its `next` says.", {"type": "string"}),
    Parameter("limit", f"Rows of a page; {USUAL} when nothing is said.", {"type": "integer", "minimum": 1, "maximum": MOST}),
)


def operation_of(listing: Listing) -> Operation:
    """Return what programs may ask of a list. Who may read decides each time: a column that not everybody sees may be absent."""
    fields = listing.filters.base_fields
    filters = [Parameter(name, field.label or name, {"type": "string"}) for name, field in fields.items()]
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


def _described(column: Column) -> dict[str, Any]:
    return {**_TYPES[column.type], "description": column.heading}
