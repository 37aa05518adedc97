"""Describe what a search answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Remark(StrEnum):
    """List what a search may have to say about a query; none is an error."""

    NOTHING = ""
    CUT = "cut"  # the query was longer than a search reads; its beginning was searched
    EMPTY = "empty"  # nothing was typed but marks and spaces: everything is listed


@dataclass(frozen=True, slots=True)
class Hit:
    """Name a record found.

    `matched` is the spelling that matched and `spans` the parts of it to be marked, as (begin, end) of its characters;
    `part` tells where it stood: "name", "credit", "words" or, without a query, nothing.
    """

    kind: str
    number: int
    score: float
    matched: str
    spans: tuple[tuple[int, int], ...] = ()
    part: str = ""
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Answer a search: one page of hits, how many there are, facets with counts, and a better spelling if there is one.

    Each group of facets is counted without its own filter, so that a page can offer "or" within a group.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    remark: Remark = Remark.NOTHING
    page: int = 1
    per_page: int = 24

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))
