"""Let the palette find works."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from praya.core.features.palette import MOST, Asked
from praya.show.works.headings import Heading, heading
from praya.show.works.queries import shown
from praya.show.works.readers import works_reader


@dataclass(frozen=True, slots=True)
class FoundWork:
    """Hold one work that was found: its page's address and its name as the visitor reads it."""

    address: str
    head: Heading


def found_works(asked: Asked) -> list[FoundWork]:
    """Return the works that the index found, as far as the visitor may see them."""
    hits, reader, language = asked.hits.get("title", ())[:MOST], works_reader(asked.visit), get_language() or "en"
    works = shown(reader, hits) if hits else []
    return [FoundWork(reader.address(one.card.code), heading(one.card.document["names"], language)) for one in works]
