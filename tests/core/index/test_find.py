"""Find records in any script, with facets, marks and better spellings."""

from __future__ import annotations

import pytest

from praya.core.index import actions, queries
from praya.core.index.compacting import compact
from praya.core.index.found import Found, Remark
from praya.core.index.indexing import View
from tests.core.index.catalogue import ALL, BADGE, PUBLIC, numbers, put, put_films

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("Fa yeung nin wa", 1),
        ("花样年华", 1),
        ("mood for love", 1),
        ("Chongqing senlin", 2),
        ("기생", 3),
        ("Gisaengchung", 3),
        ("Soljaris", 4),
        ("ドライブ", 5),
    ],
)
@pytest.mark.parametrize("is_compacted", [False, True])
def test_names_are_found_in_any_script(query: str, number: int, is_compacted: bool) -> None:
    put_films()
    if is_compacted:
        compact()
    assert numbers(query)[:1] == [number]


def test_a_record_is_found_by_who_made_it_and_by_what_it_is_about_below_names() -> None:
    put(1, "王家衛的世界", "The World of Wong Kar-wai")
    put(2, "花樣年華", credits=("王家衛", "Wong Kar-wai"))
    put(3, "A Spy", words="A 1930s spy drama about Wong Kar-wai.")
    found = queries.find("Wong Kar-wai", audience=PUBLIC)
    assert [(hit.number, hit.part) for hit in found.hits] == [(1, "name"), (2, "credit"), (3, "words")]
    assert [hit.matched for hit in found.hits] == ["The World of Wong Kar-wai", "Wong Kar-wai", "A Spy"]


def test_plain_words_are_found_in_any_form() -> None:
    put(1, "Harbour", words="1930s spy drama; 諜戰")
    assert numbers("spies drama") == numbers("1930s dramas") == numbers("諜戰") == numbers("谍战") == [1]
    assert numbers("comedy") == []


def test_the_part_that_matched_is_marked() -> None:
    put_films()
    hit = queries.find("mood", audience=PUBLIC).hits[0]
    assert [hit.matched[begin:end] for begin, end in hit.spans] == ["Mood"]
    assert (hit.kind, hit.part) == ("title", "name")


def test_a_better_spelling_comes_only_from_what_the_viewer_sees() -> None:
    put(1, "Parasite", audiences=(BADGE,))
    assert queries.find("parasyte", audience=BADGE).suggestion == "Parasite"
    assert queries.find("parasyte", audience=PUBLIC).suggestion is None
    assert queries.find("parasite", audience=BADGE).suggestion is None


def test_no_better_spelling_for_another_romanisation() -> None:
    put(1, "花樣年華", "In the Mood for Love")
    assert queries.find("Fa yeung nin wa", audience=PUBLIC).suggestion is None


def test_facets_are_counted_without_their_own_filter() -> None:
    for number, genre, country in ((1, "drama", "HK"), (2, "drama", "MO"), (3, "comedy", "HK"), (4, "comedy", "MO")):
        put(number, f"Title {number}", facets=(f"genre:{genre}", f"country:{country}"))
    found = queries.find(
        "", audience=PUBLIC, filters={"genre": ["drama"], "country": ["HK"]}, facets=["genre", "country", "none"]
    )
    assert [hit.number for hit in found.hits] == [1]
    assert found.facets == {"genre": {"comedy": 1, "drama": 1}, "country": {"HK": 1, "MO": 1}, "none": {}}
    either = queries.find("title", audience=PUBLIC, filters={"genre": ["drama", "comedy"], "country": []})
    assert either.total == 4


def test_a_scope_and_a_kind_narrow_everything() -> None:
    put(1, "Harbour", facets=("edition:12",))
    put(2, "Harbour Lights", facets=("edition:13",))
    put(3, "Harbour Films", kind="organisation", facets=("edition:12",))
    assert numbers("harbour", scope=("edition:12",)) == [1]
    assert sorted(numbers("harbour", kinds=("title", "organisation"), scope=("edition:12",))) == [1, 3]
    assert numbers("harbour", only={("title", 2), ("organisation", 1)}) == [2]
    assert numbers("harbour", only=set()) == []


