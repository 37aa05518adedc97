"""Organisers find whom they name before who only has the letters, by the ranking that delegates know from their own lists."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.catalogue.indexing import index_organisations, index_people
from praya.core.directory.models import Person
from praya.core.lists import ranked
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from tests.builders import make_delegate, make_edition, make_organisation, make_person, make_team_member, sign_in

pytestmark = pytest.mark.django_db
LIST = "/e/spring/manage/delegates/"


@pytest.fixture
def edition() -> Edition:
    return make_edition("spring")


@pytest.fixture
def client(edition: Edition) -> Client:
    return sign_in(Client(), make_team_member(edition))


def come(edition: Edition, name: str, company: str = "", *, email: str | None = None, **fields: object) -> Delegate:
    organisation = make_organisation(company) if company else None
    person = make_person(name, **({"email": email} if email else {}))
    delegate = make_delegate(edition, person=person, organisation=organisation, **fields)
    index_people([person.pk])
    index_organisations([organisation.pk] if organisation else [])
    return delegate


def found(client: Client, words: str, **more: str) -> list[str]:
    return [row["name"] for row in client.get(LIST, {"q": words, **more}).context["rows"]]


def test_exact_then_begun_then_through_the_company_then_within(edition: Edition, client: Client) -> None:
    come(edition, "Amélie Marchand")
    come(edition, "Bo Berg", "Chan Pictures")
    come(edition, "Chandra Rao", status="applied")
    come(edition, "Chan")
    come(edition, "Zoë Chan")
    assert found(client, "chan") == ["Chan", "Zoë Chan", "Chandra Rao", "Bo Berg", "Amélie Marchand"]
    html = client.get(LIST, {"q": "chan"}).content.decode()
    parts = [html.index(text) for text in ("Through the name of their company", "Only a little like it")]
    assert html.index("Chandra Rao") < parts[0] < html.index("Bo Berg") < parts[1] < html.index("Amélie Marchand")
    assert html.index("Amélie Marchand") < html.index("within the name")
    assert found(client, "chan", sort="-name") == ["Zoë Chan", "Chandra Rao", "Chan", "Bo Berg", "Amélie Marchand"]
    assert "Only a little like it" not in client.get(LIST, {"q": "chan", "sort": "name"}).content.decode()
    assert "Only a little like it" not in client.get(LIST).content.decode()


def test_who_sounds_so_is_found_and_who_is_only_a_little_like_it_is_not_there_to_be_decided(
    edition: Edition, client: Client
) -> None:
    come(edition, "吳思遠", status="applied")
    come(edition, "Ng Siu-yin")
    assert found(client, "Ng See-yuen")[:1] == ["吳思遠"]
    assert set(found(client, "Ng See-yuen")) <= {"吳思遠"}
    client.post(f"{LIST}decide/", {"everyone": "1", "in-q": "Ng See-yuen", "do": "approve"})
    assert Delegate.objects.get(person__name="吳思遠").status == "approved"


def test_an_address_and_another_spelling_are_names_too(edition: Edition, client: Client) -> None:
    come(edition, "Ana Silva", email="reis@example.org")
    other = come(edition, "Bo Reis")
    Person.objects.filter(pk=other.person_id).update(aliases=[{"text": "Boris Tal", "tag": "", "kind": "", "source": ""}])
    assert found(client, "reis@example.org") == ["Ana Silva"]
    assert found(client, "reis") == ["Bo Reis", "Ana Silva"]
    assert found(client, "boris") == ["Bo Reis"]
    page = client.get(LIST, {"q": "example.org"})
    assert {row["why"] for row in page.context["rows"]} == {"in the e-mail address"}
    assert "Nobody here is called “example.org”" in page.content.decode()
    assert "Nobody here" not in client.get(LIST, {"q": "boris"}).content.decode()


def test_words_that_stand_in_different_columns_are_found_last(edition: Edition, client: Client) -> None:
    come(edition, "Ana Silva", "Lisboa Filmes", email="press@example.org")
    assert found(client, "silva press@") == ["Ana Silva"]
    assert client.get(LIST, {"q": "silva press@"}).context["rows"][0]["part"] == "Only a little like it"


def test_of_more_than_anybody_reads_the_nearest_are_ranked_and_none_is_lost(
    edition: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ann Marchand", "Bo Marchand", "Chan", "Dee Chan"):
        come(edition, name)
    monkeypatch.setattr(ranked, "MOST_RANKED", 2)
    assert found(client, "chan") == ["Chan", "Dee Chan", "Ann Marchand", "Bo Marchand"]


def test_pages_files_and_the_api_hold_the_same_delegates(edition: Edition, client: Client) -> None:
    for name in ("Amélie Marchand", "Chan", "Bo Berg"):
        come(edition, name)
    rows = client.get("/e/spring/api/manage/delegates/", {"q": "chan"}).json()["results"]
    assert sorted(row["name"] for row in rows) == ["Amélie Marchand", "Chan"]
    lines = (
        b"".join(client.get(reverse("manage_delegates_file", args=["spring", "csv"]), {"q": "chan"}).streaming_content)
        .decode()
        .splitlines()
    )
    assert [line.split(",")[0] for line in lines[1:]] == ["Chan", "Amélie Marchand"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_for_one_and_three(count: int, django_assert_num_queries: object) -> None:
    edition = make_edition("few")
    for number in range(count):
        come(edition, f"Chan {number}", f"Company {number}")
    client = sign_in(Client(), make_team_member(edition))
    client.get("/e/few/manage/delegates/", {"q": "chan"})
    with django_assert_num_queries(13):  # type: ignore[operator]
        assert client.get("/e/few/manage/delegates/", {"q": "chan"}).status_code == 200
