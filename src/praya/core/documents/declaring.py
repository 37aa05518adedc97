"""Declare which kinds of records are documents, and how each is written and listed in the index; rooms do so in feature.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from praya.core.documents.schema import Document, Schema

Write = Callable[[Any, Document], None]
Index = Callable[[Any], None]
_declared: dict[type[Model], tuple[Schema, Write, Index]] = {}


def declare_document(schema: Schema, *, write: Write, index: Index) -> None:
    """Let records be kept as documents: `write` stores a document in a record, `index` lists the record again."""
    _declared[schema.model] = (schema, write, index)


def declared_for(model: type[Model]) -> tuple[Schema, Write, Index]:
    """Return what was declared for a kind of record; KeyError for one that is no document."""
    return _declared[model]


def schema_of(record: Model) -> Schema:
    """Return the schema of a record."""
    return _declared[type(record)][0]


def loaded_document(record: Model) -> Document:
    """Return the whole document of a record."""
    return schema_of(record).read(record)
