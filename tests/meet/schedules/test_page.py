"""The page of calendars and files leads to each of them, and its links stand where one looks for them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from praya.core.directory.models import Person
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING

pytestmark = pytest.mark.django_db
PAGE, TOLD = "/e/spring/programme/files/", "/e/spring/programme/"


def links(text: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', text)]


def released(edition) -> None:
    track, ana = make.make_track(edition, "Finance"), make.make_person("Ana Silva")
    session = make.make_session(edition, "Opening", track=track)
    make.make_part(session, ana)
    make.make_placement(session, HK_MORNING, room=make.make_room(edition, "Room 1"))
    make.make_placement(make.make_session(edition, "Elsewhere"), HK_AFTERNOON, site="la")
    make.make_release(edition)


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
def test_every_calendar_and_file_is_there_in_the_language_chosen(edition, language) -> None:
    released(edition)
    client = Client(headers={"accept-language": language})
    found = links(client.get(PAGE).content.decode())
    files = [one for one in found if one.startswith(PAGE) and one != PAGE]
    assert {one.rpartition("/")[2] for one in files} == {
        "edition.ics",
        "site.ics",
        "track.ics",
        "room.ics",
        "schedule.xml",
        "schedule.json",
    }
    assert {one for one in files if one.endswith(".ics") and f"/{language}/" not in one} == set()
    assert len([one for one in files if one.endswith("schedule.xml")]) == 10
    for one in files:
        assert client.get(one).status_code == 200, one
    subscribed = [one for one in found if one.startswith("webcal:")]
    assert len(subscribed) == 5
    assert len([one for one in found if one.startswith("https://calendar.google.com/")]) == 5
    portuguese = links(client.get(PAGE, {"language": "pt"}).content.decode())
    assert all("/pt/" in one for one in portuguese if one.startswith("webcal:"))


def test_the_programme_and_a_person_lead_to_them(edition) -> None:
    released(edition)
    assert PAGE in links(Client().get(TOLD).content.decode())
    person = Person.objects.get(name="Ana Silva").code
    assert f"{PAGE}en/people/{person}/person.ics" in links(Client().get(f"{TOLD}people/{person}/").content.decode())


def test_before_the_first_version_there_is_nothing_and_of_a_closed_market_only_files(edition, client) -> None:
    assert "There are no calendars yet" in Client().get(PAGE).content.decode()
    released(edition)
    type(edition).objects.update(is_public=False)
    assert Client().get(PAGE).status_code == 302
    text = client.get(PAGE).content.decode()
    assert ("calendar programs cannot sign in" in text, "webcal:" in text, "edition.ics" in text) == (True, False, True)
