"""Write the rows of a table as lines of JSON, the same on every database, and read them back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import Field, Model

# What only the running processes need, and how one database stands to its journal and to its own restore.
TRANSIENT = {"sessions.session", "core.worker", "core.pending", "core.standing", "core.heldjob", "core.pushdevice"}
CHUNK = 2000


def tables(of: Apps = apps) -> list[type[Model]]:
    """Return the model of every table to be kept, in the order of their names; `of` gives those of another time."""
    found = {
        model._meta.label_lower: model
        for model in of.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in TRANSIENT
    }
    return [found[name] for name in sorted(found)]


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields that are columns, in the order of their names."""
    return sorted(model._meta.concrete_fields, key=lambda field: field.attname)


def lines(model: type[Model]) -> Iterator[bytes]:
    """Return the columns' names, then every row by its key."""
    fields = columns(model)
    yield line([field.attname for field in fields])
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=CHUNK):
        yield line([written(value, field) for value, field in zip(row, fields, strict=True)])


def line(words: list[Any]) -> bytes:
    """Write a line; the keys of maps are sorted, because PostgreSQL does not keep their order."""
    return (json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True, cls=Exact) + "\n").encode()


class Exact(DjangoJSONEncoder):
    """Write what JSON has no form for without losing anything: microseconds, decimals, lengths of time."""

    def default(self, o: Any) -> Any:
        """Return a text that the field reads back."""
        if isinstance(o, datetime):
            return o.astimezone(UTC).isoformat() if o.tzinfo else o.isoformat()
        if isinstance(o, date | time):
            return o.isoformat()
        if isinstance(o, Decimal | UUID):
            return str(o)
        return super().default(o)


def written(value: Any, field: Field[Any, Any]) -> Any:
    """Return the value of a column as JSON can hold it."""
    if value is not None and isinstance(field, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    return value


def read(value: Any, field: Field[Any, Any]) -> Any:
    """Return the value of a column from JSON; `line` wrote it."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.ForeignKey):
        return read(value, field.target_field)
    if isinstance(field, models.DurationField) and not isinstance(value, str):
        return timedelta(seconds=value)
    return field.to_python(value)


def load(model: type[Model], given: Iterable[bytes]) -> int:
    """Insert rows exactly as they were, without defaults, without times of change; return how many."""
    stream = iter(given)
    fields = columns(model)
    named = json.loads(next(stream))
    if named != [field.attname for field in fields]:
        raise ValueError(f"{model._meta.label}: the columns differ: {named}")
    total = 0
    while chunk := list(islice(stream, CHUNK)):
        rows = [instance(model, fields, json.loads(text)) for text in chunk]
        insert(model, fields, rows)
        total += len(rows)
    return total


def instance(model: type[Model], fields: list[Field[Any, Any]], values: list[Any]) -> Model:
    """Make a record in memory from a row's values."""
    return model(**{field.attname: read(value, field) for field, value in zip(fields, values, strict=True)})


def insert(model: type[Model], fields: list[Field[Any, Any]], rows: list[Model]) -> None:
    """Insert records raw: nothing is filled in or counted up on the way."""
    manager: Any = model._base_manager
    size = max(connection.ops.bulk_batch_size([field.name for field in fields], rows), 1)
    for start in range(0, len(rows), size):
        manager._insert(rows[start : start + size], fields=fields, using=connection.alias, raw=True)
