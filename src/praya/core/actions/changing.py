"""Change, add and remove single rows of the set-up, each with its one entry in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model

from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record

Row = TypeVar("Row", bound=Model)
SECRETS = {"feed_token"}


def facts_of(row: Model, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the columns of a row (all, or those named) as the trail keeps them."""
    fields = [field for field in row._meta.concrete_fields if names is None or field.name in names]
    return {field.name: plain(getattr(row, field.attname)) for field in fields if field.name not in SECRETS}


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def change_row(
    row: Row, values: Mapping[str, Any], *, action: str, by: AbstractBaseUser | None, edition: int, seen: str = ""
) -> Row:
    """Set columns of a row, read anew and locked, and record what they were; without a difference do nothing.

    `seen` is the mark of these columns when their author read them; Overtaken when somebody else has changed them since.
    """
    locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
    before, mark = facts_of(locked, values), mark_of_row(locked, values)
    for name, value in values.items():
        setattr(locked, name, value)
    after = facts_of(locked, values)
    if before != after:
        require_mark(mark, seen)
        locked.save(update_fields=list(values))
        record(action, locked, by=by, edition=edition, before=before, after=after)
    return locked


def add_row(row: Row, *, action: str, by: AbstractBaseUser | None, edition: int) -> Row:
    """Save a new row and record it."""
    row.save()
    record(action, row, by=by, edition=edition, after=facts_of(row))
    return row


def remove_row(
    row: Model, *, action: str, by: AbstractBaseUser | None, edition: int, contents: Mapping[str, Any] | None = None
) -> None:
    """Delete a row (with what lies in it, to be kept in the trail as `contents`) and record what it was."""
    entry = facts_of(row) | dict(contents or {})
    record(action, row, by=by, edition=edition, before=entry)
    row.delete()
