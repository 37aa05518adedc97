"""Find people and organisations of an edition by any spelling of their names, through the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from praya.core.access.audiences import Audience
from praya.core.index.queries import find
from praya.meet.editions.models import Edition
from praya.meet.works.indexing import edition_facet

MOST = 300


@dataclass(frozen=True, slots=True)
class Spelled:
    """Hold the numbers of people and organisations whose names sound or look like a query."""

    people: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


def spelled(edition: Edition, words: Sequence[str], audience: Audience, kinds: Sequence[str]) -> Spelled:
    """Return who of an edition is called like this, in a constant number of queries; nobody without words."""
    if not words:
        return Spelled()
    hits = find(" ".join(words), audience=audience, kinds=kinds, scope=(edition_facet(edition.pk),), per_page=MOST).hits
    return Spelled(
        frozenset(hit.number for hit in hits if hit.kind == "person"),
        frozenset(hit.number for hit in hits if hit.kind == "organisation"),
    )
