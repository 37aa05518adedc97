"""Order and count many rows by few columns, and read the rest of those alone that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Self

from django.db.models import QuerySet


class LeanRows(QuerySet[Any, Any]):
    """Count, filter and order rows as they are; those of a slice, or all in turn, come as `dressed` reads them.

    `dressed` gets what to choose by: a query of the numbers, or all rows as they are filtered and ordered. `walked`, where it is
    known, reads a slice by a quicker way: from where, and how many; `counted` counts all by one of its own.
    """

    dressed: Callable[[Any], QuerySet[Any, Any]] | None = None
    walked: Callable[[int, int], list[Any]] | None = None
    counted: Callable[[], int] | None = None

    def _clone(self) -> Self:
        found = super()._clone()  # type: ignore[misc]
        found.dressed = self.dressed
        return found  # type: ignore[no-any-return]

    def dressing(self, dressed: Callable[[Any], QuerySet[Any, Any]] | None) -> Self:
        """Return the same rows, to be read so when they are shown."""
        found = self._clone()
        found.dressed = dressed
        return found

    def walking(self, walked: Callable[[int, int], list[Any]], counted: Callable[[], int]) -> Self:
        """Return the same rows, slices of which are found and all of which are counted so; whatever is made of them is not."""
        found = self._clone()
        found.walked, found.counted = walked, counted
        return found

    def count(self) -> int:
        """Return how many rows there are."""
        return self.counted() if self.counted is not None else super().count()

    def __getitem__(self, place: Any) -> Any:
        """Return a slice, its rows read whole."""
        if self.dressed is None or not isinstance(place, slice):
            return super().__getitem__(place)
        if self.walked is not None and place.stop is not None:
            start = place.start or 0
            return self.walked(start, place.stop - start)
        return self._read(self.dressing(None)[place].values("pk"))

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        """Yield all rows, read whole."""
        if self.dressed is None:
            return super().iterator(chunk_size)
        return self._read(self.dressing(None).values("pk")).iterator(chunk_size)

    def _read(self, chosen: Any) -> QuerySet[Any, Any]:
        """Return chosen rows read whole, in the order of these."""
        if self.dressed is None:
            raise AssertionError("these rows are read as they are")
        return self.dressed(chosen).order_by(*self.query.order_by)
