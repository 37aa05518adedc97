"""Upload a photograph of oneself, say who sees it, and remove it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from praya.core.catalogue.models import Portrait
from praya.core.catalogue.portraits import portrait_bytes
from praya.core.directory.models import Person
from praya.site.front import UPLOAD_PATHS
from tests.core.catalogue.test_pictures import bomb, drawn
from tests.core.catalogue.test_portraits import BLUE, LIME, RED, colour_of, striped
from tests.show.records.market import Company, seen_on, text_of

pytestmark = pytest.mark.django_db
PAGE = "/e/spring/mine/person/portrait/"


@pytest.fixture
def company() -> Company:
    return Company()


def upload(client: Client, content: bytes | None, **typed: str) -> HttpResponse:
    """Upload a photograph as a browser does."""
    files = {} if content is None else {"file": SimpleUploadedFile("me.jpg", content, content_type="image/jpeg")}
    seen = seen_on(client.get(PAGE))
    return client.post(PAGE, {"part": "middle", "level": "badge", "seen": seen, **files, **typed})


def me(company: Company) -> Person:
    """Return the person of the first client."""
    return Person.objects.get(pk=company.people[0].person_id)


def test_my_profile_leads_to_my_photograph(company: Company) -> None:
    assert f'href="{PAGE}"' in company.client.get("/e/spring/mine/person/").content.decode()
    assert f'href="{PAGE}"' not in company.client.get("/e/spring/mine/organisation/").content.decode()


@pytest.mark.parametrize(("part", "colour"), [("start", RED), ("middle", LIME), ("end", BLUE)])
def test_a_photograph_is_cut_where_one_chose_and_shown_on_the_page(company: Company, part: str, colour: tuple[int, ...]) -> None:
    assert upload(company.client, striped((60, 180)), part=part, level="buyer").status_code == 302
    person = me(company)
    assert (colour_of(portrait_bytes(person, is_small=True)), person.portrait_level) == (colour, "buyer")
    page = company.client.get(PAGE).content.decode()
    assert f'src="/e/spring/persons/{person.code}/portrait/{person.portrait}/" alt="{person.name}"' in page
    assert re.findall(r'<option value="(\w+)"( selected)?>', page) == [("badge", ""), ("buyer", " selected"), ("private", "")]
    assert 'type="radio"' in page


def test_who_sees_it_changes_without_another_upload_and_it_is_removed(company: Company) -> None:
    upload(company.client, drawn((8, 8)))
    kept = me(company).portrait
    assert upload(company.client, None, level="private").status_code == 302
    assert (me(company).portrait, me(company).portrait_level) == (kept, "private")
    assert "The photograph is removed." in text_of(company.client.post(f"{PAGE}remove/", follow=True))
    assert (me(company).portrait, Portrait.objects.count()) == ("", 0)
    assert "Remove it" not in text_of(company.client.get(PAGE))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no JPEG, PNG or WebP picture"),
        (b"", "empty"),
        (bomb(20_000, 20_000), "20000 × 20000 pixels"),
        (bytes(30_000_000), "30 MB; 5 MB are the most"),
        (drawn((80, 80))[:90], "damaged"),
    ],
    ids=["svg", "empty", "bomb", "thirty megabytes", "torn"],
)
def test_a_hostile_file_is_refused_with_a_reason_and_nothing_is_lost(company: Company, content: bytes, sentence: str) -> None:
    upload(company.client, drawn((8, 8)))
    kept = me(company).portrait
    answer = upload(company.client, content, part="end", level="private")
    assert (answer.status_code, me(company).portrait, me(company).portrait_level) == (422, kept, "badge")
    assert sentence in text_of(answer)
    page = answer.content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["end"]
    assert '<option value="private" selected>' in page


def test_nothing_at_all_is_asked_for_a_photograph(company: Company) -> None:
    answer = upload(company.client, None)
    assert (answer.status_code, Portrait.objects.count()) == (422, 0)
    assert "Choose a photograph first." in text_of(answer)


def test_a_late_page_overwrites_nothing(company: Company) -> None:
    upload(company.client, drawn((8, 8)))
    seen = seen_on(company.client.get(PAGE))
    upload(company.client, None, level="private")
    answer = upload(company.client, drawn((9, 9)), level="buyer", seen=seen)
    assert (answer.status_code, me(company).portrait_level) == (422, "private")
    assert "Somebody else has changed this meanwhile" in text_of(answer)
    again = seen_on(answer)
    assert upload(company.client, drawn((9, 9)), level="buyer", seen=again).status_code == 302
    assert me(company).portrait_level == "buyer"


def test_the_front_lets_a_large_file_come_as_far_as_the_sentence() -> None:
    assert UPLOAD_PATHS.match(PAGE) is not None
    assert UPLOAD_PATHS.match("/e/spring/mine/person/") is None
