"""Whatever is hidden from a viewer changes nothing they see: not a hit, an order, a count, nor a better spelling.

Random histories of an index for all audiences are compared, for each audience, with an index of only what that audience
sees, written afresh in the order in which it saw changes.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praya.core.index import actions, compacting, queries
from praya.core.index.found import Found
from praya.core.index.indexing import Listed, View, key_of
from tests.core.index.catalogue import ALL, clear

pytestmark = pytest.mark.django_db

CONTENTS = (
    View((), ("花樣年華", "In the Mood for Love"), ("王家衛",), "romance", ("genre:drama", "country:HK")),
    View((), ("In the Mood for Food",), (), "kitchen comedy", ("genre:comedy",)),
    View((), ("Mood Indigo",), ("Michel Gondry",), "", ("genre:drama", "country:FR")),
    View((), ("王家衛的心情",), (), "mood", ("country:HK",)),
    View((), ("Parasite",), (), "", ("genre:drama",)),
)
QUERIES = ("", "mood", "in the mod", "王家衛", "parasyte", "花樣", "drama comedy")
# What each audience sees of a record: one of the contents, or nothing.
SEEN = st.tuples(*(st.one_of(st.none(), st.integers(0, len(CONTENTS) - 1)) for _ in ALL))
STEP = st.one_of(st.tuples(st.integers(1, 5), SEEN), st.sampled_from(["compact", "rebuild"]))


def views(seen: tuple[int | None, ...]) -> list[View]:
    """Group what audiences see into views."""
    chosen = {content for content in seen if content is not None}
    return [
        replace(CONTENTS[one], audiences=tuple(audience for audience in ALL if seen[audience] == one)) for one in sorted(chosen)
    ]


def answers(audience: int) -> list[Found]:
    """Return all that an audience can find, without the slots."""
    wishes = [{"filters": {"genre": ["drama"]}, "facets": ["genre", "country"]}, {"facets": ["genre"], "order": queries.RECENT}]
    found = [queries.find(query, audience=audience, **one) for query in QUERIES for one in wishes]
    return [replace(one, hits=tuple(replace(hit, slot=0, score=round(hit.score, 4)) for hit in one.hits)) for one in found]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=1, max_size=14))
def test_what_is_hidden_changes_nothing(steps: list) -> None:
    clear()
    now: dict[int, tuple[int | None, ...]] = {}
    changed: dict[tuple[int, int], int] = {}
    for at, step in enumerate(steps):
        if step == "compact":
            compacting.compact()
        elif step == "rebuild":
            compacting.rebuild(Listed("title", number, tuple(views(seen))) for number, seen in now.items())
        else:
            number, seen = step
            before = now.get(number, (None,) * len(ALL))
            changed |= {(number, audience): at for audience in ALL if seen[audience] != before[audience]}
            now[number] = seen
            actions.put("title", number, views(seen))
    got = {audience: answers(audience) for audience in ALL}
    for audience in ALL:
        clear()
        for number in sorted(now, key=lambda one: changed.get((one, audience), -1)):
            if (content := now[number][audience]) is not None:
                actions.put("title", number, [replace(CONTENTS[content], audiences=(audience,))])
        assert answers(audience) == got[audience]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, len(CONTENTS) - 1), st.sampled_from(["12", "13"])), min_size=1, max_size=8
    )
)
def test_another_edition_changes_nothing(rows: list[tuple[int, int, str]]) -> None:
    clear()
    now = {number: (content, edition) for number, content, edition in rows}
    for number, (content, edition) in now.items():
        actions.put("title", number, [replace(CONTENTS[content], audiences=ALL, facets=(f"edition:{edition}",))])
    scoped = [queries.find(query, audience=0, scope=("edition:12",)) for query in QUERIES]
    for number, (_content, edition) in now.items():
        if edition != "12":
            actions.drop("title", number)
    assert [queries.find(query, audience=0, scope=("edition:12",)) for query in QUERIES] == scoped


def test_keys_are_positive_and_the_same_in_every_process() -> None:
    assert key_of("w:mood") == 1020632124600349562
    assert len({key_of(f"w:{number}") for number in range(1000)}) == 1000
    assert key_of("\ud800") > 0
