"""A company is called in the reader's script beside its people, with its other name after it, on every page that names it."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.meet.editions.models import Edition
from tests.builders import (
    calendar_of,
    make_delegate,
    make_edition,
    make_organisation,
    make_person,
    make_request,
    make_team_member,
    make_wish,
    sign_in,
)

pytestmark = pytest.mark.django_db
CHINESE = {"accept-language": "zh-hant"}
BOTH = '<bdi lang="zh-Hant">渡輪影業</bdi> <bdi class="name-other latin">Star Ferry Films</bdi>'


@pytest.fixture
def edition() -> Edition:
    return make_edition("market-2027")


def stranger(edition: Edition) -> object:
    company = make_organisation("Star Ferry Films", names={"zh-Hant": "渡輪影業"})
    one = make_delegate(edition, person=make_person("Leung Ka-fung"), organisation=company, job_title="Producer")
    return calendar_of(one)


def reader(client: Client, edition: Edition) -> object:
    me = make_delegate(edition, name="Visitor Vane")
    me.person.account.language = "zh-hant"
    me.person.account.save()
    sign_in(client, me.person.account)
    return calendar_of(me)


def test_the_list_of_people_names_companies_as_their_reader_does(client: Client, edition: Edition) -> None:
    stranger(edition)
    reader(client, edition)
    html = client.get("/e/market-2027/people/", headers=CHINESE).content.decode()
    assert f"<bdi>Producer</bdi> · {BOTH}" in html
    account = make_delegate(edition, name="English Elm").person.account
    other = sign_in(Client(), account).get("/e/market-2027/people/").content.decode()
    assert '<bdi>Star Ferry Films</bdi> <bdi class="name-other" lang="zh-Hant">渡輪影業</bdi>' in other


def test_the_palette_names_the_company_as_its_reader_does(client: Client, edition: Edition) -> None:
    stranger(edition)
    reader(client, edition)
    html = client.get("/e/market-2027/palette/", {"q": "leung"}, headers=CHINESE).content.decode()
    assert "<small>渡輪影業</small>" in html


@pytest.mark.parametrize("page", ["requests/?box=sent", "my-wishes/", "request"])
def test_requests_and_wishes_name_the_company_as_their_reader_does(client: Client, edition: Edition, page: str) -> None:
    other, me = stranger(edition), reader(client, edition)
    make_wish(me, other, "like")
    asked = make_request(me, other)
    address = f"requests/{asked.code}/" if page == "request" else page
    assert BOTH in client.get(f"/e/market-2027/{address}", headers=CHINESE).content.decode()


@pytest.mark.parametrize("page", ["delegates", "invitations"])
def test_the_lists_of_organisers_name_companies_as_their_reader_does(client: Client, edition: Edition, page: str) -> None:
    stranger(edition)
    account = make_team_member(edition)
    account.language = "zh-hant"
    account.save()
    html = sign_in(client, account).get(f"/e/market-2027/manage/{page}/", headers=CHINESE).content.decode()
    assert BOTH in html
