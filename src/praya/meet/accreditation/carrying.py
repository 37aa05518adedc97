"""Let other rooms read what they need to know of every visitor within the query that finds the visiting delegate.

It is what each page would ask again by a query of its own. It lives as long as the visit: one answer to one request.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models.expressions import Combinable

_parts: dict[str, Callable[[], Combinable]] = {}


def declare_carried(**parts: Callable[[], Combinable]) -> None:
    """Read these beside every visiting delegate, under these names; the query is one of delegates."""
    _parts.update(parts)


def carried() -> dict[str, Combinable]:
    """Return what to add to the query."""
    return {name: part() for name, part in _parts.items()}


def carried_names() -> tuple[str, ...]:
    """Return under which names: they tell one query from another, and no part is put together for it."""
    return tuple(_parts)
