"""schedule.xml and schedule.json keep the rules of their format, whatever stands in the programme, and one clock a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring  # noqa: S405 - reads nothing but what we have written

import pytest
from django.test import Client

from praya.core.texts.reading import write
from praya.meet.programme import actions
from praya.meet.programme.models import Session
from praya.meet.schedules import xml_text
from tests import builders as make
from tests.builders.meet import HK_MORNING
from tests.meet.schedules.rules import faults_in, faults_in_json

pytestmark = pytest.mark.django_db
FILES = "/e/spring/programme/files/"
LANGUAGES = ("en", "zh-hant", "zh-hans", "pt", "ar")


def xml(site: str = "hk", language: str = "en") -> bytes:
    answer = Client().get(f"{FILES}{language}/sites/{site}/schedule.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.c3voc.schedule+xml")
    assert faults_in(answer.content) == []
    return answer.content


def twin(site: str = "hk", language: str = "en") -> dict[str, Any]:
    answer = Client().get(f"{FILES}{language}/sites/{site}/schedule.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    found: dict[str, Any] = json.loads(answer.content)
    assert faults_in_json(found) == []
    return found


def events(content: bytes) -> list[Element]:
    return fromstring(content).findall("day/room/event")  # noqa: S314 - as above


def told(event: Element, *names: str) -> list[str | None]:
    return [event.findtext(name) for name in names]


def full(edition: Any) -> Session:
    """Release a session of which everything is said, in all languages, with hostile texts."""
    texts = {
        "en": "Forum ]]> & <b>\x01\x0b",
        "zh-Hant": "海港論壇",
        "zh-Hans": "海港论坛",
        "pt": "Fórum",
        "ar": "منتدى الميناء",
    }
    track = make.make_track(edition, "Money & <power>")
    session = make.make_session(
        edition, kind="panel", track=track, languages=["yue", "en"], channels=["pt"], stream="https://live.example/?a=1&b='2'"
    )
    abstract = {"en": "Line one\n]]> line two \x1b"}
    Session.objects.filter(pk=session.pk).update(title=write(texts), abstract=write(abstract))
    make.make_placement(session, HK_MORNING, room=make.make_room(edition, 'Room "1" & <2>'))
    for number, role in enumerate(("speaker", "moderator", "interpreter")):
        make.make_part(session, make.make_person(f"Person {number} <&>", names={"zh-Hant": f"人{number}"}), role=role)
    make.make_host(session, make.make_organisation("Harbour & Fund"), role="supporter")
    make.make_release(edition)
    return session


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_keep_the_rules_in_every_language_whatever_is_written(edition, language) -> None:
    full(edition)
    event = events(xml(language=language))[0]
    found = twin(language=language)["schedule"]["conference"]["days"][0]["rooms"]['Room "1" & <2>'][0]
    assert event.get("guid") == found["guid"]
    assert (event.get("id"), event.get("code")) == (str(found["id"]), found["code"])
    assert event.findtext("start") == found["start"] == "09:00"
    titles = {"en": "Forum ]]> & <b>", "zh-hant": "海港論壇", "zh-hans": "海港论坛", "pt": "Fórum", "ar": "منتدى الميناء"}
    assert event.findtext("title") == titles[language]


def test_a_file_tells_what_is_known_of_a_session(edition) -> None:
    full(edition)
    root = fromstring(xml())  # noqa: S314 - as above
    event = root.findall("day/room/event")[0]
    assert told(event, "room", "type", "date", "duration", "track", "language") == [
        'Room "1" & <2>', "Panel", "2027-03-16T09:00:00+08:00", "01:00", "Money & <power>", "yue, en",
    ]  # fmt: skip  # what belongs together on a line
    assert told(event, "abstract", "description") == [
        "Line one\n]]> line two ", "Supporter: Harbour & Fund\nInterpreted into: Portuguese",
    ]  # fmt: skip  # what belongs together on a line
    assert [one.text for one in event.findall("persons/person")] == ["Person 0 <&>", "Person 1 <&>"]
    assert event.find("links/link").get("href") == "https://live.example/?a=1&b='2'"  # type: ignore[union-attr]
    assert [root.findtext(f"conference/{name}") for name in ("title", "acronym", "start", "end", "days", "time_zone_name")] == [
        "Spring, Hong Kong", "spring_hk", "2027-03-16", "2027-03-16", "1", "Asia/Hong_Kong",
    ]  # fmt: skip  # what belongs together on a line
    assert [one.text for one in fromstring(xml(language="zh-hant")).iter("person")] == ["人0", "人1"]  # noqa: S314 - as above


def test_the_numbers_of_a_place_stay_over_versions_languages_and_formats(edition) -> None:
    session = full(edition)
    before = {language: events(xml(language=language))[0].attrib for language in LANGUAGES}
    Session.objects.filter(pk=session.pk).update(title=write({"en": "Renamed"}))
    make.make_release(edition)
    assert before == dict.fromkeys(LANGUAGES, events(xml())[0].attrib)


# Of a twin session in two cities: when it begins, and what the clocks of both say of it.
LA, LONDON = "America/Los_Angeles", "Europe/London"
NIGHTS = [
    ("2026-11-01T08:30", LA, "2026-11-01T01:30:00-07:00", "Asia/Macau", "2026-11-01T16:30:00+08:00"),
    ("2026-11-01T09:30", LA, "2026-11-01T01:30:00-08:00", "Asia/Macau", "2026-11-01T17:30:00+08:00"),
    ("2026-10-25T00:30", LONDON, "2026-10-25T01:30:00+01:00", "Asia/Kolkata", "2026-10-25T06:00:00+05:30"),
    ("2026-10-25T01:30", LONDON, "2026-10-25T01:30:00+00:00", "Asia/Kathmandu", "2026-10-25T07:15:00+05:45"),
    ("2027-03-14T09:30", LA, "2027-03-14T01:30:00-08:00", "Pacific/Kiritimati", "2027-03-14T23:30:00+14:00"),
]  # fmt: skip  # a night a row


@pytest.mark.parametrize(("at", "zone", "here", "other", "there"), NIGHTS)
def test_a_twin_session_stands_in_each_file_on_its_own_clock(edition, at, zone, here, other, there) -> None:
    for slug, name in (("hk", zone), ("la", other)):
        edition.sites.filter(slug=slug).update(zone=name)
    at = datetime.fromisoformat(f"{at}+00:00")
    session = make.make_session(edition, "Dialogue")
    first = make.make_placement(session, at)
    make.make_placement(session, at, site="la", ends_at=at + timedelta(hours=2))
    make.make_release(edition)
    one, two = events(xml())[0], events(xml("la"))[0]
    assert told(one, "date", "start", "duration") == [here, here[11:16], "01:00"]
    assert told(two, "date", "start", "duration") == [there, there[11:16], "02:00"]
    assert one.get("guid") != two.get("guid")
    uid = Client().get(f"{FILES}en/sites/hk/site.ics").content.decode()
    assert f"UID:{first.code}@praya" in uid
    assert f"DTSTART:{at:%Y%m%dT%H%M%SZ}" in uid


def test_what_is_past_midnight_is_in_the_day_of_the_evening_it_began_in(edition) -> None:
    edition.sites.get(slug="hk").hours.filter(on=date(2027, 3, 16)).update(closes="02:00")
    make.make_placement(make.make_session(edition, "Late show"), datetime(2027, 3, 16, 16, 30, tzinfo=UTC))
    make.make_placement(make.make_session(edition, "Next day"), datetime(2027, 3, 17, 2, 0, tzinfo=UTC))
    make.make_release(edition)
    days = fromstring(xml()).findall("day")  # noqa: S314 - as above
    assert [(day.get("index"), day.get("date"), [one.text for one in day.iter("title")]) for day in days] == [
        ("1", "2027-03-16", ["Late show"]), ("2", "2027-03-17", ["Next day"]),
    ]  # fmt: skip  # one day a line
    assert days[0].get("start") == "2027-03-17T00:30:00+08:00"


def test_a_session_of_a_whole_day_lasts_less_than_one_for_apps_that_read_a_time_of_the_day(edition) -> None:
    make.make_placement(make.make_session(edition, "Marathon"), HK_MORNING, ends_at=HK_MORNING + timedelta(hours=24))
    make.make_release(edition)
    assert events(xml())[0].findtext("duration") == "23:59"
    event = twin()["schedule"]["conference"]["days"][0]["rooms"]["online"][0]
    assert (event["duration"], event["end"]) == ("23:59", "2027-03-17T09:00:00+08:00")


def test_rooms_of_one_name_are_told_apart_by_their_halls_and_online_is_a_room(edition) -> None:
    site = edition.sites.get(slug="hk")
    other = site.halls.create(name="Other hall")
    for number, room in enumerate((make.make_room(edition, "Room 1"), other.rooms.create(name="Room 1"), None)):
        make.make_placement(make.make_session(edition, f"Session {number}"), HK_MORNING, room=room)
    make.make_release(edition)
    names = {one.findtext("title"): one.findtext("room") for one in events(xml())}
    assert names == {"Session 0": "Room 1, Hall HKG", "Session 1": "Room 1, Other hall", "Session 2": "online"}
    assert set(twin()["schedule"]["conference"]["days"][0]["rooms"]) == set(names.values())


def test_what_is_cancelled_stays_and_says_so_and_a_site_without_sessions_has_a_file(edition) -> None:
    session = make.make_session(edition, "Opening")
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    actions.set_state(session, "cancel session", by=None)
    make.make_release(edition)
    assert [told(one, "title") for one in events(xml())] == [["Cancelled: Opening"]]
    assert events(xml("la")) == []
    assert twin("la")["schedule"]["conference"]["daysCount"] == len(edition.days)


@pytest.mark.parametrize("count", [1, 3])
def test_files_cost_the_same_queries_for_one_and_three(edition, count, django_assert_num_queries) -> None:
    for number in range(count):
        session = make.make_session(edition, f"Session {number}")
        make.make_placement(session, HK_MORNING)
        for one in range(count):
            make.make_part(session, make.make_person(f"Person {number} {one}"))
            make.make_host(session, make.make_organisation(f"House {number} {one}"))
    make.make_release(edition)
    for name in ("schedule.xml", "schedule.json"):
        with django_assert_num_queries(5):
            Client().get(f"{FILES}en/sites/hk/{name}")
    with django_assert_num_queries(3):
        Client().get(f"{FILES}en/edition.ics")


def test_half_a_character_is_in_no_file() -> None:
    assert xml_text._text("a\ud800\x1b]]>b") == "a]]&gt;b"
