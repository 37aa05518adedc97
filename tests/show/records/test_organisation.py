"""Let a company and its people say who they are."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.core.access.audiences import Audience
from praya.core.directory.models import Organisation, Person
from praya.core.index.queries import find
from tests import builders as make
from tests.show.records.market import Company, errors_on, rows, seen_on, text_of

pytestmark = pytest.mark.django_db
ORGANISATION, PERSON = "/e/spring/mine/organisation/", "/e/spring/mine/person/"


@pytest.fixture
def company() -> Company:
    return Company()


def typed(client: Client, address: str, **values: object) -> dict[str, object]:
    """Return what a browser posts after typing some values."""
    return {"name": "Lantern Films", "level": "badge", "do": "save", "seen": seen_on(client.get(address)), **values}


def test_a_company_is_found_under_its_names_in_other_scripts(company: Company) -> None:
    names = rows("names", {"text": "燈籠電影", "tag": "Traditional Chinese"}, {"text": "أفلام الفانوس", "tag": "ar"})
    more = {
        "country": "Hong Kong",
        "website": "https://lantern.example",
        "activities": ["production", "sales"],
        "territories": "Macao, 日本",
        "languages": "Cantonese, English",
        "profile_en": "Two people",
        "profile_zh-Hant": "兩個人",
        "preferences.kinds": ["film"],
        "preferences.seeking": ["finance"],
        "preferences.countries": "France",
    }
    answer = company.client.post(ORGANISATION, typed(company.client, ORGANISATION, **names, **more))
    assert answer.status_code == 302
    one = Organisation.objects.get(pk=company.organisation.pk)
    assert (one.names, one.country) == ({"zh-Hant": "燈籠電影", "ar": "أفلام الفانوس"}, "HK")
    assert (one.territories, one.languages, one.activities) == (["MO", "JP"], ["yue", "en"], ["production", "sales"])
    assert one.preferences == {"kinds": ["film"], "genres": [], "seeking": ["finance"], "rights": [], "countries": ["FR"]}
    assert one.profile["texts"]["zh-Hant"]["text"] == "兩個人"
    for words in ("燈籠電影", "الفانوس"):
        found = find(words, audience=Audience.BADGE, kinds=("organisation",), scope=(f"edition:{company.edition.pk}",))
        assert [hit.number for hit in found.hits] == [one.pk]


def test_a_person_says_which_name_comes_first_and_what_they_speak(company: Company) -> None:
    values = {
        "name": "Ng See-yuen",
        "is_family_name_first": "1",
        "languages": "Cantonese, Portuguese",
        "biography_en": "Director",
    }
    company.client.post(PERSON, typed(company.client, PERSON, **values, **rows("names", {"text": "吳思遠", "tag": "zh-Hant"})))
    one = Person.objects.get(pk=company.people[0].person_id)
    assert (one.name, one.names, one.is_family_name_first, one.languages) == (
        "Ng See-yuen",
        {"zh-Hant": "吳思遠"},
        True,
        ["yue", "pt"],
    )
    assert one.email == company.people[0].person.email


def test_what_is_wrong_is_said_and_kept_in_the_form(company: Company) -> None:
    posted = typed(
        company.client, ORGANISATION, country="Atlantis", profile_en="Kept", **rows("names", {"text": "燈", "tag": ""})
    )
    answer = company.client.post(ORGANISATION, posted)
    assert answer.status_code == 422
    assert errors_on(answer) == [
        "Say in which language this name is.",
        "“Atlantis” is no country or region code. Use two letters such as HK, FR or MO.",
    ]
    assert 'value="Atlantis"' in text_of(answer)
    assert "Kept</textarea>" in text_of(answer)


def test_names_are_added_moved_and_removed_by_buttons(company: Company) -> None:
    two = rows("names", {"text": "甲", "tag": "zh-Hant"}, {"text": "乙", "tag": "zh-Hans"})
    for order, found in (("names:up:1", ["乙", "甲"]), ("names:remove:0", ["乙"]), ("names:add", ["甲", "乙"])):
        page = text_of(company.client.post(ORGANISATION, typed(company.client, ORGANISATION, **two) | {"do": order}))
        places = [page.index(f'value="{name}"') for name in found]
        assert places == sorted(places)
        assert page.count("is-new") == (2 if order == "names:add" else 1)


def test_of_two_colleagues_the_later_sees_what_differs(company: Company) -> None:
    late = typed(company.client, ORGANISATION, country="France")
    company.colleague.post(ORGANISATION, typed(company.colleague, ORGANISATION, country="Macao"))
    answer = company.client.post(ORGANISATION, late)
    assert answer.status_code == 409
    assert "Theirs differs in: Country or region" in text_of(answer)
    assert company.client.post(ORGANISATION, late | {"seen": seen_on(answer)}).status_code == 302
    assert Organisation.objects.get(pk=company.organisation.pk).country == "FR"


def test_nobody_writes_more_than_the_page_asks_for(company: Company) -> None:
    extra = {"code": "x", "reference": "x", "merged_into": "1", "aliases": "x", "email": "x@example.org", "account": "1"}
    before = Person.objects.get(pk=company.people[0].person_id)
    company.client.post(PERSON, typed(company.client, PERSON, **extra))
    after = Person.objects.get(pk=before.pk)
    kept = ("code", "reference", "merged_into_id", "email", "account_id")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_who_comes_for_no_company_has_only_their_own_page() -> None:
    edition = make.make_edition("spring")
    client = make.sign_in(Client(), make.make_delegate(edition).person.account)
    assert [client.get(address).status_code for address in (ORGANISATION, PERSON, "/e/spring/mine/")] == [404, 200, 404]
    assert "My works" not in text_of(client.get("/e/spring/me/"))


def test_the_page_says_what_is_missing(company: Company) -> None:
    page = text_of(company.client.get(ORGANISATION))
    assert "Not said yet:" in page
    assert "Names in other scripts and languages" in page
