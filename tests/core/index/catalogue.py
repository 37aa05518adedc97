"""Put a few records into the index and read what a search finds."""

from __future__ import annotations

from typing import Any

from praya.core.index import actions, queries
from praya.core.index.indexing import View
from praya.core.index.models import IndexState, Listing, Posting, Recent, Removal

PUBLIC, BADGE, BUYER = 0, 1, 2
ALL = (PUBLIC, BADGE, BUYER)

FILMS = {
    1: ("花樣年華", "In the Mood for Love"),
    2: ("重慶森林", "Chungking Express"),
    3: ("Parasite", "기생충"),
    4: ("Solaris", "Солярис"),
    5: ("Drive My Car", "ドライブ・マイ・カー"),
}


def put(number: int, *names: str, kind: str = "title", audiences: tuple[int, ...] = ALL, **more: Any) -> int:
    """List one record alike for some audiences."""
    return actions.put(kind, number, [View(audiences, names, **more)])


def put_films() -> None:
    """List five films."""
    for number, names in FILMS.items():
        put(number, *names)


def numbers(query: str, audience: int = PUBLIC, **wishes: Any) -> list[int]:
    """Return the numbers of what is found, in order."""
    return [hit.number for hit in queries.find(query, audience=audience, **wishes).hits]


def clear() -> None:
    """Empty the index."""
    for model in (Listing, Posting, Recent, Removal, IndexState):
        model.objects.all().delete()
