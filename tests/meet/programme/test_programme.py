"""Organisers enter sessions, rooms and tracks, and see what is in conflict."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.audit.models import Entry
from praya.core.texts.reading import read
from praya.meet.programme import actions
from praya.meet.programme.models import Host, Part, Placement, Presented, Release, Room, Session, Track
from praya.meet.programme.placing import PlacementForm
from tests import builders as make
from tests.builders.meet import HK_MORNING

pytestmark = pytest.mark.django_db
MANAGE, TOLD = "/e/spring/manage/programme/", "/e/spring/programme/"


def one_of(session: Session) -> str:
    return f"{MANAGE}sessions/{session.code}/"


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_a_session_is_entered_placed_confirmed_and_released(edition, client) -> None:
    room = make.make_room(edition, "Harbour Room")
    typed = {"title_en": "Ministers' forum", "kind": "forum", "languages": ["en", "yue"], "stream": "https://live.example.org/1"}
    made = client.post(f"{MANAGE}new/", typed)
    session = Session.objects.get()
    assert (made["Location"], session.state, session.languages) == (one_of(session), "draft", ["en", "yue"])
    place = {"where": f"room-{room.code}", "on": "2027-03-16", "begins": "09:00", "ends": "10:30"}
    client.post(f"{one_of(session)}places/", place)
    placed = session.placements.get()
    assert (placed.starts_at, placed.ends_at - placed.starts_at, placed.is_origin, placed.room) == (
        HK_MORNING,
        timedelta(minutes=90),
        True,
        room,
    )
    assert client.get(TOLD).context["rows"] == []
    client.post(f"{one_of(session)}state/", {"do": "confirm"})
    page = client.get(f"{MANAGE}release/")
    assert page.context["difference"].sentences == [
        "“Ministers' forum” is new: Tue 16 Mar 09:00–10:30 (Hong Kong), Harbour Room, Hall HKG."
    ]
    client.post(f"{MANAGE}release/", {"seen": page.context["form"]["seen"].value()})
    shown = Client().get(TOLD)
    assert ([one.code for one in shown.context["rows"]], Release.objects.get().number) == ([session.code], 1)
    assert [entry.action for entry in Entry.objects.order_by("pk") if entry.edition == edition.pk] == [
        "add session",
        "place session",
        "confirm session",
        "release programme",
    ]


def typed_place(edition: Any, **typed: str) -> PlacementForm:
    values = {"where": "online-la", "on": "2027-03-15", "begins": "09:00", "ends": "10:00", **typed}
    return PlacementForm(values, edition=edition, sites=list(edition.sites.all()))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"on": "2027-03-14", "begins": "02:30", "ends": "04:00"}, "begins", "does not exist in Los Angeles"),
        ({"where": "online-oslo"}, "where", "Select a valid choice"),
        ({"on": "2031-03-14"}, "on", "This is far from the days of the edition"),
        ({"begins": "25:00"}, "begins", "Enter a valid time"),
    ],
)
def test_times_and_places_that_cannot_be_are_refused(edition, typed, field, sentence) -> None:
    form = typed_place(edition, **typed)
    assert (form.is_valid(), sentence in " ".join(form.errors[field])) == (False, True)


def test_a_time_that_comes_twice_is_refused_with_the_two_around_it() -> None:
    autumn = make.make_edition("autumn", starts_on=date(2026, 10, 31), ends_on=date(2026, 11, 3), with_sites=False)
    make.make_site(autumn, "la", days=(date(2026, 10, 31), date(2026, 11, 3)))
    form = typed_place(autumn, on="2026-11-01", begins="01:30", ends="03:00")
    assert not form.is_valid()
    assert form.errors["begins"] == [
        "01:30 comes twice in Los Angeles on that day: the clocks go back. Write 00:30 or 02:30 instead."
    ]
    late = typed_place(autumn, on="2026-10-31", begins="23:00", ends="00:30")
    assert late.is_valid()
    assert late.cleaned_data["ends_at"] == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "begins"), [("Asia/Kathmandu", (3, 15)), ("Pacific/Kiritimati", (19, 0)), ("Europe/London", (9, 0))]
)
def test_a_time_is_read_on_the_clock_of_its_site(zone, begins) -> None:
    where = make.make_edition("zones", with_sites=False)
    make.make_site(where, "there", zone=zone)
    form = typed_place(where, where="online-there", on="2027-03-15")
    assert form.is_valid()
    assert (form.cleaned_data["starts_at"].hour, form.cleaned_data["starts_at"].minute) == begins


def test_a_session_longer_than_a_day_or_twice_in_a_room_is_refused(edition, client) -> None:
    room = make.make_room(edition)
    session = make.make_session(edition)
    typed = {"where": f"room-{room.code}", "on": "2027-03-15", "begins": "09:00", "ends": "10:00"}
    for more, sentence in (
        ({"ends_on": "2027-03-16"}, "The session is longer than a day. Make it one session a day."),
        ({"ends_on": "2027-03-14"}, "The session ends before it has begun. Write a later end."),
    ):
        page = client.post(f"{one_of(session)}places/", {**typed, **more})
        assert (page.status_code, page.context["place"].non_field_errors()) == (422, [sentence])
    client.post(f"{one_of(session)}places/", typed)
    again = client.post(f"{one_of(session)}places/", {**typed, "begins": "09:30"})
    assert "in this room at that time already" in again.context["place"].non_field_errors()[0]
    assert session.placements.count() == 1


@pytest.mark.parametrize("typed", ["http://live.example.org/1", "live", "https://", "javascript:alert(1)"])
def test_a_stream_address_that_is_none_is_refused(edition, client, typed) -> None:
    page = client.post(f"{MANAGE}new/", {"title_en": "Keynote", "kind": "keynote", "stream": typed})
    assert (page.status_code, "begins with https://" in str(page.context["form"].non_field_errors())) == (422, True)
    assert Session.objects.count() == 0


def test_a_late_form_overwrites_nothing(edition, client) -> None:
    session = make.make_session(edition, "Opening")
    place = make.make_placement(session, HK_MORNING)
    seen = client.get(one_of(session)).context["form"]["seen"].value()
    client.post(one_of(session), {"title_en": "Grand opening", "kind": "forum", "seen": seen})
    late = client.post(one_of(session), {"title_en": "Small opening", "kind": "forum", "seen": seen})
    assert (late.status_code, "Title is now: Grand opening" in late.content.decode()) == (422, True)
    address = f"{MANAGE}places/{place.code}/"
    seen = client.get(address).context["form"]["seen"].value()
    typed = {"where": "online-hk", "on": "2027-03-16", "begins": "11:00", "ends": "12:00", "seen": seen}
    client.post(address, typed)
    late = client.post(address, {**typed, "begins": "10:00"})
    assert (late.status_code, "From is now: 11:00" in late.content.decode()) == (422, True)


def test_a_twin_session_has_one_origin_and_stands_at_each_site_on_its_own_day(edition, client) -> None:
    session = make.make_session(edition, "Two cities")
    here, there = make.make_room(edition, "Here"), make.make_room(edition, "There", site="la")
    make.make_placement(session, HK_MORNING, room=here)
    typed = {"where": f"room-{there.code}", "on": "2027-03-15", "begins": "18:00", "ends": "19:00", "is_origin": "on"}
    client.post(f"{one_of(session)}places/", typed)
    assert [(one.room, one.is_origin) for one in session.placements.order_by("pk")] == [(here, False), (there, True)]
    make.make_release(edition)
    rows = Client().get(TOLD).context["rows"]
    assert [(one.site.slug, one.day, one.is_origin) for one in rows] == [
        ("la", date(2027, 3, 15), True),
        ("hk", date(2027, 3, 16), False),
    ]
    origin = session.placements.get(is_origin=True)
    client.post(f"{MANAGE}places/{origin.code}/remove/")
    assert session.placements.get().is_origin


def test_conflicts_stand_in_one_list_and_on_the_session(edition, client) -> None:
    room, person = make.make_room(edition, turnaround_minutes=30), make.make_person("Ana Silva")
    one = make.make_session(edition, "One", channels=["pt"])
    other = make.make_session(edition, "Other", state="draft")
    for session, at in ((one, HK_MORNING), (other, HK_MORNING + timedelta(minutes=45))):
        make.make_placement(session, at, room=room)
        make.make_part(session, person)
    make.make_placement(
        make.make_session(edition, "Night"), datetime(2027, 3, 16, 19, 0, tzinfo=UTC), room=make.make_room(edition, "2")
    )
    sentences = [clash.sentence for clash in client.get(f"{MANAGE}conflicts/").context["clashes"]]
    assert sentences == [
        "Ana Silva is in “One” and in “Other” at the same time.",
        "“One” and “Other” are in Room 1 at the same time.",
        "“One” is to be interpreted (Portuguese), and nobody is named as interpreter.",
        "HKG is closed during a part of “Night”.",
    ]
    assert [clash.sentence for clash in client.get(one_of(other)).context["clashes"]] == sentences[:2]
    actions.set_state(other, "cancel session", by=None)
    assert [clash.sentence for clash in client.get(f"{MANAGE}conflicts/").context["clashes"]] == sentences[2:]


def test_people_far_apart_and_short_breaks_are_asked_about(edition, client) -> None:
    here, there = make.make_room(edition, "Here", turnaround_minutes=30), make.make_room(edition, "There", site="la")
    person = make.make_person("Ana Silva")
    sessions = [make.make_session(edition, name) for name in ("One", "Two", "Three")]
    for session, minutes, room in zip(sessions, (0, 70, 60), (here, here, there), strict=True):
        make.make_placement(session, HK_MORNING + timedelta(minutes=minutes), room=room)
    for session in (sessions[0], sessions[2]):
        make.make_part(session, person)
    sentences = [clash.sentence for clash in client.get(f"{MANAGE}conflicts/").context["clashes"]]
    assert sentences[0] == "Here needs 30 min between “One” and “Two”; there are 10."
    assert "“One” and “Three” are at two sites within a day, and Ana Silva is in both." in sentences


def test_people_organisations_and_works_are_named_and_taken_out(edition, client) -> None:
    session = make.make_session(edition)
    delegate = make.make_delegate(edition, name="Ana Silva", job_title="Producer")
    work = make.make_work(edition, make.make_title("Harbour"))
    assert list(client.get(one_of(session), {"q": "silva"}).context["found"]) == [delegate]
    assert list(client.get(one_of(session), {"work": "harb"}).context["works"]) == [work]
    for _ in range(2):
        page = client.post(f"{one_of(session)}people/", {"delegate": delegate.code, "role": "juror", "job_title": ""})
    assert (page.status_code, Part.objects.get().job_title, Part.objects.get().role) == (422, "Producer", "juror")
    for _ in range(2):
        client.post(f"{one_of(session)}organisations/", {"organisation": "Harbour Institute", "role": "cohost"})
        client.post(f"{one_of(session)}works/", {"work": work.title.code})
    assert (Host.objects.get().organisation.name, Presented.objects.get().title) == ("Harbour Institute", work.title)
    other = make.make_session(edition, "Other")
    client.post(f"{one_of(other)}organisations/", {"organisation": "harbour institute", "role": "host"})
    assert len(set(Host.objects.values_list("organisation", flat=True))) == 1
    Host.objects.filter(session=other).delete()
    for word, row in (("people", Part), ("organisations", Host), ("works", Presented)):
        client.post(f"{one_of(session)}{word}/", {"do": "remove", "row": row.objects.get().pk})
        assert row.objects.count() == 0


def test_sessions_are_cancelled_and_put_back(edition, client) -> None:
    session = make.make_session(edition)
    states = []
    for word in ("cancel", "restore", "confirm"):
        client.post(f"{one_of(session)}state/", {"do": word})
        session.refresh_from_db()
        states.append(session.state)
    assert states == ["cancelled", "draft", "confirmed"]
    assert told(client.post(f"{one_of(session)}state/", {"do": "confirm"}, follow=True))[-1:] == [
        "Somebody else was quicker: look at the session as it is now."
    ]
    assert client.post(f"{one_of(session)}state/", {"do": "what"}).status_code == 404


def test_rooms_and_tracks_are_kept(edition, client) -> None:
    hall = make.make_room(edition, "Other").hall
    typed = {"hall": hall.pk, "name": "Harbour Room", "capacity": "120", "formats": ["dcp-2k"], "turnaround_minutes": "15"}
    for _ in range(2):
        page = client.post(f"{MANAGE}rooms/new/", typed)
    assert page.context["room"].non_field_errors() == ["There is a room “Harbour Room” in Hall HKG already. Choose another name."]
    room = Room.objects.get(name="Harbour Room")
    assert (room.capacity, room.formats, room.turnaround_minutes) == (120, ["dcp-2k"], 15)
    make.make_placement(make.make_session(edition), HK_MORNING, room=room)
    elsewhere = make.make_room(edition, site="la").hall
    seen = client.get(f"{MANAGE}rooms/{room.code}/").context["form"]["seen"].value()
    moved = client.post(f"{MANAGE}rooms/{room.code}/", {**typed, "hall": elsewhere.pk, "seen": seen})
    assert "Sessions take place in this room" in moved.context["form"].non_field_errors()[0]
    client.post(f"{MANAGE}rooms/{room.code}/remove/")
    assert Room.objects.filter(pk=room.pk).exists()
    Placement.objects.all().delete()
    client.post(f"{MANAGE}rooms/{room.code}/", {**typed, "capacity": "80", "seen": seen})
    assert Room.objects.get(pk=room.pk).capacity == 80
    client.post(f"{MANAGE}rooms/{room.code}/remove/")
    assert not Room.objects.filter(pk=room.pk).exists()
    client.post(f"{MANAGE}tracks/new/", {"name_en": "Finance"})
    track = Track.objects.get()
    client.post(f"{MANAGE}tracks/{track.code}/", {"name_en": "Money"})
    assert read(Track.objects.get().name, "en").text == "Money"
    session = make.make_session(edition, track=track)
    client.post(f"{MANAGE}tracks/{track.code}/remove/")
    session.refresh_from_db()
    assert (Track.objects.count(), session.track) == (0, None)


def test_a_hall_with_rooms_and_a_site_with_sessions_are_not_removed(edition, client) -> None:
    room = make.make_room(edition, "Harbour Room")
    page = client.post(reverse("manage_hall_remove", args=["spring", room.hall_id]), follow=True)
    assert "Harbour Room (Hall HKG)" in told(page)[0]
    assert Room.objects.filter(pk=room.pk).exists()
