"""Describe what is looked for: a query's parts, the lanes in which each may match, and the tokens of each lane."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """Ask for one of several tokens; any of them counts once, because alternatives must not add up."""

    weight: float
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """Ask for positions that belong together: one way to read a part. `trust` is what a full match in it is worth.

    A lane that is not sure adds weight, but a match in it alone does not make a listing one that has the part.
    """

    name: str
    trust: float
    positions: tuple[Position, ...]
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Ask for one word or run of a query, in any of its lanes; `weight` is its share of the query."""

    text: str
    weight: float
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Ask for all parts of a query; `text` is the query as read, `is_cut` whether it was longer than that."""

    text: str
    parts: tuple[Part, ...]
    is_cut: bool = False

    @property
    def tokens(self) -> frozenset[str]:
        """Return every token whose postings are needed."""
        return frozenset(
            token for part in self.parts for lane in part.lanes for position in lane.positions for token in position.tokens
        )
