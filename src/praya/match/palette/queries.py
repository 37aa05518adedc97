"""Ask every room that has declared something to the palette."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from praya.core.features.palette import MOST, Asked, Source, palette_sources
from praya.core.index.queries import find
from praya.meet.accreditation.visits import EditionVisit
from praya.show.works.readers import works_reader


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what one source has found."""

    source: Source
    rows: Sequence[Any]

    def part(self, *, is_called: bool) -> Answer:
        """Return what has the name that was typed, or what is only near it."""
        return Answer(self.source, [row for row in self.rows if getattr(row, "is_called", True) is is_called])


def answers(visit: EditionVisit, words: Sequence[str]) -> list[Answer]:
    """Return what each source finds for the visitor, in order; those that found nothing are left out."""
    sources = palette_sources()
    asked = Asked(visit, words, _looked_up(visit, words, sources))
    return [Answer(source, rows) for source in sources if (rows := source.find(asked))]


def _looked_up(visit: EditionVisit, words: Sequence[str], sources: Sequence[Source]) -> Mapping[str, list[Any]]:
    """Ask the index once, for all kinds that any source wants, whatever the spelling."""
    kinds = sorted({kind for source in sources for kind in source.kinds})
    found: dict[str, list[Any]] = defaultdict(list)
    if words and kinds:
        place = works_reader(visit)
        for hit in find(" ".join(words), audience=place.audience, kinds=kinds, scope=place.scope, per_page=3 * MOST).hits:
            found[hit.kind].append(hit)
    return found


def in_parts(found: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Return what is called as was typed, and what is only near it, each room by room."""
    called, near = ([answer.part(is_called=is_called) for answer in found] for is_called in (True, False))
    return [answer for answer in called if answer.rows], [answer for answer in near if answer.rows]
