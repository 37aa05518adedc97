"""Change records in the index: at once, for those concerned only, and nothing is lost when it is compacted."""

from __future__ import annotations

import pytest
from django.db import transaction

from praya.core.index import actions, compacting, queries, sources, tasks
from praya.core.index.indexing import Listed, View, bits, members
from praya.core.index.models import IndexState, Listing, Posting, Recent, Removal
from praya.engines.search import VERSION
from tests.core.index.catalogue import ALL, BADGE, BUYER, PUBLIC, numbers, put, put_films

pytestmark = pytest.mark.django_db


def test_the_same_again_changes_nothing() -> None:
    assert put(1, "Harbour", facets=("genre:drama", "country:HK")) == 1
    slots = list(Listing.objects.values_list("slot", flat=True))
    assert put(1, "Harbour", facets=("country:HK", "genre:drama", "genre:drama")) == 0
    assert list(Listing.objects.values_list("slot", flat=True)) == slots


def test_what_changes_for_buyers_does_not_even_move_for_others() -> None:
    put(1, "Harbour")
    put(2, "Harbour Lights")
    actions.put("title", 1, [View((PUBLIC, BADGE), ("Harbour",)), View((BUYER,), ("Harbour",), words="Sold to a platform")])
    assert numbers("") == numbers("", BADGE) == [2, 1]
    assert numbers("", BUYER) == [1, 2]
    assert numbers("platform", BADGE) == [] and numbers("platform", BUYER) == [1]
    actions.put("title", 1, [View(ALL, ("Harbour",))])
    assert numbers("") == [2, 1] and numbers("", BUYER) == [1, 2]
    assert numbers("platform", BUYER) == []


@pytest.mark.parametrize("is_compacted", [False, True])
def test_a_record_taken_out_is_found_by_nobody(is_compacted: bool) -> None:
    put_films()
    if is_compacted:
        compacting.compact()
    actions.drop("title", 1)
    assert numbers("mood") == [] and numbers("", per_page=9) == [5, 4, 3, 2]
    compacting.compact()
    assert numbers("mood") == [] and not Listing.objects.filter(number=1).exists()


def test_a_change_undone_leaves_nothing_behind() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        put(1, "Harbour")
        assert numbers("harbour") == [1]
        raise RuntimeError
    assert numbers("harbour") == [] and not Recent.objects.exists()


def test_a_record_without_names_is_not_listed() -> None:
    assert put(1, " ", "") == 0
    assert numbers("") == []


def test_the_number_of_statements_of_a_change_does_not_grow(django_assert_max_num_queries) -> None:
    put_films()
    with django_assert_max_num_queries(8):
        put(1, "花樣年華", "In the Mood for Love", credits=("王家衛",), facets=("genre:drama",))


def test_many_at_once_few_and_more_than_few() -> None:
    films = [Listed("title", number, (View(ALL, (f"Harbour {number}",), facets=("genre:drama",)),)) for number in range(1, 11)]
    told: list[int] = []
    assert actions.put_many(films, progress=told.append) == 10
    assert sum(told) == 10 and Recent.objects.exists() and not Posting.objects.exists()
    more = [Listed("title", number, (View(ALL, (f"Pier {number}",), facets=("genre:comedy",)),)) for number in range(5, 700)]
    assert actions.put_many(more) == 695
    found = queries.find("pier 600", audience=PUBLIC, facets=["genre"])
    assert found.hits[0].number == 600
    assert queries.find("", audience=PUBLIC, facets=["genre"]).facets["genre"] == {"comedy": 695, "drama": 4}
    assert numbers("harbour") == [4, 3, 2, 1]
    assert actions.put_many(more) == 0


def test_compacting_changes_nothing_that_is_found_and_leaves_nothing_recent() -> None:
    put_films()
    compacting.compact()
    put(1, "The Same Film", facets=("genre:drama",))
    put(6, "寰宇", audiences=(BUYER,))
    actions.put("title", 2, [View((PUBLIC,), ("Chungking Express",)), View((BADGE, BUYER), ("重慶森林",))])
    before = [queries.find(query, audience=audience, facets=["genre"]) for query in ("", "film", "森林") for audience in ALL]
    assert compacting.compact() > 0
    assert not Recent.objects.exists() and not Removal.objects.exists()
    assert [
        queries.find(query, audience=audience, facets=["genre"]) for query in ("", "film", "森林") for audience in ALL
    ] == before
    assert compacting.compact() == 0


def test_writing_everything_again_keeps_slots_and_mends_whatever_was_wrong() -> None:
    put_films()
    slots = dict(Listing.objects.values_list("number", "slot"))
    Posting.objects.all().delete()
    Recent.objects.all().delete()
    Listing.objects.filter(number=2).update(forms="")
    put(9, "Not there any more")
    films = [Listed("title", number, (View(ALL, ("花樣年華", "In the Mood for Love")),)) for number in (1,)]
    films += [Listed("title", 2, (View(ALL, ("重慶森林", "Chungking Express")),)), Listed("title", 8, (View(ALL, ("New",)),))]
    told: list[int] = []
    assert compacting.rebuild(films, progress=told.append) == 3
    assert numbers("") == [8, 2, 1] and sum(told) == 3
    assert {number: slot for number, slot in Listing.objects.values_list("number", "slot") if number in slots} == {
        1: slots[1],
        2: slots[2],
    }
    assert numbers("森林") == [2] and Listing.objects.get(number=2).forms
    assert IndexState.objects.get().analysis == VERSION


def test_the_worker_compacts_when_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    put_films()
    assert tasks.compact_index.call(None) == 0
    monkeypatch.setattr(compacting, "DUE", 10)
    assert tasks.compact_index.call(None) > 0


def test_what_is_gathered_is_laid_off_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praya.core.index.postings.LAID_OFF", 20)
    films = [Listed("title", number, (View(ALL, (f"Harbour {number}",)),)) for number in range(1, 30)]
    assert compacting.rebuild(films) == 29
    assert len(numbers("harbour", per_page=50)) == 29 and numbers("harbour 17")[0] == 17


def test_a_few_hundred_records_are_settled_at_a_time() -> None:
    films = [Listed("title", number, (View(ALL, (f"Harbour {number}",)),)) for number in range(1, 4)]
    assert [listing.number for listing, _tokens, _facets in actions.made_anew(films)] == [1, 2, 3]
    changed = [films[0], Listed("title", 2, (View(ALL, ("Pier",)),)), Listed("title", 3, ())]
    again = [(listing.number, listing.names) for listing, _tokens, _facets in actions.made_anew(changed, again=True)]
    assert sorted(again) == [(1, "Harbour 1"), (2, "Pier")]


def test_audiences_as_bits() -> None:
    assert bits((0, 2, 2)) == 5
    assert members(5) == ["0", "2"] and members(0) == []


def test_sources_give_every_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_registered", {})
    sources.register("title", lambda: [Listed("title", 1, (View(ALL, ("Harbour",)),))], lambda: 1)
    sources.register("person", lambda: [])
    assert sources.kinds() == {"person": 0, "title": 1}
    assert [listed.number for listed in sources.records("title")] == [1]


def test_models_name_themselves() -> None:
    put(1, "Harbour", "海港")
    actions.drop("title", 1)
    put(2, "Pier")
    compacting.compact()
    put(3, "Quay")
    assert str(Listing.objects.get(number=2)) == "Pier"
    assert str(Recent(token=5, slot=7)) == "5 in 7" and str(Removal(slot=7, audiences=3)) == "7 from 3"
    assert str(Posting(token=5)) == "5" and str(IndexState(analysis=2)) == "analysis 2"
