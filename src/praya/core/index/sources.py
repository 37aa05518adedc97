"""Know where records to be listed come from: each kind registers how all of its records are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from praya.core.index.indexing import Listed

_registered: dict[str, tuple[Callable[[], Iterable[Listed]], Callable[[], int]]] = {}


def register(kind: str, iterate: Callable[[], Iterable[Listed]], count: Callable[[], int] = lambda: 0) -> None:
    """Name the reader of a kind: `iterate` gives every record with its views, `count` how many there will be."""
    _registered[kind] = (iterate, count)


def kinds() -> Mapping[str, int]:
    """Return every registered kind with the number of its records."""
    return {kind: count() for kind, (_iterate, count) in sorted(_registered.items())}


def records(kind: str) -> Iterator[Listed]:
    """Give all records of a kind with their views."""
    iterate, _count = _registered[kind]
    yield from iterate()
