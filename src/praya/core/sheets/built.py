"""Say in words what has been built on a record that an import brought."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import ngettext_lazy

_OTHER = ngettext_lazy("%(count)d thing entered since", "%(count)d things entered since", "count")
_words: dict[type[Model], Any] = {}


def declare_built(table: type[Model], words: Any) -> None:
    """Say what rows of a table are that refer to a record: an ngettext_lazy over `count`."""
    _words[table] = words


def built_words(table: type[Model], count: int) -> str:
    """Return what so many rows of a table are called."""
    return str(_words.get(table, _OTHER) % {"count": count})
