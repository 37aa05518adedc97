"""Look at the lists of exhibitors and people through the eyes of those who may meet, and of those who may not."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.core.catalogue.indexing import index_organisations, index_people
from praya.core.directory.models import Organisation, Person
from praya.match.requests.models import Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
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
    staff_of,
)

pytestmark = pytest.mark.django_db


def visitor(client: Client, edition, **fields):
    delegate = make_delegate(edition, **fields)
    calendar_of(delegate)
    sign_in(client, delegate.person.account)
    return delegate


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_exhibitors_takes_six_queries(client: Client, django_assert_num_queries, count: int) -> None:
    edition = make_edition()
    visitor(client, edition)
    for _ in range(count):
        make_exhibitor(edition, has_stand=count == 1)
    with django_assert_num_queries(6):
        response = client.get(f"/e/{edition.slug}/exhibitors/")
    assert response.content.decode().count('class="must small"') == count


def test_a_stranger_sees_the_exhibitors_of_a_public_edition_without_buttons(client: Client) -> None:
    edition = make_edition(is_public=True)
    make_exhibitor(edition, "Lantern Films")
    response = client.get(f"/e/{edition.slug}/exhibitors/")
    assert response.status_code == 200
    assert "Lantern Films" in response.content.decode()
    assert '<button class="must' not in response.content.decode()
    assert client.get(f"/e/{edition.slug}/people/").status_code == 302


def test_exhibitors_are_filtered_by_words_country_activity_site_and_own_wish(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    film = make_organisation("Lantern <Films>", names={"zh-Hant": "燈籠電影"}, country="TW", activity="Sales")
    mine = make_exhibitor(edition, organisation=film, site="la")
    make_exhibitor(edition, "Harbour", site="hk")
    make_exhibitor(edition, "Cloud", site=None)
    make_wish(calendar_of(me), calendar_of(mine), "no")
    for query, names in [
        ("q=電影", ["Lantern"]),
        ("q=lantern+harbour", []),
        ("q=LANTERN", ["Lantern"]),
        ("country=TW", ["Lantern"]),
        ("activity=Sales", ["Lantern"]),
        ("site=hk", ["Harbour"]),
        ("site=online", ["Cloud"]),
        ("wish=no", ["Lantern"]),
        ("wish=must", []),
        ("site=nowhere", ["Cloud", "Harbour", "Lantern"]),
    ]:
        html = client.get(f"/e/{edition.slug}/exhibitors/?{query}").content.decode()
        assert [name for name in ("Cloud", "Harbour", "Lantern") if f"<bdi>{name}" in html] == names, query
    assert "Lantern <Films>" not in client.get(f"/e/{edition.slug}/exhibitors/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_takes_a_constant_number_of_queries(client: Client, django_assert_num_queries, count: int) -> None:
    edition = make_edition()
    visitor(client, edition)
    for _ in range(count):
        calendar_of(make_delegate(edition))
    with django_assert_num_queries(7):
        response = client.get(f"/e/{edition.slug}/people/")
    assert response.content.decode().count('class="must small"') == count


def test_people_are_found_by_any_script_company_and_place(client: Client) -> None:
    edition = make_edition()
    visitor(client, edition, name="Own Visitor")
    person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, country="TW")
    company = make_organisation("Seasonal Film", names={"zh-Hant": "思遠影業"})
    calendar_of(make_delegate(edition, person=person, organisation=company, site="la", job_title="Producer"))
    away = make_delegate(edition, name="Remote Person", site=None, category=make_category(edition, "press"))
    calendar_of(away)
    make_category(edition, "closed", may_meet=False)
    hidden = make_delegate(edition, name="Quiet Person", category=make_category(edition, "closed"))
    calendar_of(hidden)
    everybody = ("Ng See-yuen", "Own Visitor", "Quiet Person", "Remote Person")
    for query, names in [
        ("", ["Ng See-yuen", "Own Visitor", "Remote Person"]),
        ("q=吳思", ["Ng See-yuen"]),
        ("q=ng+seasonal", ["Ng See-yuen"]),
        ("q=思遠影業", ["Ng See-yuen"]),
        ("q=producer", ["Ng See-yuen"]),
        ("country=TW", ["Ng See-yuen"]),
        ("site=la", ["Ng See-yuen"]),
        ("site=online", ["Remote Person"]),
        ("category=press", ["Remote Person"]),
        ("activity=none", []),
    ]:
        html = client.get(f"/e/{edition.slug}/people/?{query}").content.decode()
        assert [name for name in everybody if f"<bdi>{name}" in html] == names, query


def test_people_lead_to_their_page_and_those_of_an_exhibitor_are_asked_at_its_stand(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    exhibitor = make_exhibitor(edition)
    staff = staff_of(exhibitor)[0]
    html = client.get(f"/e/{edition.slug}/people/").content.decode()
    assert html.count(f'href="/e/{edition.slug}/with/{calendar_of(exhibitor).code}/?named={staff.code}"') == 1
    pages = {f'href="/e/{edition.slug}/persons/{one.person.code}/"' for one in (me, staff)}
    assert {page: html.count(page) for page in pages} == dict.fromkeys(pages, 1)
    assert html.count("your side") == 1


def test_no_list_tells_who_has_refused_the_visitor(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    exhibitor, person = make_exhibitor(edition), make_delegate(edition)
    pages = [f"/e/{edition.slug}/exhibitors/", f"/e/{edition.slug}/people/", f"/e/{edition.slug}/exhibitors/?wish=no"]
    calendar_of(person)
    before = [_body(client, page) for page in pages]
    make_wish(calendar_of(exhibitor), calendar_of(me), "no")
    make_wish(calendar_of(person), calendar_of(me), "no")
    assert [_body(client, page) for page in pages] == before
    assert Wish.objects.count() == 2


def _body(client: Client, page: str) -> str:
    lines = client.get(page).content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and "data-zone" not in line)


def test_another_editions_people_stay_there(client: Client) -> None:
    edition, other = make_edition(), make_edition()
    visitor(client, edition)
    assert client.get(f"/e/{other.slug}/people/").status_code == 404
    assert client.get(f"/e/{other.slug}/exhibitors/").status_code == 404


def test_people_and_exhibitors_are_found_however_they_are_spelt(client: Client) -> None:
    edition = make_edition()
    me = visitor(client, edition)
    person = make_person("Wu Siyuan", names={"zh-Hant": "吳思遠"})
    calendar_of(make_delegate(edition, person=person))
    company = make_organisation("澤東電影")
    make_exhibitor(edition, organisation=company, staff=0)
    index_people([person.pk, me.person_id])
    index_organisations([company.pk])
    for query in ("Ng See-yuen", "Ng Si Yuen", "吴思远"):
        html = client.get(f"/e/{edition.slug}/people/", {"q": query}).content.decode()
        assert "吳思遠" in html, query
        assert client.get(f"/e/{edition.slug}/palette/", {"q": query}).context["found"][0].rows[0].name == "Wu Siyuan"
    assert "澤東電影" in client.get(f"/e/{edition.slug}/exhibitors/", {"q": "chak tung"}).content.decode()
    assert "吳思遠" not in client.get(f"/e/{edition.slug}/people/", {"q": "Johnnie To"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_words_takes_a_constant_number_of_queries(client: Client, django_assert_num_queries, count: int) -> None:
    edition = make_edition()
    visitor(client, edition)
    for number in range(count):
        exhibitor = make_exhibitor(edition, f"Lantern {number}", staff=1)
        index_organisations([exhibitor.organisation_id])
        index_people([one.person_id for one in staff_of(exhibitor)])
    client.get(f"/e/{edition.slug}/people/", {"q": "lantern"})
    for page, queries in (("exhibitors", 10), ("people", 11)):
        with django_assert_num_queries(queries):
            client.get(f"/e/{edition.slug}/{page}/", {"q": "lantern"})


@pytest.mark.parametrize("page", ["exhibitors", "people"])
def test_a_page_of_a_thousand_rows_is_as_light_as_one_of_fifty(client: Client, page: str) -> None:
    edition = make_edition()
    visitor(client, edition)
    make_many(edition, 1000)
    full = client.get(f"/e/{edition.slug}/{page}/")
    assert full.context["count"] >= 1000 and len(full.context["rows"]) == 50
    assert len(full.content) < 100_000
    assert len(client.get(f"/e/{edition.slug}/{page}/", {"q": "film"}).content) < 100_000


def make_many(edition, count: int) -> None:
    category = make_category(edition, "guest")
    named = [(f"Person {number:04} of the Harbour", f"Film Company {number:04}") for number in range(count)]
    people = Person.objects.bulk_create([Person(name=name, email=f"{at}@many.example") for at, (name, _of) in enumerate(named)])
    companies = Organisation.objects.bulk_create([Organisation(name=of, country="HK", level="public") for _name, of in named])
    exhibitors = Exhibitor.objects.bulk_create([Exhibitor(edition=edition, organisation=one) for one in companies])
    Party.objects.bulk_create([Party(edition=edition, exhibitor=one) for one in exhibitors])
    pairs = zip(people, companies, strict=True)
    Delegate.objects.bulk_create(
        [Delegate(edition=edition, person=one, organisation=of, category=category, status="approved") for one, of in pairs]
    )
