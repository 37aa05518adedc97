"""Tell the index per audience exactly what it may read, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praya.core.access.audiences import Audience
from praya.core.catalogue import indexing
from praya.core.catalogue.actions import set_status
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.indexing import everything, spellings_of, title_facets, views_of
from praya.core.documents.actions import revise
from praya.core.documents.audiences import visible_document
from praya.core.documents.declaring import loaded_document
from praya.core.index import sources
from praya.core.index.queries import find
from praya.core.texts.reading import write
from tests.builders import make_document, make_organisation, make_person, make_title

pytestmark = pytest.mark.django_db


def found(words: str, audience: Audience, **options: Any) -> list[int]:
    """Return the numbers of the titles that an audience finds."""
    return [hit.number for hit in find(words, audience=audience, **options).hits]


def test_each_name_is_found_by_those_who_may_read_it() -> None:
    names = [
        {"text": "Harbour Lights", "tag": "en", "kind": "international", "level": "public"},
        {"text": "Lanternfish", "tag": "en", "kind": "working", "level": "buyer"},
        {"text": "Salamandrine", "tag": "en", "kind": "working", "level": "private"},
    ]
    title = make_title("", names=names)
    assert [found("Harbour Lights", audience) for audience in Audience] == [[title.pk]] * 3
    assert [found("Lanternfish", audience) for audience in Audience] == [[], [], [title.pk]]
    assert [found("Salamandrine", audience) for audience in Audience] == [[]] * 3


@pytest.mark.parametrize(("level", "readers"), [("public", 3), ("badge", 2), ("buyer", 1), ("private", 0)])
def test_a_title_is_found_by_those_who_may_know_of_it(level: str, readers: int) -> None:
    title = make_title("Harbour Lights", level=level)
    assert [found("Harbour", audience) for audience in Audience] == [[]] * (3 - readers) + [[title.pk]] * readers
    assert [find("", audience=audience).total for audience in Audience] == [0] * (3 - readers) + [1] * readers


def test_facets_count_only_what_may_be_read() -> None:
    make_title(
        "A",
        budget_low=10**8,
        budget_high=10**8,
        visibility={"budget": "buyer", "seeking": "badge"},
        seeking=[{"what": "finance"}],
    )
    counted = [find("", audience=audience, facets=("budget", "seeking")).facets for audience in Audience]
    assert [dict(one["budget"]) for one in counted] == [{}, {}, {"under_3m": 1}]
    assert [dict(one["seeking"]) for one in counted] == [{}, {"finance": 1}, {"finance": 1}]


def test_titles_are_found_by_their_makers_in_every_spelling() -> None:
    person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, aliases=[{"text": "Wu Siyuan"}])
    hidden = make_person("Nobody Knows", names={"zh-Hant": "無名氏"}, level="private")
    company = make_organisation("Seasonal", names={"zh-Hant": "思遠影業"})
    credits = [
        {"role": "director", "name": "N. S. Yuen", "note": "", "person": person.code, "organisation": ""},
        {"role": "cast", "name": "Anonymous", "note": "", "person": hidden.code, "organisation": ""},
        {"role": "production", "name": "Seasonal", "note": "", "person": "", "organisation": company.code},
    ]
    title = make_title("Drunken", credits=credits, visibility={"credits": "badge"})
    for words in ("吳思遠", "Wu Siyuan", "N. S. Yuen", "思遠影業", "Anonymous"):
        assert (found(words, Audience.PUBLIC), found(words, Audience.BADGE)) == ([], [title.pk])
    assert found("無名氏", Audience.BUYER) == []


def test_drafts_and_withdrawn_titles_are_not_found() -> None:
    title = make_title("Harbour", status="draft")
    counts = [len(found("Harbour", Audience.BUYER))]
    for status in ("published", "withdrawn", "published"):
        set_status(title, status, by=None)
        counts.append(len(found("Harbour", Audience.BUYER)))
    assert counts == [0, 1, 0, 1]


def test_a_change_is_found_in_its_own_transaction() -> None:
    title = make_title("Harbour")
    revise(title, loaded_document(title) | {"logline": write({"zh-Hant": "一九三七年的諜戰"})}, by=None)
    assert found("諜戰", Audience.PUBLIC) == [title.pk]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["public", "badge", "buyer", "private"]),
    st.dictionaries(
        st.sampled_from(["budget", "seeking", "credits"]), st.sampled_from(["public", "badge", "buyer", "request", "private"])
    ),
)
def test_views_hold_what_the_audience_reads_and_nothing_else(level: str, visibility: dict[str, str]) -> None:
    credit = {"role": "director", "name": "Somebody", "note": "", "person": "", "organisation": ""}
    document = make_document(
        "A", level=level, visibility=visibility, credits=[credit], seeking=[{"what": "finance", "where": ["FR"]}]
    )
    title = make_title("A", **{name: value for name, value in document.items() if name != "names"})
    views = views_of("title", [title.pk])[title.pk]
    for audience in Audience:
        shown = visible_document(TITLE, loaded_document(title), audience)
        own = [view for view in views if int(audience) in view.audiences]
        assert len(own) == (shown is not None)
        if shown is not None:
            assert set(own[0].facets) == set(title_facets(shown))
            assert own[0].credits == tuple(row["name"] for row in shown["credits"])
    title.delete()


def test_a_rebuilt_index_reads_every_kind() -> None:
    title, person, company = make_title("A"), make_person("B"), make_organisation("C")
    make_title("D", status="draft")
    make_person("E", level="private")
    assert [(one.kind, one.number) for one in everything("title")] == [("title", title.pk)]
    assert person.pk in [one.number for one in everything("person") if one.views]
    assert company.pk in [one.number for one in everything("organisation") if one.views]


def facets_of(record: Any, kind: str) -> list[tuple[str, ...]]:
    """Return by which facets each audience finds a record."""
    found = views_of(kind, [record.pk])[record.pk]
    return [next((view.facets for view in found if audience in view.audiences), ()) for audience in Audience]


def test_a_title_is_found_by_every_fact_of_the_trade() -> None:
    title = make_title(
        "A",
        stage="financing",
        genres=["drama", "spy"],
        countries=[{"code": "HK", "share": 60}, {"code": "FR", "share": 40}],
        languages=["yue"],
        versions=[{"tag": "en", "is_subtitled": True}],
        seeking=[{"what": "finance", "where": ["CA", "LU"]}, {"what": "talent"}],
        budget_low=10**8,
        budget_high=10**8,
        visibility={"budget": "public"},
    )
    facets = (
        "budget:under_3m",
        "country:FR",
        "country:HK",
        "genre:drama",
        "genre:spy",
        "kind:film",
        "language:yue",
        "seeking:finance",
        "seeking:talent",
        "seeking_in:CA",
        "seeking_in:LU",
        "stage:financing",
        "version:en",
    )
    assert facets_of(title, "title") == [facets] * 3


def test_people_and_companies_are_found_by_what_each_audience_reads_of_them() -> None:
    facts = {"country": "MO", "activities": ["sales", "fund"], "level": "public"}
    hidden = {"country": "buyer", "languages": "badge"}
    person = make_person("A", languages=["yue", "en"], visibility=hidden, **facts)
    company = make_organisation("B", languages=["pt"], **facts)
    plain = ("activity:fund", "activity:sales")
    spoken = ("language:en", "language:yue")
    assert facets_of(person, "person") == [plain, plain + spoken, (*plain, "country:MO", *spoken)]
    assert facets_of(company, "organisation") == [(*plain, "country:MO", "language:pt")] * 3
    assert (spellings_of(person), spellings_of(company)) == (["A"], ["B"])


def test_every_spelling_is_listed_once_as_written_first() -> None:
    aliases = [{"text": "Wu Siyuan"}, {"text": "吳思遠"}, {"text": ""}, {}]
    person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, aliases=aliases, level="public")
    assert spellings_of(person) == ["Ng See-yuen", "吳思遠", "Wu Siyuan"]
    assert views_of("person", [person.pk])[person.pk][0].names == ("Ng See-yuen", "吳思遠", "Wu Siyuan")


def test_other_apps_add_facets_for_those_who_may_find_by_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def market(kind: str, numbers: Sequence[int]) -> dict[int, list[tuple[str, Audience]]]:
        return {number: [(f"{kind}:shown", Audience.BADGE), ("sold:yes", Audience.BUYER)] for number in numbers}

    monkeypatch.setattr(indexing, "_sources", [])
    for _time in range(2):
        indexing.add_source(market)
    assert indexing._sources == [market]
    title, person = make_title("A"), make_person("B", level="public", country="", languages=[])
    assert facets_of(person, "person") == [(), ("person:shown",), ("person:shown", "sold:yes")]
    own = {"kind:film", "stage:completed"}
    assert [set(facets) - own for facets in facets_of(title, "title")] == [
        set(),
        {"title:shown"},
        {"title:shown", "sold:yes"},
    ]


def test_a_rebuilt_index_begins_with_the_titles_changed_longest_ago() -> None:
    first, second = make_title("A"), make_title("B")
    revise(first, loaded_document(first) | {"year": 1999}, by=None)
    assert [one.number for one in everything("title")] == [second.pk, first.pk]


def test_the_index_is_told_how_all_kinds_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_registered", {})
    indexing.register_kinds()
    title = make_title("A")
    make_person("B")
    assert sources.kinds() == {"organisation": 0, "person": 1, "title": 1}
    assert [one.number for one in sources.records("title")] == [title.pk]
