"""See the face of a person as far as they let one."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import Client

from praya.core.access.audiences import Level
from praya.core.directory.models import Person
from praya.meet.accreditation.models import Delegate
from tests import builders as make
from tests.show.works.shelf import open_market

pytestmark = pytest.mark.django_db


def address_of(market: object, delegate: Delegate) -> str:
    """Return where a photograph is."""
    person = Person.objects.get(pk=delegate.person_id)
    return f"/e/{market.edition.slug}/persons/{person.code}/portrait/{person.portrait}/"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("level", "readers"), [("badge", {"badge", "buyer"}), ("buyer", {"buyer"}), ("private", set()), ("nonsense", set())]
)
def test_a_photograph_and_its_address_are_for_those_whom_one_chose(level: str, readers: set[str]) -> None:
    market = open_market()
    delegate = make.make_delegate(market.edition)
    make.make_portrait(delegate.person, portrait_level=level)
    address, page = address_of(market, delegate), f"/e/{market.edition.slug}/persons/{delegate.person.code}/"
    own = make.sign_in(Client(), delegate.person.account)
    for who, client in {**market.clients, "own": own}.items():
        sees = who in {*readers, "own"}
        assert (who, client.get(address).status_code) == (who, 200 if sees else 404)
        assert (who, address in client.get(page).content.decode()) == (who, sees)


@pytest.mark.parametrize("level", [Level.BUYER, Level.PRIVATE])
def test_who_may_not_read_of_the_person_sees_no_photograph(level: str) -> None:
    market = open_market()
    delegate = make.make_delegate(market.edition, person=make.make_person(level=level))
    make.make_portrait(delegate.person)
    statuses = [market.clients[who].get(address_of(market, delegate)).status_code for who in ("public", "badge", "buyer")]
    assert statuses == [404, 404, 200 if level == Level.BUYER else 404]


def test_a_photograph_is_asked_for_each_time_and_goes_with_the_right() -> None:
    market = open_market()
    delegate = make.make_delegate(market.edition)
    make.make_portrait(delegate.person)
    address, client = address_of(market, delegate), market.clients["badge"]
    first, small = client.get(address), client.get(f"{address}?small")
    assert (first["Content-Type"], first["X-Content-Type-Options"], first["Cache-Control"]) == (
        "image/jpeg",
        "nosniff",
        "private, no-cache",
    )
    assert first["Cross-Origin-Resource-Policy"] == "same-origin"
    assert (first.content, small.content) == (b"\xff\xd8\xff", b"\xff\xd8")
    known = {"If-None-Match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    Person.objects.filter(pk=delegate.person_id).update(portrait_level="private")
    assert client.get(address, headers=known).status_code == 404


@pytest.mark.parametrize("status", ["left", "refused", "applied"])
def test_whoever_does_not_come_has_no_photograph_here(status: str) -> None:
    market = open_market()
    delegate = make.make_delegate(market.edition, status=status)
    make.make_portrait(delegate.person)
    assert market.clients["buyer"].get(address_of(market, delegate)).status_code == 404


def test_a_photograph_has_no_other_address() -> None:
    market = open_market()
    delegate, bare = make.make_delegate(market.edition), make.make_delegate(market.edition)
    elsewhere = make.make_delegate(make.make_edition())
    for one in (delegate, elsewhere):
        make.make_portrait(one.person)
    client, root = market.clients["buyer"], f"/e/{market.edition.slug}/persons/"
    wrong = [
        f"{root}{bare.person.code}/portrait/{delegate.person.portrait}/",
        f"{root}{delegate.person.code}/portrait/{delegate.person.portrait[:-1]}x/",
        address_of(market, elsewhere),
    ]
    assert [client.get(address).status_code for address in wrong] == [404, 404, 404]
    Person.objects.filter(pk=delegate.person_id).update(merged_into=bare.person_id)
    assert client.get(address_of(market, delegate)).status_code == 404


@pytest.mark.parametrize(("level", "count"), [("badge", 1), ("private", 0)])
def test_the_page_of_a_company_shows_the_faces_of_its_people(level: str, count: int) -> None:
    market = open_market()
    delegate = make.staff_of(market.exhibitor)[0]
    make.make_portrait(delegate.person, portrait_level=level)
    page = f"/e/{market.edition.slug}/organisations/{market.exhibitor.organisation.code}/"
    html = market.clients["badge"].get(page).content.decode()
    assert html.count(f'src="{address_of(market, delegate)}?small"') == count


def test_a_page_that_has_no_visitor_shows_initials() -> None:
    person = make.make_portrait(make.make_person("Ng See-yuen"))
    drawn = Template("{% load faces %}{% face person %}").render(Context({"person": person}))
    assert (drawn.startswith("<svg"), person.portrait in drawn) == (True, False)
