"""Take many things in portions that a database takes in one question, or in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
PORTION = 5_000


def portions(items: Iterable[Item], size: int = PORTION) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`, reading no further than it must.

    >>> list(portions([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    stream = iter(items)
    while some := list(islice(stream, size)):
        yield some
