"""Hold what the palette looks through: each room declares how its own pages, people or records are found by a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold who looks for which words, and what the index found for them by its kinds, the likest first."""

    visit: Any
    words: Sequence[str]
    hits: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Find:
    """Lead to one page that was found; `note` says what it is, `is_called` whether it has the name or is only near it."""

    address: str
    icon: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    note: Any = ""
    is_called: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """Say how one sort of pages is found; sources stand by their `order`, tens apart.

    `find` returns at most `MOST` rows and asks a constant number of queries; `kinds` are those of the index whose hits it
    wants. Its rows are finds, or whatever has an `address` and is written by a `template` of its own.
    """

    name: str
    order: int
    find: Callable[[Asked], Sequence[Any]]
    kinds: Sequence[str] = ()
    template: str = "core/components/find.html"


_sources: list[Source] = []


def declare_sources(*sources: Source) -> None:
    """Let the palette look through more."""
    _sources.extend(sources)


def palette_sources() -> list[Source]:
    """Return what the palette looks through, in order."""
    return sorted(_sources, key=lambda source: source.order)
