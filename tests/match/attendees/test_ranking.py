"""Whoever is called so comes first, then whoever sounds so; what only has the letters comes last and says why."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from praya.core.catalogue.indexing import index_organisations, index_people
from praya.core.index.matches import Tier, match_name, match_person, match_stand
from praya.meet.editions.models import Edition, Stand
from tests.builders import (
    calendar_of,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_wish,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition("market-2027")


def visitor(client: Client, edition: Edition, **fields: Any) -> Any:
    me = make_delegate(edition, person=make_person("Visitor Vane"), category=make_category(edition, "guest"), **fields)
    calendar_of(me)
    sign_in(client, me.person.account)
    return me


def attend(edition: Edition, name: str, company: str = "", **names: str) -> Any:
    person = make_person(name, names={tag.replace("_", "-"): text for tag, text in names.items()})
    organisation = make_organisation(company) if company else None
    delegate = make_delegate(edition, person=person, organisation=organisation, category=make_category(edition, "guest"))
    calendar_of(delegate)
    index_people([person.pk])
    if organisation:
        index_organisations([organisation.pk])
    return delegate


def listed(client: Client, words: str, page: str = "people", **more: str) -> list[str]:
    rows = client.get(f"/e/market-2027/{page}/", {"q": words, **more}).context["rows"]
    return [row["person__name"] if isinstance(row, dict) else row.name for row in rows]


def test_the_name_asked_for_is_first_and_parts_of_other_names_are_last_with_their_reason(
    client: Client, edition: Edition
) -> None:
    visitor(client, edition)
    attend(edition, "Amélie Marchand")
    attend(edition, "Bo Berg", "Bénard & Marchand")
    attend(edition, "Chandra Rao")
    attend(edition, "Chan Chun-ho", zh_Hant="陳俊浩")
    attend(edition, "Yu Li", "Chan Pictures")
    assert listed(client, "chan") == ["Chan Chun-ho", "Chandra Rao", "Yu Li", "Amélie Marchand", "Bo Berg"]
    html = client.get("/e/market-2027/people/", {"q": "chan"}).content.decode()
    headings = [html.index(text) for text in ("Through the name of their company", "Only a little like it")]
    assert html.index("Chandra Rao") < headings[0] < html.index("Yu Li") < headings[1] < html.index("Amélie Marchand")
    assert "within the name of the company" in html
    assert listed(client, "Chan Chun-ho")[0] == "Chan Chun-ho"
    assert listed(client, "陳俊浩")[0] == "Chan Chun-ho"
    assert listed(client, "chun ho chan")[0] == "Chan Chun-ho"


def test_a_name_that_nobody_has_is_said_to_be_nobodys_before_what_is_near_it(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    attend(edition, "Amélie Marchand")
    page = client.get("/e/market-2027/people/", {"q": "marcha"})
    assert page.context["nobody_called"] == ""
    page = client.get("/e/market-2027/people/", {"q": "archan"})
    assert page.context["nobody_called"] == "archan"
    assert "Nobody here is called “archan”" in page.content.decode()
    assert client.get("/e/market-2027/people/", {"q": "zzz"}).context["count"] == 0


def test_words_that_name_a_filter_become_one_that_can_be_taken_back(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    buyer = make_category(edition, "buyer")
    thai = make_person("Anong Sri", country="TH")
    other = make_person("Bua Sri", country="TH")
    calendar_of(make_delegate(edition, person=thai, category=buyer))
    calendar_of(make_delegate(edition, person=other, category=make_category(edition, "guest")))
    for words in ("buyers thailand", "Thailand buyer", "泰國 buyer"):
        page = client.get("/e/market-2027/people/", {"q": words})
        assert [row["person__name"] for row in page.context["rows"]] == ["Anong Sri"], words
        assert {chip.label.split(":")[0] for chip in page.context["meant"]} == {"Category", "Country or region"}
    taken_back = {chip.text: chip.without for chip in client.get("/e/market-2027/people/?q=buyers+thailand").context["meant"]}
    without = client.get(f"/e/market-2027/people/{taken_back['buyers']}")
    assert [row["person__name"] for row in without.context["rows"]] == ["Anong Sri", "Bua Sri"]
    assert client.get("/e/market-2027/people/", {"q": '"buyers" thailand'}).context["count"] == 0


def test_what_people_look_for_is_found_by_its_word_as_far_as_it_may_be_read(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    category = make_category(edition, "guest")
    for name, chosen in (("Ana Reis", {}), ("Bo Berg", {"preferences": "private"})):
        person = make_person(name, preferences={"rights": ["svod"]}, visibility=chosen)
        calendar_of(make_delegate(edition, person=person, category=category))
    company = make_organisation("Lantern", preferences={"genres": ["horror"]})
    calendar_of(make_delegate(edition, name="Cy Chan", organisation=company, category=category))
    assert [listed(client, words) for words in ("svod", "恐怖", "svod horror")] == [["Ana Reis"], ["Cy Chan"], []]
    (chip,) = client.get("/e/market-2027/people/", {"q": "SVOD"}).context["meant"]
    assert chip.label == "Looks for: SVOD"


def test_a_name_is_a_name_before_it_is_a_filter(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    attend(edition, "Chad Jordan")
    calendar_of(make_delegate(edition, person=make_person("Omar", country="JO"), category=make_category(edition, "guest")))
    page = client.get("/e/market-2027/people/", {"q": "Jordan"})
    assert [row["person__name"] for row in page.context["rows"]] == ["Chad Jordan"]
    assert [chip.label for chip in page.context["offered"]] == ["Country or region: Jordan"]
    narrowed = client.get(f"/e/market-2027/people/{page.context['offered'][0].chosen}")
    assert [row["person__name"] for row in narrowed.context["rows"]] == ["Omar"]


def test_a_country_that_is_kept_from_the_reader_is_neither_shown_nor_found(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    shy = make_person("Shy Person", country="TH", visibility={"country": "private"})
    closed = make_organisation("Closed Films", country="TH", level="buyer")
    calendar_of(make_delegate(edition, person=shy, organisation=closed, category=make_category(edition, "guest")))
    make_exhibitor(edition, organisation=closed, staff=0)
    for page in ("people", "exhibitors"):
        assert client.get(f"/e/market-2027/{page}/", {"country": "TH"}).context["count"] == 0
        shown = client.get(f"/e/market-2027/{page}/")
        row = next(row for row in shown.context["rows"] if "Closed" in str(row))
        assert (row["from"] if isinstance(row, dict) else row.country) == ""


def test_exhibitors_are_found_by_name_part_and_stand_and_sorted_as_asked(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    for name, stand, country in (("Marchand Films", "1-B02", "FR"), ("Chan Pictures", "1-A10", "HK"), ("Æther", "1-B01", "DK")):
        company = make_organisation(name, country=country)
        exhibitor = make_exhibitor(edition, organisation=company, staff=0)
        Stand.objects.filter(pk=exhibitor.stand_id).update(number=stand)
        index_organisations([company.pk])
    assert listed(client, "chan", "exhibitors") == ["Chan Pictures", "Marchand Films"]
    assert listed(client, "1-b0", "exhibitors") == ["Æther", "Marchand Films"]
    assert listed(client, "1-A10", "exhibitors") == ["Chan Pictures"]
    assert listed(client, "", "exhibitors") == ["Æther", "Chan Pictures", "Marchand Films"]
    assert listed(client, "", "exhibitors", sort="stand") == ["Chan Pictures", "Æther", "Marchand Films"]
    assert listed(client, "", "exhibitors", sort="stand", letter="1-B") == ["Æther", "Marchand Films"]
    assert listed(client, "", "exhibitors", sort="country") == ["Æther", "Marchand Films", "Chan Pictures"]
    assert listed(client, "", "exhibitors", letter="c") == ["Chan Pictures"]


def test_names_stand_in_the_order_of_the_readers_language(client: Client, edition: Edition) -> None:
    me = visitor(client, edition)
    for name, han in (("Wong Siu-ming", "王小明"), ("Chan Tai Man", "陳大文"), ("Ting Yat", "丁一"), ("Émile Caron", "")):
        attend(edition, name, **({"zh_Hant": han} if han else {}))
    assert listed(client, "") == ["Chan Tai Man", "Émile Caron", "Ting Yat", "Visitor Vane", "Wong Siu-ming"]
    me.person.account.language = "zh-hant"
    me.person.account.save()
    expected = ["Ting Yat", "Wong Siu-ming", "Chan Tai Man", "Émile Caron", "Visitor Vane"]
    page = client.get("/e/market-2027/people/", headers={"accept-language": "zh-hant"})
    assert [row["person__name"] for row in page.context["rows"]] == expected


def test_people_are_narrowed_by_ones_own_wish_and_by_nobody_elses(client: Client, edition: Edition) -> None:
    me = visitor(client, edition)
    must, like, none = (attend(edition, name) for name in ("Ann Must", "Ben Like", "Cy None"))
    stand = make_exhibitor(edition, "Stand Films")
    make_wish(calendar_of(me), calendar_of(must), "must")
    make_wish(calendar_of(me), calendar_of(like), "like")
    make_wish(calendar_of(none), calendar_of(me), "no")
    staff = [row["person__name"] for row in client.get("/e/market-2027/people/").context["rows"] if row["company"]]
    found = {wish: listed(client, "", wish=wish) for wish in ("must", "like", "no", "none")}
    assert found["must"] == ["Ann Must"] and found["like"] == ["Ben Like"] and found["no"] == []
    assert sorted(found["none"]) == sorted(["Cy None", "Visitor Vane", *staff])
    make_wish(calendar_of(me), calendar_of(stand), "must")
    assert sorted(listed(client, "", wish="must")) == sorted(["Ann Must", *staff])


@pytest.mark.parametrize(
    ("words", "own", "company", "job", "tier"),
    [
        (["chan"], ("Chan Tai Man",), (), "", Tier.CALLED),
        (["tai", "chan"], ("Chan Tai Man",), (), "", Tier.CALLED),
        (["chan", "films"], ("Chan Tai Man",), ("Lantern Films",), "", Tier.COMPANY),
        (["lantern"], ("Chan Tai Man",), ("Lantern Films",), "", Tier.COMPANY),
        (["antern"], ("Chan Tai Man",), ("Lantern Films",), "", Tier.LESS),
        (["producer"], ("Chan Tai Man",), (), "Executive producer", Tier.LESS),
        (["an"], ("Chan Tai Man",), ("Lantern Films",), "", None),
    ],
)
def test_a_row_is_in_the_part_that_its_nearest_words_give_it(
    words: list[str], own: tuple[str, ...], company: tuple[str, ...], job: str, tier: Tier | None
) -> None:
    found = match_person(words, own, company, job, (None, None))
    assert (found.tier if found else None) is tier


def test_what_the_index_found_counts_by_how_like_it_is() -> None:
    tiers = [found.tier if (found := match_name(["ng"], ("Wu",), score)) else None for score in (0.9, 0.5, None)]
    assert tiers == [Tier.CALLED, Tier.LESS, None]
    assert match_stand(["a"], "A-01") is None
