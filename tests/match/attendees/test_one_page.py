"""One page per person and per company: who they are, what they look for, and what is between them and the visitor."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from praya.meet.editions.models import Edition
from tests.builders import (
    calendar_of,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_request,
    make_wish,
    sign_in,
    staff_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition("market-2027")


def visitor(client: Client, edition: Edition) -> Any:
    me = make_delegate(edition, name="Visitor Vane")
    calendar_of(me)
    sign_in(client, me.person.account)
    return me


def person_page(one: Any) -> str:
    return f"/e/market-2027/persons/{one.person.code}/"


def test_a_persons_page_has_the_wish_the_way_to_ask_and_what_they_look_for(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    person = make_person("Ana Reis", preferences={"seeking": ["distributor"], "rights": ["svod"]})
    ana = make_delegate(edition, person=person)
    html = client.get(person_page(ana)).content.decode()
    party = calendar_of(ana)
    assert (f'id="levels-{party.code}"' in html, f"/with/{party.code}/?named={ana.code}" in html) == (True, True)
    assert "distributor, SVOD" in html
    person.visibility = {"preferences": "private"}
    person.save()
    assert "distributor" not in client.get(person_page(ana)).content.decode()


def test_what_has_been_asked_is_between_the_two_sides_alone(client: Client, edition: Edition) -> None:
    me, other = visitor(client, edition), make_delegate(edition, name="Other Oak")
    stand = make_exhibitor(edition, "Lantern Films", staff=1)
    asked = make_request(calendar_of(me), calendar_of(stand))
    make_request(calendar_of(other), calendar_of(stand))
    company = f"/e/market-2027/organisations/{stand.organisation.code}/"
    for page in (company, person_page(staff_of(stand)[0])):
        html = client.get(page).content.decode()
        assert (html.count("You have asked for a meeting"), f"/requests/{asked.code}/" in html) == (1, True)
    theirs = sign_in(Client(), other.person.account).get(company).content.decode()
    assert f"/requests/{asked.code}/" not in theirs


def test_a_no_of_the_other_side_changes_nothing_on_its_page(client: Client, edition: Edition) -> None:
    me, other = visitor(client, edition), make_delegate(edition, name="Other Oak")
    stand = make_exhibitor(edition, "Lantern Films", staff=0)
    pages = [person_page(other), f"/e/market-2027/organisations/{stand.organisation.code}/"]
    calendar_of(other)
    before = [_body(client, page) for page in pages]
    make_wish(calendar_of(other), calendar_of(me), "no")
    make_wish(calendar_of(stand), calendar_of(me), "no")
    assert [_body(client, page) for page in pages] == before


def _body(client: Client, page: str) -> str:
    lines = client.get(page).content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and "data-zone" not in line)


def test_ones_own_wish_is_pressed_there_and_strangers_see_no_button(client: Client, edition: Edition) -> None:
    me = visitor(client, edition)
    stand = make_exhibitor(edition, organisation=make_organisation("Lantern Films", level="public"), staff=0)
    page = f"/e/market-2027/organisations/{stand.organisation.code}/"
    make_wish(calendar_of(me), calendar_of(stand), "must")
    assert f'name="clear" value="{calendar_of(stand).code}"' in client.get(page).content.decode()
    edition.is_public = True
    edition.save()
    assert "levels-" not in Client().get(page).content.decode()


def test_the_page_for_asking_leads_to_the_page_of_the_company_and_of_its_people(client: Client, edition: Edition) -> None:
    visitor(client, edition)
    stand = make_exhibitor(edition, "Lantern Films", staff=1)
    html = client.get(f"/e/market-2027/with/{calendar_of(stand).code}/").content.decode()
    assert f"/e/market-2027/organisations/{stand.organisation.code}/" in html
    assert person_page(staff_of(stand)[0]) in html


@pytest.mark.parametrize(("level", "shown"), [("", False), ("private", False), ("buyer", False), ("badge", True)])
def test_a_telephone_number_is_read_by_those_for_whom_its_owner_says_so(
    client: Client, edition: Edition, level: str, shown: bool
) -> None:
    visitor(client, edition)
    chosen = {"phone": level, "messenger": level} if level else {}
    person = make_person("Ana Reis", phone="+853 5550 0100", messenger="Signal: ana.reis", visibility=chosen)
    html = client.get(person_page(make_delegate(edition, person=person))).content.decode()
    assert ("+853 5550 0100" in html, "Signal: ana.reis" in html) == (shown, shown)


def test_one_says_on_ones_own_record_who_reads_ones_number(client: Client, edition: Edition) -> None:
    me = visitor(client, edition)
    page = "/e/market-2027/mine/person/"
    page = client.get(page).request["PATH_INFO"] if client.get(page).status_code == 200 else page
    answer = client.get(page)
    typed = {"name": "Visitor Vane", "level": "badge", "seen": answer.context["seen"], "do": "save"}
    typed |= {"phone": "+853 5550 0100", "visibility.phone": "badge", "visibility.messenger": "private"}
    assert client.post(page, typed).status_code == 302
    me.person.refresh_from_db()
    assert (me.person.phone, me.person.visibility) == ("+853 5550 0100", {"phone": "badge", "messenger": "private"})
