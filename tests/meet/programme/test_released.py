"""Everybody reads the version of the programme that was released, and nothing else."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from praya.core.actions.refusing import Refused
from praya.core.features.palette import Asked
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.core.texts.reading import read, write
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme import actions
from praya.meet.programme.changes import difference_of
from praya.meet.programme.models import Part, Placement, Release, Session
from praya.meet.programme.palette import found_sessions
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING

pytestmark = pytest.mark.django_db
MANAGE, TOLD = "/e/spring/manage/programme/", "/e/spring/programme/"


def changes(edition: Any) -> list[str]:
    return difference_of(edition, list(edition.sites.all())).sentences


def test_nothing_of_a_draft_or_a_change_is_told_before_it_is_released(edition) -> None:
    session = make.make_session(edition, "Opening")
    place = make.make_placement(session, HK_MORNING)
    draft = make.make_session(edition, "Unreleased", state="draft")
    make.make_placement(draft, HK_MORNING)
    make.make_release(edition)
    Session.objects.filter(pk=session.pk).update(title=write({"en": "Secret title"}))
    Placement.objects.filter(pk=place.pk).update(starts_at=HK_AFTERNOON, ends_at=HK_AFTERNOON + timedelta(hours=1))
    stranger, address = Client(), f"{TOLD}{session.code}/"
    ways = (TOLD, address, f"{address}session.ics", f"{TOLD}programme.csv", "/e/spring/api/programme/")
    for way in ways:
        answer = stranger.get(way)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        found = ("Opening" in text, "Unreleased" in text, "Secret title" in text)
        assert (way, answer.status_code, found) == (way, 200, (True, False, False))
    assert {stranger.get(f"{TOLD}{draft.code}/{end}").status_code for end in ("", "session.ics")} == {404}
    make.make_release(edition)
    assert "Secret title" in stranger.get(TOLD).content.decode()


def test_a_change_list_says_what_is_new_moved_renamed_elsewhere_and_cancelled(edition) -> None:
    first, second = make.make_room(edition, "Room 1"), make.make_room(edition, "Room 2")
    made = {name: make.make_session(edition, name) for name in ("moved", "elsewhere", "renamed", "cancelled", "people", "text")}
    places = {name: make.make_placement(one, HK_MORNING, room=first) for name, one in made.items()}
    make.make_release(edition)
    assert changes(edition) == []
    Placement.objects.filter(pk=places["moved"].pk).update(ends_at=HK_MORNING + timedelta(hours=2))
    Placement.objects.filter(pk=places["elsewhere"].pk).update(room=second)
    Session.objects.filter(pk=made["renamed"].pk).update(title=write({"en": "called otherwise"}))
    Session.objects.filter(pk=made["text"].pk).update(abstract=write({"en": "More of it"}))
    actions.set_state(made["cancelled"], "cancel session", by=None)
    make.make_part(made["people"], make.make_person("Ana"))
    make.make_placement(make.make_session(edition, "new"), HK_AFTERNOON)
    assert sorted(changes(edition)) == [
        "“cancelled” is cancelled: Tue 16 Mar 09:00–10:00 (Hong Kong).",
        "“elsewhere” is in another room now: Room 2, Hall HKG.",
        "“moved” moves from Tue 16 Mar 09:00–10:00 (Hong Kong) to Tue 16 Mar 09:00–11:00 (Hong Kong).",
        "“new” is new: Tue 16 Mar 14:00–15:00 (Hong Kong), online.",
        "“people” has other people than before.",
        "“renamed” is called “called otherwise” now.",
        "“text”: what is said of it has changed.",
    ]
    make.make_release(edition)
    shown = Client().get(f"{TOLD}{made['cancelled'].code}/").content.decode()
    assert "This session does not take place" in shown
    assert changes(edition) == []


def test_of_two_who_release_at_once_one_is_told_what_the_other_did(edition, client) -> None:
    make.make_placement(make.make_session(edition), HK_MORNING)
    seen = client.get(f"{MANAGE}release/").context["form"]["seen"].value()
    client.post(f"{MANAGE}release/", {"seen": seen})
    late = client.post(f"{MANAGE}release/", {"seen": seen})
    assert (late.status_code, "Somebody else has changed this meanwhile" in late.content.decode()) == (422, True)
    with pytest.raises(Refused, match="nothing has changed since version 1"):
        make.make_release(edition)


def test_without_a_confirmed_session_that_has_a_time_nothing_is_released(edition, client) -> None:
    make.make_session(edition, "Without a time")
    page = client.get(f"{MANAGE}release/").content.decode()
    assert ("have no time yet" in page, "Release version" in page) == (True, False)
    with pytest.raises(Refused, match="No session is confirmed and has a time"):
        make.make_release(edition)


def test_what_is_past_midnight_belongs_to_the_evening_it_began_in(edition) -> None:
    edition.sites.get(slug="hk").hours.filter(on=date(2027, 3, 16)).update(closes="02:00")
    make.make_placement(make.make_session(edition, "Late show"), datetime(2027, 3, 16, 16, 30, tzinfo=UTC))
    make.make_release(edition)
    assert [one.day for one in Client().get(TOLD).context["rows"]] == [date(2027, 3, 16)]
    assert Client().get(TOLD, {"day": "2027-03-17"}).context["rows"] == Client().get(TOLD).context["rows"]


def test_the_released_programme_is_filtered_and_shared(edition) -> None:
    track, room = make.make_track(edition), make.make_room(edition)
    make.make_placement(make.make_session(edition, "One", track=track, kind="panel"), HK_MORNING, room=room)
    make.make_placement(make.make_session(edition, "Two"), HK_AFTERNOON, site="la")
    make.make_release(edition)

    def found(**wanted: str) -> list[str]:
        return [read(one.title, "en").text for one in Client().get(TOLD, wanted).context["rows"]]

    assert found(site="la") == found(kind="forum") == ["Two"]
    assert (
        found(site="hk") == found(track=track.code) == found(room=room.code) == found(day="2027-03-16", kind="panel") == ["One"]
    )
    assert found(site="hk", kind="forum") == []
    assert sorted(found(room="nonsense")) == ["One", "Two"]


def test_now_and_next_stand_on_top(edition, monkeypatch) -> None:
    for title, at in (("On", HK_MORNING), ("Soon", HK_MORNING + timedelta(hours=2)), ("Later", HK_MORNING + timedelta(hours=4))):
        make.make_placement(make.make_session(edition, title), at)
    make.make_release(edition)
    clock = SimpleNamespace(now=lambda: HK_MORNING + timedelta(minutes=30))
    monkeypatch.setattr("praya.meet.programme.listing.timezone", clock)
    soon = Client().get(TOLD).context["soon"]
    titles = [([read(i.title, "en").text for i in one.now], [read(i.title, "en").text for i in one.next]) for one in soon]
    assert ([one.site.slug for one in soon], titles) == (["hk"], [(["On"], ["Soon"])])


def test_the_page_of_a_session_shows_its_people_hosts_and_works_by_their_levels(edition) -> None:
    session = make.make_session(edition, "Pitches", kind="pitch", languages=["yue", "en"], channels=["pt"])
    make.make_placement(session, HK_MORNING)
    person = make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"})
    make.make_part(session, person, role="guest", job_title="Producer then")
    make.make_host(session, make.make_organisation("Harbour Fund"), role="supporter")
    for name, level in (("Open work", "public"), ("Badge work", "badge")):
        title = make.make_title(name, level=level)
        make.make_work(edition, title)
        make.make_presented(session, title)
    make.make_release(edition)
    address = f"{TOLD}{session.code}/"
    text = Client().get(address).content.decode()
    shown = ("吳思遠", "Guest of honour", "Producer then", "Harbour Fund", "Supporter", "Open work", "Cantonese, English")
    assert [word for word in shown if word not in text] == []
    assert "Badge work" not in text
    badge = make.sign_in(Client(), make.make_delegate(edition).person.account)
    assert "Badge work" in badge.get(address).content.decode()
    badge.cookies["django_language"] = "zh-hant"
    chinese = badge.get(address).content.decode()
    assert chinese.index("吳思遠") < chinese.index("Ng See-yuen")


def test_a_session_is_marked_up_for_search_engines_and_no_tag_ends_in_it(edition) -> None:
    session = make.make_session(edition, "</script><b>Opening", kind="screening")
    make.make_placement(session, HK_MORNING, room=make.make_room(edition))
    make.make_release(edition)
    text = Client().get(f"{TOLD}{session.code}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    event = json.loads(found[1])
    assert {name: event[name] for name in ("@type", "name", "startDate", "eventStatus")} == {
        "@type": "ScreeningEvent",
        "name": "</script><b>Opening",
        "startDate": "2027-03-16T01:00:00+00:00",
        "eventStatus": "https://schema.org/EventScheduled",
    }
    assert event["location"] == {"@type": "Place", "name": "Room 1, Hall HKG", "address": "Hong Kong"}


def test_calendars_keep_the_uid_and_count_the_versions(edition) -> None:
    session = make.make_session(edition, "Opening")
    place = make.make_placement(session, HK_MORNING)

    def event() -> Any:
        answer = Client().get(f"{TOLD}{session.code}/session.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(answer.content).walk("VEVENT")[0]

    make.make_release(edition)
    first = event()
    Placement.objects.filter(pk=place.pk).update(starts_at=HK_AFTERNOON, ends_at=HK_AFTERNOON + timedelta(hours=1))
    make.make_release(edition)
    second = event()
    assert (str(first["uid"]), int(first["sequence"]), first["dtstart"].dt) == (f"{place.code}@praya", 1, HK_MORNING)
    assert (str(second["uid"]), int(second["sequence"]), second["dtstart"].dt) == (f"{place.code}@praya", 2, HK_AFTERNOON)
    actions.set_state(session, "cancel session", by=None)
    make.make_release(edition)
    third = event()
    assert (int(third["sequence"]), str(third["status"]), str(third["summary"])) == (3, "CANCELLED", "Cancelled: Opening")


def test_an_empty_programme_says_what_to_do(edition, client) -> None:
    assert "Come back later" in Client().get(TOLD).content.decode()
    assert "release the first version" in client.get(TOLD).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_public_pages_cost_the_same_for_one_and_three(count, edition, django_assert_num_queries) -> None:
    sessions = [make.make_session(edition, f"Session {number}") for number in range(count)]
    for session in sessions:
        make.make_placement(session, HK_MORNING)
        for number in range(count):
            make.make_part(sessions[0], make.make_person(f"Person {number} of {session.pk}"))
    make.make_release(edition)
    with django_assert_num_queries(3):
        assert Client().get(TOLD).status_code == 200
    with django_assert_num_queries(6):
        assert Client().get(f"{TOLD}{sessions[0].code}/").status_code == 200


def test_an_erased_person_is_in_no_version_any_more(edition) -> None:
    session, delegate = make.make_session(edition), make.make_delegate(edition, name="Ana Silva")
    make.make_placement(session, HK_MORNING)
    make.make_part(session, delegate.person)
    make.make_release(edition)
    assert "Ana Silva" in Client().get(f"{TOLD}{session.code}/").content.decode()
    erase(subject_of(delegate.person.account), at=HK_MORNING)
    assert (Part.objects.count(), [one["parts"] for one in Release.objects.get().told]) == (0, [[]])
    assert changes(edition) == []


def test_the_palette_finds_released_sessions_by_their_titles_in_every_language(edition) -> None:
    session = make.make_session(edition)
    Session.objects.filter(pk=session.pk).update(title=write({"en": "Harbour forum", "zh-Hant": "海港論壇"}))
    make.make_placement(session, HK_MORNING)
    make.make_placement(make.make_session(edition, "Harbour draft", state="draft"), HK_MORNING)
    visit = EditionVisit(edition, list(edition.sites.all()), None)

    def found(*words: str) -> list[str]:
        return [one.address for one in found_sessions(Asked(visit, words))]

    assert found("harbour") == []
    make.make_release(edition)
    assert found("harbour") == found("海港") == [f"{TOLD}{session.code}/"]
    assert found() == found("harbour", "nonsense") == []
