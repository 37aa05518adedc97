"""Calendars of the released programme: the whole, a site, a room, a track and a person, in every language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from praya.core.texts.reading import write
from praya.meet.programme import actions
from praya.meet.programme.models import Placement, Session
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING

pytestmark = pytest.mark.django_db
FILES = "/e/spring/programme/files/"


def read(address: str, client: Client | None = None) -> Any:
    answer = (client or Client()).get(f"{FILES}{address}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    return Calendar.from_ical(answer.content)


def titles(calendar: Any) -> list[str]:
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


def test_each_calendar_holds_its_own_sessions_and_is_called_after_them(edition) -> None:
    room, track = make.make_room(edition, "Room 1"), make.make_track(edition, "Finance")
    ana = make.make_person("Ana Silva", names={"zh-Hant": "安娜"})
    make.make_placement(make.make_session(edition, "In the room"), HK_MORNING, room=room)
    make.make_placement(make.make_session(edition, "Of the track", track=track), HK_AFTERNOON)
    spoken = make.make_session(edition, "Spoken")
    make.make_part(spoken, ana)
    make.make_placement(spoken, HK_MORNING, site="la")
    make.make_release(edition)
    expected = {
        "en/edition.ics": ("Spring", {"In the room", "Of the track", "Spoken"}),
        "en/sites/hk/site.ics": ("Spring · Hong Kong", {"In the room", "Of the track"}),
        "en/sites/la/site.ics": ("Spring · Los Angeles", {"Spoken"}),
        f"en/rooms/{room.code}/room.ics": ("Spring · Room 1", {"In the room"}),
        f"en/tracks/{track.code}/track.ics": ("Spring · Finance", {"Of the track"}),
        f"zh-hant/people/{ana.code}/person.ics": ("Spring · 安娜", {"Spoken"}),
    }
    found = {address: read(address) for address in expected}
    told = {address: (str(one["x-wr-calname"]), set(titles(one))) for address, one in found.items()}
    assert told == expected


def test_texts_are_in_the_language_of_the_address_and_survive_whatever_stands_in_them(edition) -> None:
    title = "Forum; part 1, \\north\\\r\nBEGIN:VEVENT\x01"
    session = make.make_session(edition, "Harbour forum")
    texts = {"en": title, "zh-Hant": "海港論壇" * 12, "ar": "منتدى الميناء"}
    abstract = {"en": "First line\nsecond; line, and \x07 a bell"}
    Session.objects.filter(pk=session.pk).update(title=write(texts), abstract=write(abstract))
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    english, chinese, arabic = (read(f"{tag}/edition.ics").walk("VEVENT") for tag in ("en", "zh-hant", "ar"))
    assert [len(one) for one in (english, chinese, arabic)] == [1, 1, 1]
    assert str(english[0]["summary"]) == "Forum; part 1, ＼north＼ BEGIN:VEVENT"
    assert str(english[0]["description"]) == "First line\nsecond; line, and  a bell"
    assert (str(chinese[0]["summary"]), str(arabic[0]["summary"])) == (texts["zh-Hant"], texts["ar"])
    assert Client().get(f"{FILES}xx/edition.ics").status_code == 404


def test_the_uid_stays_the_sequence_rises_and_what_is_cancelled_says_so(edition) -> None:
    session = make.make_session(edition, "Opening")
    place = make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    first = read("en/edition.ics").walk("VEVENT")[0]
    Placement.objects.filter(pk=place.pk).update(starts_at=HK_AFTERNOON, ends_at=HK_AFTERNOON + timedelta(hours=1))
    make.make_release(edition)
    actions.set_state(session, "cancel session", by=None)
    second = read("en/edition.ics").walk("VEVENT")[0]
    make.make_release(edition)
    third = read("en/edition.ics").walk("VEVENT")[0]
    assert {str(one["uid"]) for one in (first, second, third)} == {f"{place.code}@praya"}
    assert int(first["sequence"]) < int(second["sequence"]) < int(third["sequence"])
    assert [one["dtstart"].dt for one in (first, second, third)] == [HK_MORNING, HK_AFTERNOON, HK_AFTERNOON]
    assert [str(one["status"]) for one in (second, third)] == ["CONFIRMED", "CANCELLED"]
    assert str(third["summary"]) == "Cancelled: Opening"


def test_the_same_version_is_the_same_file_and_is_not_sent_twice(edition) -> None:
    make.make_placement(make.make_session(edition, "Opening"), HK_MORNING)
    make.make_release(edition)
    for address in ("en/edition.ics", "en/sites/hk/schedule.xml", "en/sites/hk/schedule.json"):
        answer = Client().get(f"{FILES}{address}")
        again = Client().get(f"{FILES}{address}", headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
        assert answer["Cache-Control"] == "no-cache"
        Session.objects.update(title=write({"en": "Written for the next version"}))
        assert Client().get(f"{FILES}{address}").content == answer.content
    make.make_release(edition)
    other = Client().get(f"{FILES}en/edition.ics", headers={"If-None-Match": answer["ETag"]})
    assert (other.status_code, b"Written for the next version" in other.content) == (200, True)


def test_what_nobody_has_released_is_in_no_calendar(edition) -> None:
    room, track, ana = make.make_room(edition), make.make_track(edition), make.make_person("Ana")
    draft = make.make_session(edition, "Draft", state="draft", track=track)
    make.make_part(draft, ana)
    make.make_placement(draft, HK_MORNING, room=room)
    ways = ("en/edition.ics", "en/sites/hk/site.ics", "en/sites/hk/schedule.xml", "en/sites/hk/schedule.json")
    assert {Client().get(f"{FILES}{way}").status_code for way in ways} == {404}
    make.make_placement(make.make_session(edition, "Released"), HK_MORNING)
    make.make_release(edition)
    for way in ways:
        assert "Draft" not in Client().get(f"{FILES}{way}").content.decode()
    absent = (f"en/rooms/{room.code}/room.ics", f"en/tracks/{track.code}/track.ics", f"en/people/{ana.code}/person.ics")
    assert {Client().get(f"{FILES}{way}").status_code for way in absent} == {404}
    assert {Client().get(f"{FILES}en/sites/nowhere/{name}").status_code for name in ("site.ics", "schedule.xml")} == {404}


def test_somebody_who_was_merged_keeps_their_calendar(edition) -> None:
    kept, gone = make.make_person("Ana Silva"), make.make_person("A. Silva")
    session = make.make_session(edition, "Spoken")
    make.make_part(session, gone)
    make.make_placement(session, HK_MORNING)
    make.make_release(edition)
    type(gone).objects.filter(pk=gone.pk).update(merged_into=kept)
    assert titles(read(f"en/people/{kept.code}/person.ics")) == ["Spoken"]
    assert Client().get(f"{FILES}en/people/{gone.code}/person.ics").status_code == 404
