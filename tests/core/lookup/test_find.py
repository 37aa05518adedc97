"""Find records, each viewer exactly what they may see."""

from __future__ import annotations

import pytest

from praya.core.access.audiences import Audience
from praya.core.lookup import actions, queries
from praya.core.lookup.compacting import compact
from praya.core.lookup.listing import View

pytestmark = pytest.mark.django_db
ALL = (Audience.PUBLIC, Audience.BADGE, Audience.BUYER)


def numbers(query: str, audience: int = Audience.PUBLIC, **wishes) -> list[int]:
    return [hit.number for hit in queries.find(query, audience=audience, **wishes).hits]


def test_a_record_is_found_as_soon_as_it_is_put() -> None:
    actions.put("title", 7, [View(ALL, ("In the Mood for Love",), facets=("genre:drama",))])
    assert numbers("mood for love") == [7]
    compact()
    assert numbers("mood for love") == [7]


def test_each_audience_finds_its_own_view() -> None:
    actions.put("title", 7, [View((0,), ("Untitled",)), View((1, 2), ("Untitled", "The Secret Harbour"))])
    assert numbers("harbour") == []
    assert numbers("harbour", Audience.BADGE) == [7]


def test_facets_are_counted_without_their_own_filter() -> None:
    for number, genre, country in ((1, "drama", "HK"), (2, "drama", "MO"), (3, "comedy", "HK")):
        actions.put("title", number, [View(ALL, (f"Title {number}",), facets=(f"genre:{genre}", f"country:{country}"))])
    found = queries.find("", audience=0, filters={"genre": ["drama"]}, facets=["genre", "country"])
    assert found.total == 2
    assert found.facets == {"genre": {"drama": 2, "comedy": 1}, "country": {"HK": 1, "MO": 1}}
