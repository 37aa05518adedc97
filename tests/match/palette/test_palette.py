"""The palette finds pages, exhibitors and people by any of their names, for those who belong to the edition."""

import re
from typing import Any

import pytest
from django.test import Client

from praya.core.index.found import Hit
from praya.meet.editions.models import Edition
from praya.show.works.headings import Heading
from praya.show.works.palette import _why
from tests.builders import (
    calendar_of,
    make_account,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_team_member,
    make_title,
    make_wish,
    make_work,
    sign_in,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/e/market-2027/palette/"


@pytest.fixture
def edition() -> Edition:
    return make_edition("market-2027")


def visitor_of(edition: Edition, name: str = "Visitor Vane") -> Client:
    person = make_person(name)
    calendar_of(make_delegate(edition, person=person, category=None))
    return sign_in(Client(), person.account)


def rows(client: Client, query: str, *sources: str) -> list[Any]:
    answers = client.get(ADDRESS, {"q": query}).context["found"]
    return [one for answer in answers if answer.source.name in sources for one in answer.rows]


def found(client: Client, query: str) -> list[str]:
    return [one.name for one in rows(client, query, "exhibitors", "people")]


def pages(client: Client, query: str) -> list[str]:
    return [one.name for one in rows(client, query, "pages")]


def test_a_person_is_found_by_any_script(edition: Edition) -> None:
    calendar_of(make_delegate(edition, person=make_person("Yip Wing-hei", names={"zh-Hant": "葉詠曦"})))
    client = visitor_of(edition)
    assert [found(client, query) for query in ("wing yip", "詠曦", "葉", "absent")] == [
        ["Yip Wing-hei"],
        ["Yip Wing-hei"],
        ["Yip Wing-hei"],
        [],
    ]


def test_exhibitors_come_before_people(edition: Edition) -> None:
    make_exhibitor(edition, organisation=make_organisation("Vane Pictures", names={"zh-Hant": "風向影業"}), staff=0)
    client = visitor_of(edition)
    assert found(client, "vane") == ["Vane Pictures", "Visitor Vane"]
    assert found(client, "風向") == ["Vane Pictures"]


def test_whoever_has_no_meetings_stays_out_because_no_page_shows_them(edition: Edition) -> None:
    press = make_category(edition, "press", may_meet=False)
    calendar_of(make_delegate(edition, person=make_person("Press Vale"), category=press))
    assert found(visitor_of(edition), "vale") == []


def test_another_edition_and_those_not_approved_stay_out(edition: Edition) -> None:
    other = make_edition("other-2027")
    calendar_of(make_delegate(other, person=make_person("Elsewhere Vale")))
    calendar_of(make_delegate(edition, person=make_person("Applied Vale"), status="applied"))
    assert found(visitor_of(edition), "vale") == []


def test_a_no_changes_nothing_for_whom_it_concerns(edition: Edition) -> None:
    refused = make_delegate(edition, person=make_person("Refused Reed"))
    refuser = make_delegate(edition, person=make_person("Refuser Rook"))
    client = sign_in(Client(), refused.person.account)
    theirs = calendar_of(refuser)
    before = found(client, "refuser")
    make_wish(theirs, calendar_of(refused), "no")
    assert (before, found(client, "refuser")) == (["Refuser Rook"], ["Refuser Rook"])


def test_pages_are_those_the_visitor_may_open(edition: Edition) -> None:
    delegate = visitor_of(edition)
    organiser = sign_in(Client(), make_team_member(edition))
    assert (pages(delegate, "reques"), pages(delegate, "site")) == (["requests"], [])
    assert (pages(organiser, "site"), pages(organiser, "reques")) == (["manage_sites"], [])


def test_no_words_list_every_page_and_nobody(edition: Edition) -> None:
    client = visitor_of(edition)
    assert [answer.source.name for answer in client.get(ADDRESS).context["found"]] == ["pages"]
    assert "requests" in pages(client, "")


def test_htmx_gets_only_the_part_it_asks_for(edition: Edition) -> None:
    client = visitor_of(edition)
    part = client.get(ADDRESS, {"q": "vane"}, headers={"HX-Request": "true"}).content.decode()
    rows = client.get(ADDRESS, {"q": "vane"}, headers={"HX-Request": "true", "HX-Target": "palette-found"}).content.decode()
    assert (part.lstrip().startswith("<form"), rows.lstrip().startswith("<ul"), "<html" in part + rows) == (True, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_what_is_found(edition: Edition, count: int, django_assert_num_queries: object) -> None:
    client = visitor_of(edition)
    for number in range(count):
        calendar_of(make_delegate(edition, person=make_person(f"Row {number}")))
        make_exhibitor(edition, f"Row company {number}", staff=0)
    with django_assert_num_queries(10):  # type: ignore[operator]
        client.get(ADDRESS, {"q": "row"})


def test_others_are_refused(edition: Edition) -> None:
    assert Client().get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"
    assert sign_in(Client(), make_account()).get(ADDRESS).status_code == 404


def test_how_many_were_found_is_announced_whatever_they_are(edition: Edition) -> None:
    make_exhibitor(edition, organisation=make_organisation("Requested Pictures"), staff=0)
    make_work(edition, make_title("The Request", level="badge"))
    page = visitor_of(edition).get(ADDRESS, {"q": "reques"}).content.decode()
    assert ('data-announce="3 found"' in page, page.count("<small>page"), page.count("<small>work")) == (True, 1, 1)
    assert 'data-announce="0 found"' in visitor_of(edition, "Somebody").get(ADDRESS, {"q": "absent"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_works_are_found_too_as_far_as_they_may_be_seen(edition: Edition, count: int, django_assert_num_queries: object) -> None:
    for number in range(count):
        names = [
            {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
            {"text": f"Mood {number}", "tag": "en", "kind": "other"},
        ]
        make_work(edition, make_title(names=names, level="badge"))
    make_work(edition, make_title("Fa yeung nin wa", level="private"))
    client = visitor_of(edition)
    client.get(ADDRESS, {"q": "Fa yeung nin wa"})
    with django_assert_num_queries(13):  # type: ignore[operator]
        works = rows(client, "Fa yeung nin wa", "works")
    assert sorted(one.head.name for one in works) == [f"Mood {number}" for number in range(count)]
    assert {one.head.other for one in works} == {"花樣年華"}
    assert all(one.address.startswith("/e/market-2027/works/") for one in works)


def test_a_work_says_its_year_who_presents_it_and_why_it_is_there(edition: Edition) -> None:
    names = [
        {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
        {"text": "In the Mood for Love", "tag": "en", "kind": "international"},
        {"text": "Les Silences du désir", "tag": "fr", "kind": "other"},
    ]
    company = make_organisation("Jet Tone", names={"zh-Hant": "澤東電影"})
    title = make_title(names=names, level="badge", year=2000, owner=company)
    make_work(edition, title, exhibitor=make_exhibitor(edition, organisation=company, staff=0))
    client = visitor_of(edition)

    def line(query: str) -> str:
        page = client.get(ADDRESS, {"q": query}).content.decode()
        (found,) = [one for one in page.split("<li>") if "In the Mood for Love" in one]
        return re.sub(r"<[^>]+>", "", found.split("<small>")[1].split("</small>")[0])

    assert line("mood for love") == "work · 2000 · Jet Tone"
    assert line("silences du desir") == "work · 2000 · Jet Tone · found by Les Silences du désir"
    person = make_person("Reader Reed")
    calendar_of(make_delegate(edition, person=person, category=None))
    person.account.language = "zh-hant"
    person.account.save()
    reader = sign_in(Client(headers={"accept-language": "zh-hant"}), person.account)
    assert '· <bdi lang="zh-Hant">澤東電影</bdi>' in reader.get(ADDRESS, {"q": "mood for love"}).content.decode()


@pytest.mark.parametrize(
    ("part", "matched", "is_called", "why"),
    [
        ("name", "In the Mood for Love", True, ""),
        ("name", "In the Mood for Love", False, "sounds or looks a little like it"),
        ("name", "Les <Silences>", False, "found by <bdi>Les <mark>&lt;Silences&gt;</mark></bdi>"),
        ("credit", "Maggie Cheung", False, "found by <bdi>Magg<mark>ie Cheung</mark></bdi>"),
        ("words", "two neighbours", False, "in its texts"),
    ],
)
def test_why_a_work_is_there_is_said_by_what_was_found(part: str, matched: str, is_called: bool, why: str) -> None:
    head = Heading("In the Mood for Love", "en", "花樣年華", "zh-Hant")
    hit = Hit("title", 1, 0.4, matched, ((4, 14),) if "<" in matched else ((4, 13),), part)
    assert str(_why(hit, head, "en", is_called=is_called)) == why


def test_whoever_is_called_so_comes_before_whatever_has_the_letters(edition: Edition) -> None:
    for name in ("Amélie Marchand", "Chan Chun-ho"):
        calendar_of(make_delegate(edition, person=make_person(name)))
    make_exhibitor(edition, "Bénard & Marchand", staff=0)
    page = visitor_of(edition).get(ADDRESS, {"q": "chan"})
    assert [[one.name for one in answer.rows] for answer in page.context["called"]] == [["Chan Chun-ho"]]
    assert [[one.name for one in answer.rows] for answer in page.context["near"]] == [["Bénard & Marchand"], ["Amélie Marchand"]]
    html = page.content.decode()
    assert html.index("Chan Chun-ho") < html.index("Only a little like it") < html.index("Marchand")
    assert "within the name" in html


def test_a_name_that_nobody_has_is_said_to_be_nobodys(edition: Edition) -> None:
    calendar_of(make_delegate(edition, person=make_person("Amélie Marchand")))
    html = visitor_of(edition).get(ADDRESS, {"q": "archa"}).content.decode()
    assert html.index("Nothing here is called “archa”") < html.index("Marchand")


def test_words_that_name_filters_lead_to_the_list_so_narrowed(edition: Edition) -> None:
    client = visitor_of(edition)
    (one,) = rows(client, "festival thailand", "filters")
    assert one.address == "/e/market-2027/people/?activity=festival&country=TH"
    assert rows(client, "festival vane", "filters") == []
