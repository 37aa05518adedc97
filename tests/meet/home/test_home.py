"""Everybody finds the way into their editions, and nobody into another's."""

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Delegate
from tests.builders import make_account, make_delegate, make_edition, make_operator, make_person, make_team_member, sign_in

pytestmark = pytest.mark.django_db


def slugs(response: object, name: str) -> list[str]:
    return [edition.slug for edition in response.context[name]]  # type: ignore[attr-defined]


def test_a_stranger_sees_public_editions_only(client: Client) -> None:
    make_edition("open-2027", is_public=True)
    make_edition("closed-2027")
    response = client.get("/")
    assert (slugs(response, "mine"), slugs(response, "public")) == ([], ["open-2027"])


def test_own_editions_come_first_and_once(client: Client) -> None:
    person = make_person()
    edition = make_edition("open-2027", is_public=True)
    make_delegate(edition, person=person)
    make_edition("other-2027", is_public=True)
    response = sign_in(client, person.account).get("/")
    assert (slugs(response, "mine"), slugs(response, "public")) == (["open-2027"], ["other-2027"])


@pytest.mark.parametrize("status", [Delegate.Status.APPLIED, Delegate.Status.REFUSED, Delegate.Status.LEFT])
def test_who_is_not_approved_has_no_edition(client: Client, status: str) -> None:
    person = make_person()
    make_delegate(make_edition("closed-2027"), person=person, status=status)
    assert slugs(sign_in(client, person.account).get("/"), "mine") == []


def test_an_account_without_editions_is_told_how_to_get_one(client: Client) -> None:
    response = sign_in(client, make_account("lost@example.org")).get("/")
    assert "When an organiser accredits lost@example.org" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_as_many_queries_for_one_edition_as_for_three(
    client: Client, count: int, django_assert_num_queries: object
) -> None:
    account = make_account()
    for number in range(count):
        make_team_member(make_edition(f"mine-{number}"), account)
        make_edition(f"open-{number}", is_public=True)
    sign_in(client, account)
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get("/")


@pytest.mark.needs("match")
def test_the_front_door_leads_each_to_their_own_page(client: Client) -> None:
    edition = make_edition("open-2027", is_public=True)
    person = make_person()
    make_delegate(edition, person=person)
    organiser = make_team_member(edition)
    assert sign_in(Client(), person.account).get("/e/open-2027/")["Location"] == "/e/open-2027/agenda/"
    assert sign_in(Client(), organiser).get("/e/open-2027/")["Location"] == "/e/open-2027/manage/"


def test_everybody_else_sees_the_front_page_of_a_public_edition(client: Client) -> None:
    make_edition("open-2027", is_public=True)
    response = client.get("/e/open-2027/")
    page = response.content.decode()
    assert response.status_code == 200
    assert [site.slug for site, _rows in response.context["hours"]] == ["hk", "la"]
    assert page.count("<time>09:00</time>–<time>18:00</time>") == 4
    assert sign_in(Client(), make_account()).get("/e/open-2027/").status_code == 200


def test_a_closed_edition_looks_like_one_that_does_not_exist() -> None:
    make_edition("closed-2027")
    stranger: Account = make_account()
    client = sign_in(Client(), stranger)
    assert [client.get(f"/e/{slug}/").status_code for slug in ("closed-2027", "absent-2027")] == [404, 404]
    assert Client().get("/e/closed-2027/")["Location"] == "/accounts/login/?next=/e/closed-2027/"
    assert Client().get("/e/absent-2027/")["Location"] == "/accounts/login/?next=/e/absent-2027/"


def test_a_market_is_offered_to_those_alone_who_may_start_one(client: Client, settings) -> None:
    settings.SELF_SERVICE = False
    edition = make_edition("mine-2027")
    pages = [sign_in(Client(), one).get("/").content.decode() for one in (make_team_member(edition), make_operator())]
    assert ["/markets/new/" in page for page in pages] == [False, True]
    settings.SELF_SERVICE = True
    assert "/markets/new/" in sign_in(Client(), make_account()).get("/").content.decode()
