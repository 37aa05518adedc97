"""schedule.xml and iCalendar files are read as rows and planned as any sheet; hostile and broken ones are refused with a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from praya.core.sheets.messages import SheetError
from praya.core.sheets.uploads import read_upload
from praya.core.texts.reading import read, write
from praya.meet.programme.models import Part, Placement, Session
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING
from tests.meet.schedules.brought import USUAL, calendar, planned, schedule, taken
from tests.meet.sheets.rows import faults, notes, states
from tests.meet.sheets.test_pages import work_off
from tests.meet.sheets.undone import everything

pytestmark = pytest.mark.django_db
FILES = "/e/spring/programme/files/"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<schedule><version>&b;</version></schedule>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE schedule SYSTEM "http://192.0.2.1/x.dtd"><schedule/>'


def test_a_schedule_of_another_system_becomes_drafts_and_the_same_file_changes_nothing(edition) -> None:
    make.make_room(edition, "Room 1")
    make.make_delegate(edition, person=make.make_person("Mei Chan", email="mei@example.org"))
    one = {"persons": "<person id='4'>Mei Chan</person>", "title": "Opening &amp; more"}
    two = {"guid": "1f5a3c1e-93b9-4eae-9a09-d482e86cede3", "date": "2027-03-16T23:30:00+08:00", "duration": "1:45"}
    content = schedule(one, two)
    assert states(planned(edition, content)) == ["new", "new"]
    assert Session.objects.count() == 0
    taken(edition, content)
    first, second = Session.objects.order_by("pk")
    facts = (read(first.title, "en").text, first.kind, first.state, first.languages, read(first.abstract, "en").text)
    assert facts == ("Opening & more", "panel", "draft", ["en"], "About it.")
    place = first.placements.get()
    assert (place.site.slug, place.room.name, place.starts_at, place.ends_at - place.starts_at) == (
        "hk", "Room 1", HK_MORNING, timedelta(minutes=90),
    )  # fmt: skip  # what belongs together on a line
    assert second.placements.get().ends_at - second.placements.get().starts_at == timedelta(minutes=105)
    assert list(Part.objects.values_list("person__name", "role")) == [("Mei Chan", "speaker")]
    before = everything()
    assert states(taken(edition, content)) == ["unchanged", "unchanged"]
    assert everything() == before
    moved = planned(edition, schedule({**one, "date": "2027-03-16T14:00:00+08:00"}, two))
    assert (states(moved), notes(moved)[0]) == (
        ["changed", "unchanged"], "begins: 2027-03-16 09:00+08:00 → 2027-03-16 14:00+08:00",
    )  # fmt: skip  # what belongs together on a line


@pytest.mark.parametrize("language", ["en", "zh-hant", "ar"])
def test_files_of_ours_come_in_again_and_change_nothing(edition, language) -> None:
    room, ana = make.make_room(edition, "Room 1"), make.make_person("Ana Silva", names={"zh-Hant": "安娜"})
    texts = {"en": "Forum; one, \\two", "zh-Hant": "論壇", "ar": "منتدى"}
    session = make.make_session(edition, kind="summit", track=make.make_track(edition), languages=["en", "yue"], channels=["pt"])
    Session.objects.filter(pk=session.pk).update(title=write(texts), abstract=write({"en": "One line\nanother"}))
    make.make_part(session, ana, role="moderator")
    make.make_host(session, make.make_organisation("Harbour Fund"))
    make.make_placement(session, HK_MORNING, room=room)
    make.make_placement(session, HK_MORNING, site="la")
    cancelled = make.make_session(edition, "Gone")
    make.make_placement(cancelled, HK_AFTERNOON)
    make.make_release(edition)
    Session.objects.filter(pk=cancelled.pk).update(state="cancelled")
    make.make_release(edition)
    before = everything()
    for name in ("sites/hk/schedule.xml", "sites/la/schedule.xml", "edition.ics"):
        content = Client().get(f"{FILES}{language}/{name}").content
        found = planned(edition, content)
        assert set(states(found)) == {"unchanged"}, (name, notes(found), faults(found))
        taken(edition, content)
    assert everything() == before


def test_a_calendar_comes_in_by_its_uids_with_zones_states_and_lengths(edition) -> None:
    make.make_room(edition, "Room 1")
    events = (
        "UID:a@other\r\nSUMMARY:Opening\\, grand\r\nDTSTART;TZID=Asia/Hong_Kong:20270316T090000\r\nDTEND;TZID=Asia/Hong_Kong:"
        "20270316T100000\r\nLOCATION:Room 1\\, Main building\r\nSTATUS:CONFIRMED\r\nCATEGORIES:Summit,Other",
        "UID:b@other\r\nSUMMARY:Pitches\r\nDTSTART:20270316T060000Z\r\nDURATION:PT1H30M\r\nCATEGORIES:Pitch",
    )
    made = planned(edition, calendar(*events))
    assert states(made) == ["new", "fault"]
    assert "say at which site this is" in faults(made)[0]
    edition.sites.get(slug="la").hours.all().delete()
    local = events[1].replace("DTSTART:20270316T060000Z", "DTSTART;TZID=Asia/Hong_Kong:20270316T140000")
    taken(edition, calendar(events[0], local))
    found = list(Session.objects.order_by("pk").values_list("kind", "state", "placements__starts_at", "placements__room__name"))
    assert found == [("summit", "confirmed", HK_MORNING, "Room 1"), ("pitch", "draft", HK_AFTERNOON, None)]
    assert Placement.objects.get(session__kind="pitch").ends_at == HK_AFTERNOON + timedelta(minutes=90)
    assert set(states(taken(edition, calendar(events[0], local)))) == {"unchanged"}
    assert "this event repeats by a rule" in faults(planned(edition, calendar(f"{events[0]}\r\nRRULE:FREQ=DAILY")))[0]
    assert "this is not a time" in faults(planned(edition, calendar("UID:c\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20270316")))[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "doctype"),
        (OUTSIDE, "doctype"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "no_schedule"),
        (schedule({})[:-30], "broken_xml"),
        (schedule({}, head='<?xml version="1.0" encoding="klingon"?>'), "xml_encoding"),
        (schedule({}, head='<?xml version="1.0" encoding="big5"?>') + b"\xff\xff", "xml_encoding"),
        (schedule({}).replace(b"Opening", b"Op\xe9ning"), "broken_xml"),
        (schedule({}).replace(b"Opening", b"Op\x00ning"), "broken_xml"),
        (b"BEGIN:VCALENDAR\r\nno colon here\r\nEND:VCALENDAR", "broken_calendar"),
    ],
    ids=["bomb", "outside", "other", "cut off", "unknown encoding", "wrong encoding", "other bytes", "controls", "calendar"],
)
def test_a_hostile_or_broken_file_is_refused_with_a_word(content, code) -> None:
    with pytest.raises(SheetError) as refused:
        read_upload(content)
    assert (refused.value.code, "Export" in refused.value.message or "Upload" in refused.value.message) == (code, True)


def test_texts_of_other_encodings_are_read_and_a_huge_text_is_a_fault_of_its_row(edition) -> None:
    make.make_room(edition, "Room 1")
    text = schedule({"title": "海港論壇"}, head='<?xml version="1.0" encoding="big5"?>').decode().encode("big5")
    taken(edition, text)
    assert read(Session.objects.get().title, "zh-Hant").text == "海港論壇"
    wide = schedule({"title": "海港論壇"}, head='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16")
    assert states(planned(edition, wide)) == ["unchanged"]
    huge = planned(edition, schedule({"abstract": "x" * 200_000, "title": "y" * 300}))
    assert len([fault for fault in faults(huge) if "shorten it to at most" in fault]) == 2
    deep = b"<schedule>" + b"<day>" * 50_000 + b"</day>" * 50_000 + b"</schedule>"
    with pytest.raises(SheetError, match="no rows"):
        planned(edition, deep)


def test_impossible_moments_in_a_file_are_faults_of_their_rows(edition) -> None:
    make.make_room(edition, "Room 1")

    def told(**words: Any) -> list[str]:
        return faults(planned(edition, schedule({**USUAL, **words})))

    assert "this moment does not exist in the calendar" in told(date="2027-02-31T09:00:00+08:00")[0]
    assert "this is not a time" in told(date="soon", start="")[0]
    assert "this is longer than a day" in told(duration="25:00")[0]
    assert "this is far from the days of the edition" in told(date="1980-01-01T00:00:00+08:00")[0]
    assert "“Stranger” is not accredited here" in told(persons="<person>Stranger</person>")[0]
    assert "no such room" in told(room="Elsewhere")[0]
    assert Session.objects.count() == 0


def test_the_desk_takes_the_file_shows_the_dry_run_and_writes_it(edition, client) -> None:
    make.make_room(edition, "Room 1")
    file = SimpleUploadedFile("schedule.xml", schedule({}), content_type="text/xml")
    shown = client.post("/e/spring/manage/import/", {"file": file, "kind": ""})
    work_off()
    page = client.get(shown["Location"]).content.decode()
    assert ("Opening" in page, Session.objects.count()) == (True, 0)
    client.post(f"{shown['Location']}confirm/")
    work_off()
    assert Session.objects.get().placements.get().room.name == "Room 1"
