"""Declare which kinds of records are documents, and how each is written and listed in the index; rooms do so in feature.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from praya.core.documents.schema import Document, Schema


@dataclass(frozen=True, slots=True)
class Declared:
    """Hold a schema with what is done to its records: `write` stores a document in one, `index` lists it again."""

    schema: Schema
    write: Callable[[Any, Document], None]
    index: Callable[[Any], None]


_declared: dict[type[Model], Declared] = {}


def declare_document(schema: Schema, *, write: Callable[[Any, Document], None], index: Callable[[Any], None]) -> None:
    """Let the records of a schema's model be kept as documents."""
    _declared[schema.model] = Declared(schema, write, index)


def declared_for(model: type[Model]) -> Declared:
    """Return what was declared for a kind of record; KeyError for one that is no document."""
    return _declared[model]


def schema_of(record: Model) -> Schema:
    """Return the schema of a record."""
    return _declared[type(record)].schema


def loaded_document(record: Model) -> Document:
    """Return the whole document of a record."""
    return schema_of(record).read(record)
