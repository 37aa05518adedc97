"""Find people and organisations by any spelling of their names, through the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from praya.core.access.audiences import Audience
from praya.core.index.found import Hit
from praya.core.index.grading import SURE, Grade, folded, grade_of
from praya.core.index.queries import find

MOST = 300


@dataclass(frozen=True, slots=True)
class Spelled:
    """Hold how like a query the names of people, organisations and titles are, by their numbers, from 1 down.

    `is_name` tells that all its words together stand in one of these names, or begin its words.
    """

    people: Mapping[int, float] = field(default_factory=dict)
    organisations: Mapping[int, float] = field(default_factory=dict)
    is_name: bool = False
    titles: Mapping[int, float] = field(default_factory=dict)

    @property
    def sure(self) -> Spelled:
        """Return those alone that are called so in another way, for lists on whose rows is acted at once."""
        people, organisations, titles = (
            {number: score for number, score in scores.items() if score >= SURE}
            for scores in (self.people, self.organisations, self.titles)
        )
        return Spelled(people, organisations, self.is_name, titles)


def spelled(words: Sequence[str], audience: Audience, kinds: Sequence[str], scope: Sequence[str] = ()) -> Spelled:
    """Return who is called like this among those that have the facets of a scope, in a constant number of queries.

    Without words it is nobody.
    """
    if not words:
        return Spelled()
    return graded(words, find(" ".join(words), audience=audience, kinds=kinds, scope=scope, per_page=MOST).hits)


def graded(words: Sequence[str], hits: Sequence[Hit]) -> Spelled:
    """Return the hits of the index by number, and whether one of them is called as was typed."""
    asked = [word for typed in words for word in folded(typed).split()]
    grades = (grade_of(asked, (hit.matched,)) for hit in hits) if asked else ()
    is_name = any(grade is not None and grade <= Grade.BEGUN for grade in grades)
    # A work is also found by who is credited on it: that is not what it is called.
    named = [hit for hit in reversed(hits) if hit.kind != "title" or hit.part == "name"]
    people, organisations, titles = (
        {hit.number: hit.score for hit in named if hit.kind == kind} for kind in ("person", "organisation", "title")
    )
    return Spelled(people, organisations, is_name, titles)
