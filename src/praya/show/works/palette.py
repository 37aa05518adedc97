"""Let the palette find works."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from praya.core.features.palette import MOST, Asked
from praya.core.index.grading import SURE
from praya.show.works.headings import Heading, heading
from praya.show.works.queries import shown
from praya.show.works.readers import works_reader


@dataclass(frozen=True, slots=True)
class FoundWork:
    """Hold one work that was found: its page's address, its name as the visitor reads it, and whether that is what was typed."""

    address: str
    head: Heading
    is_called: bool = True


def found_works(asked: Asked) -> list[FoundWork]:
    """Return the works that the index found, as far as the visitor may see them."""
    hits, reader, language = asked.hits.get("title", ())[:MOST], works_reader(asked.visit), get_language() or "en"
    works = shown(reader, hits) if hits else []
    return [
        FoundWork(
            reader.address(one.card.code),
            heading(one.card.document["names"], language),
            one.hit is not None and one.hit.part == "name" and one.hit.score >= SURE,
        )
        for one in works
    ]
