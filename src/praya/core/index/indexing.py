"""Say what a record shows to whom: the views that are put into the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

# The index keeps these as groups of facets too; no view names them.
AUDIENCE, KIND, SIZE = "audience", "kind", "size"


@dataclass(frozen=True, slots=True)
class View:
    """Show a record as the audiences in `audiences` see it, all of them exactly alike.

    `names` are the record's own names, `credits` those of people and companies attached, `words` running text such as a
    logline and keywords, `facets` are written "group:value". Facts on request and private facts are in no view.
    """

    audiences: tuple[int, ...]
    names: tuple[str, ...]
    credits: tuple[str, ...] = ()
    words: str = ""
    facets: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return a short key of all that is shown; the audiences are no part of it."""
        parts = ("\x1f".join(self.names), "\x1f".join(self.credits), self.words, "\x1f".join(sorted(set(self.facets))))
        return blake2b("\x1e".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """Pair a record with its views, as `put_many` and the sources give them."""

    kind: str
    number: int
    views: tuple[View, ...]


def bits(audiences: Iterable[int]) -> int:
    """Write a set of audiences as a whole number, one bit each.

    >>> bits((0, 2))
    5
    """
    return sum(1 << audience for audience in set(audiences))


def members(number: int) -> list[str]:
    """Return the bits of a whole number, as the values of a group of facets.

    >>> members(5)
    ['0', '2']
    """
    return [str(bit) for bit in range(number.bit_length()) if number >> bit & 1]


@lru_cache(maxsize=1 << 16)
def key_of(token: str) -> int:
    """Return the number under which a token is kept: 63 bits of a hash, so that two tokens never meet in practice."""
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
