"""Overwrite nothing that somebody else has changed since a form was opened.

A form carries a mark of what its reader saw. Whoever saves what another has changed meanwhile is refused, keeps what they typed,
and is shown what stands there now with its mark: saving once more replaces it knowingly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused

SEEN = "seen"
LONGEST_MARK = 32


class Overtaken(Refused):
    """Say that somebody else was quicker; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this meanwhile. What you typed is still here; saving again replaces their version.")
        )


def mark_of(values: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return a short mark of some values as they were when somebody read them."""
    found = [values.get(name) for name in names]
    return blake2b(json.dumps(found, sort_keys=True, cls=DjangoJSONEncoder).encode(), digest_size=8).hexdigest()


def mark_of_row(row: Model, names: Iterable[str]) -> str:
    """Return a mark of some columns of a row, in whatever order they are named."""
    columns = {field.name: field.attname for field in row._meta.concrete_fields}
    values = {name: getattr(row, columns[name]) for name in names}
    return mark_of(values, sorted(values))


def require_mark(mark: str, seen: str) -> None:
    """Refuse to change what is locked and not as it was `seen` (nothing: never mind)."""
    if seen and seen != mark:
        raise Overtaken