def test_without_a_query_the_latest_changed_come_first_page_by_page() -> None:
    put_films()
    put(2, "Chungking Express")
    assert numbers("", per_page=3) == [2, 5, 4]
    assert numbers("", per_page=3, page=2) == [3, 1]
    assert numbers("", per_page=3, page=9) == []
    assert numbers("", per_page=3, page=-1) == [2, 5, 4]


def test_hits_can_be_in_the_order_of_changes() -> None:
    put(1, "Harbour")
    put(2, "The Harbour of the North")
    assert numbers("harbour") == [1, 2]
    assert numbers("harbour", order=queries.RECENT) == [2, 1]


def test_pages_beyond_what_was_compared_are_found_too() -> None:
    for number in range(1, 200):
        put(number, f"Harbour {number}")
    found = queries.find("harbour", audience=PUBLIC, per_page=150)
    rest = queries.find("harbour", audience=PUBLIC, per_page=150, page=2)
    assert (found.total, found.pages) == (199, 2)
    assert {hit.number for hit in (*found.hits, *rest.hits)} == set(range(1, 200))


def test_what_is_newer_than_a_slot() -> None:
    put(1, "Harbour")
    last = queries.find("harbour", audience=PUBLIC).hits[0].slot
    assert numbers("harbour", newer_than=last) == []
    put(2, "Harbour Two")
    assert numbers("harbour", newer_than=last) == [2]
    assert numbers("", newer_than=last) == [2]


@pytest.mark.parametrize(
    "query",
    [
        "x" * 5000,
        "a b " * 1300,
        "\x00\x01",
        "mood\x00 for\u202e love",
        "\ud800",
        "\U000e0fff",
        "花",
        "…",
        "e" + "\u0301" * 100_000,
        "%_'\";--",
    ],
)
def test_whatever_is_typed_gets_an_answer(query: str) -> None:
    put_films()
    found = queries.find(query, audience=PUBLIC, facets=["genre"])
    expected = Remark.CUT if len(query) > 200 else Remark.EMPTY if found.total == 5 else Remark.NOTHING
    assert found.remark == expected
    assert isinstance(found, Found)


def test_one_character_finds_what_has_it() -> None:
    put_films()
    assert numbers("花") == [1]
    assert numbers("\x00 \u202e") == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("query", ["", "harbour", "海港"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_records(
    count: int, query: str, django_assert_num_queries
) -> None:
    for number in range(count):
        put(number, f"Harbour {number}", "海港", facets=("genre:drama", "country:HK"))
    compact()
    put(99, "Harbour Lights", "海港", facets=("genre:comedy",))
    with django_assert_num_queries(4):
        found = queries.find(query, audience=PUBLIC, filters={"genre": ["drama", "comedy"]}, facets=["genre", "country"])
    assert found.total == count + 1


def test_nothing_is_found_in_an_empty_index() -> None:
    found = queries.find("harbour", audience=PUBLIC, facets=["genre"])
    assert (found.total, found.hits, found.facets, found.pages) == (0, (), {"genre": {}}, 1)


def test_each_audience_finds_its_own_view() -> None:
    actions.put("title", 7, [View((PUBLIC,), ("Untitled",)), View((1, 2), ("Untitled", "The Secret Harbour"))])
    assert numbers("harbour") == []
    assert numbers("harbour", BADGE) == [7]


def test_records_whose_names_are_alike() -> None:
    put(1, "吳思遠", "Ng See-yuen", kind="person", audiences=(BADGE,))
    put(2, "Ingmar Bergman", kind="person")
    put(3, "Ng See-yuen", kind="title")
    [(number, likeness)] = queries.alike("person", ["Wu Siyuan"])
    assert number == 1 and likeness > 0.8
    assert queries.alike("person", ["Wu Siyuan"], audience=PUBLIC) == []
    assert queries.alike("person", [""]) == []
    assert queries.alike_many("person", [["吴思远"], ["Bergman, Ingmar"], []]) == [[(1, 1.0)], [(2, 1.0)], []]
    assert ALL == (0, 1, 2)
