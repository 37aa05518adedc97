"""Conflicts name both sides and a way out, are shown before saving, and may be accepted as long as nothing about them changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from praya.core.audit.models import Entry
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.meet.programme import asking
from praya.meet.programme.conflicts import clashes_of, judgement_of, preview
from praya.meet.programme.models import AcceptedConflict, HallTravel, Part, Placement, SiteTravel
from tests import builders as make
from tests.builders.meet import HK_MORNING

pytestmark = pytest.mark.django_db
MANAGE = "/e/spring/manage/programme/"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def sentences(edition: Any, session: Any = None) -> list[str]:
    return [one.sentence for one in clashes_of(edition, list(edition.sites.all()), session=session)]


def remedies(edition: Any) -> list[str]:
    return [one.said.remedy for one in clashes_of(edition, list(edition.sites.all()))]


def placed(edition: Any, title: str, at: datetime, **fields: Any) -> Any:
    session = make.make_session(edition, title)
    make.make_placement(session, at, **fields)
    return session


def test_ways_are_stated_once_and_turn_a_question_into_a_conflict(edition, client) -> None:
    here, there = make.make_room(edition, "Here"), make.make_room(edition, "There", site="la")
    person = make.make_person("Ana Silva")
    for title, at, room in (("One", HK_MORNING, here), ("Two", HK_MORNING + 3 * HOUR, there)):
        make.make_part(placed(edition, title, at, room=room), person)
    asked = "“One” and “Two” are at two sites within a day, and Ana Silva is in both."
    assert asked in sentences(edition)
    page = client.get(f"{MANAGE}travel/").context["form"]
    (name,) = page.between
    seen = page["seen"].value()
    client.post(f"{MANAGE}travel/", {name: "180", "seen": seen})
    assert "Ana Silva needs 180 min from “One” to “Two”; there are 120." in sentences(edition)
    late = client.post(f"{MANAGE}travel/", {name: "60", "seen": seen})
    assert (late.status_code, "is now: 180" in late.content.decode()) == (422, True)
    client.post(f"{MANAGE}travel/", {name: "60", "seen": client.get(f"{MANAGE}travel/").context["form"]["seen"].value()})
    assert [one for one in sentences(edition) if "Ana" in one] == []
    client.post(f"{MANAGE}travel/", {name: ""})
    assert (SiteTravel.objects.count(), asked in sentences(edition)) == (0, True)
    assert [client.post(f"{MANAGE}travel/", {name: word}).status_code for word in ("-1", "99999999", "soon")] == [422] * 3
    assert Entry.objects.filter(action="change travel").count() == 3


def test_halls_of_a_site_take_time_too(edition) -> None:
    first = make.make_room(edition, "Room 1")
    hall = first.hall.site.halls.create(name="Annexe")
    second = hall.rooms.create(name="Room 2")
    person = make.make_person("Ana Silva")
    for title, at, room in (("One", HK_MORNING, first), ("Two", HK_MORNING + 65 * MINUTE, second)):
        make.make_part(placed(edition, title, at, room=room), person)
    assert sentences(edition) == []
    low, high = sorted((first.hall, hall), key=lambda one: one.pk)
    HallTravel.objects.create(one=low, other=high, minutes=15)
    assert sentences(edition) == ["Ana Silva needs 15 min from “One” to “Two”; there are 5."]
    assert remedies(edition) == ["It would fit if “Two” began at Tue 16 Mar 10:15 (Hong Kong), or was somewhere else."]


def test_people_are_where_they_are_named(edition, client) -> None:
    session, room = make.make_session(edition, "Two cities"), make.make_room(edition, "There", site="la")
    make.make_placement(session, HK_MORNING, room=make.make_room(edition, "Here"))
    relay = make.make_placement(session, HK_MORNING, room=room)
    delegate = make.make_delegate(edition, name="Ana Silva")
    typed = {"delegate": delegate.code, "role": "moderator", "where": relay.code}
    client.post(f"{MANAGE}sessions/{session.code}/people/", typed)
    part = Part.objects.get()
    assert (part.placement, part.is_online) == (relay, False)
    other = placed(edition, "Elsewhere", HK_MORNING, site="hk", room=make.make_room(edition, "Other"))
    make.make_part(other, delegate.person, is_online=True)
    (both,) = [one for one in sentences(edition, other) if "Ana" in one]
    assert ("“Elsewhere”" in both, "“Two cities”" in both, "at the same time" in both) == (True, True, True)
    client.post(f"{MANAGE}sessions/{session.code}/people/", {**typed, "where": ""})
    several = "Ana Silva is in several rooms of “Two cities” at once."
    assert several in sentences(edition, session)
    client.post(f"{MANAGE}places/{relay.code}/remove/")
    assert (Part.objects.filter(session=session).count(), several in sentences(edition)) == (1, False)
    assert Entry.objects.filter(action="take part away").count() == 1


def test_an_interpreter_at_a_relay_interprets_there(edition) -> None:
    session = make.make_session(edition, "Two cities", channels=["pt"])
    make.make_placement(session, HK_MORNING, room=make.make_room(edition, "Here"))
    relay = make.make_placement(session, HK_MORNING, room=make.make_room(edition, "There", site="la"))
    missing = "“Two cities” is to be interpreted (Portuguese), and nobody is named as interpreter."
    assert missing in sentences(edition)
    person = make.make_person("Bo")
    make.make_part(session, person, role="interpreter", placement=relay)
    other = placed(edition, "Other", HK_MORNING, room=make.make_room(edition, "Third"))
    make.make_part(other, person)
    found = sentences(edition)
    assert missing not in found
    assert "Bo interprets at the same time in “Other” and in “Two cities”." in found or (
        "Bo interprets at the same time in “Two cities” and in “Other”." in found
    )


def test_meetings_hours_and_seats_are_asked_of_other_rooms(edition, monkeypatch) -> None:
    small, large = make.make_room(edition, "Small", capacity=40), make.make_room(edition, "Large", capacity=90)
    ana = make.make_delegate(edition, name="Ana Silva")
    session = placed(edition, "Keynote", HK_MORNING, room=small)
    make.make_part(session, ana.person)
    host = make.make_delegate(edition, name="Bo Chan")
    make.make_meeting(make.calendar_of(ana), make.calendar_of(host), HK_MORNING + 30 * MINUTE)
    place = session.placements.get()
    monkeypatch.setattr(asking, "_registered", [lambda _edition: {place.pk: 60}])
    found = sentences(edition)
    assert "Ana Silva is in “Keynote” and has a meeting at the same time: Ana Silva, Bo Chan, " in " ".join(found)
    assert "60 have a seat in “Keynote”, and it has 40 seats in Small." in found
    assert "It would fit into Large, which has 90 seats." in remedies(edition)
    Placement.objects.filter(pk=place.pk).update(capacity=60)
    assert [one for one in sentences(edition, session) if "have a seat" in one] == []
    Placement.objects.filter(pk=place.pk).update(capacity=20, room=large)
    assert "60 have a seat in “Keynote”, and it has 20 seats in Large." in sentences(edition, session)


def test_conflicts_are_shown_before_a_place_is_saved_and_refuse_nothing(edition, client) -> None:
    room = make.make_room(edition)
    placed(edition, "One", HK_MORNING, room=room)
    session = make.make_session(edition, "Two")
    address = f"{MANAGE}sessions/{session.code}/places/"
    typed = {"where": f"room-{room.code}", "on": "2027-03-16", "begins": "09:30", "ends": "10:30"}
    page = client.post(address, typed)
    would = page.context["would"]
    assert (page.status_code, [one.sentence for one in would.clashes], session.placements.count()) == (
        200,
        ["“One” and “Two” are in Room 1 at the same time."],
        0,
    )
    assert "Save it all the same" in page.content.decode()
    other = client.post(address, {**typed, "begins": "09:15", "shown": "what was shown for another time"})
    assert (other.status_code, session.placements.count()) == (200, 0)
    assert client.post(address, {**typed, "shown": would.mark}).status_code == 302
    place = session.placements.get()
    move = f"{MANAGE}places/{place.code}/"
    seen = client.get(move).context["form"]["seen"].value()
    assert client.post(move, {**typed, "begins": "10:00", "ends": "11:00", "seen": seen}).status_code == 302
    page = client.post(move, {**typed, "begins": "08:30", "ends": "09:30"})
    assert [one.sentence for one in page.context["would"].clashes] == [
        "“Two” and “One” are in Room 1 at the same time.",
        "HKG is closed during a part of “Two”.",
    ]


def test_a_preview_tells_what_two_whole_checks_differ_by(edition) -> None:
    sites = list(edition.sites.all())
    rooms = [make.make_room(edition, f"Room {n}", turnaround_minutes=20) for n in range(2)]
    people = [make.make_person(f"Person {n}") for n in range(3)]
    sessions = []
    for number in range(6):
        session = placed(edition, f"Session {number}", HK_MORNING + number * 40 * MINUTE, room=rooms[number % 2])
        make.make_part(session, people[number % 3])
        sessions.append(session)
    for number, session in enumerate(sessions):
        place = session.placements.get()
        at = HK_MORNING + (5 - number) * 45 * MINUTE
        facts = {"site": place.site, "room": rooms[1], "starts_at": at, "ends_at": at + HOUR}
        before = set(sentences(edition))
        would = preview(edition, sites, session, {**facts, "is_origin": True, "capacity": None}, placement=place)
        Placement.objects.filter(pk=place.pk).update(**facts)
        after = set(sentences(edition))
        # One that was there already, and whose figures are others now, is shown as well.
        assert after - before <= {one.sentence for one in would.clashes} <= after
        assert sorted(sentences(edition, session)) == sorted(
            one.sentence for one in clashes_of(edition, sites) if session.code in [side.code for side in one.said.sessions]
        )


def accept(client: Client, mark: str, reason: str = "Both know it.") -> Any:
    return client.post(f"{MANAGE}conflicts/accept/", {"mark": mark, "reason": reason})


def test_an_accepted_conflict_stands_apart_until_its_facts_change(edition, client) -> None:
    room = make.make_room(edition)
    one, two = (placed(edition, title, HK_MORNING + late, room=room) for title, late in (("One", 0 * HOUR), ("Two", 30 * MINUTE)))
    (clash,) = client.get(f"{MANAGE}conflicts/").context["clashes"]
    empty = accept(client, clash.mark, " ")
    assert (empty.status_code, AcceptedConflict.objects.count()) == (422, 0)
    assert accept(client, clash.mark).status_code == 302
    again = accept(client, clash.mark)
    assert "Somebody else has accepted this conflict already." in again.content.decode()
    page = client.get(f"{MANAGE}conflicts/")
    assert ([*page.context["clashes"]], [one.sentence for one in page.context["accepted"]]) == ([], [clash.sentence])
    assert "Both know it." in page.content.decode()
    assert clashes_of(edition, list(edition.sites.all()), session=one) == []
    place = two.placements.get()
    Placement.objects.filter(pk=place.pk).update(starts_at=place.starts_at + 5 * MINUTE)
    page = client.get(f"{MANAGE}conflicts/")
    assert [one.earlier.reason for one in page.context["clashes"]] == ["Both know it."]
    Placement.objects.filter(pk=place.pk).update(starts_at=place.starts_at)
    accepted = client.get(f"{MANAGE}conflicts/").context["accepted"][0].accepted
    client.post(f"{MANAGE}conflicts/{accepted.pk}/reopen/")
    assert client.post(f"{MANAGE}conflicts/{accepted.pk}/reopen/").status_code == 404
    assert [one.sentence for one in client.get(f"{MANAGE}conflicts/").context["clashes"]] == [clash.sentence]
    stale = accept(client, "mark of nothing")
    assert "This conflict is not there any more" in stale.content.decode()
    assert list(Entry.objects.filter(subject="meet.acceptedconflict").order_by("pk").values_list("action", flat=True)) == [
        "accept conflict",
        "reopen conflict",
    ]


def test_whoever_accepted_a_conflict_is_taken_off_it_when_erased(edition) -> None:
    delegate = make.make_delegate(edition)
    row = make.make_accepted(edition, by=delegate.person.account)
    erase(subject_of(delegate.person.account), at=HK_MORNING)
    row.refresh_from_db()
    assert (str(row.by), row.reason) == ("Erased person", "It is known.")


@pytest.mark.parametrize("count", [1, 3])
def test_conflicts_cost_the_same_for_one_and_three(count, edition, client, django_assert_num_queries) -> None:
    room, person = make.make_room(edition), make.make_person("Ana")
    for number in range(count + 1):
        make.make_part(placed(edition, f"Session {number}", HK_MORNING, room=room), person)
    sites = list(edition.sites.all())
    with django_assert_num_queries(13):
        assert len(judgement_of(edition, sites).clashes()) == (count + 1) * count
    session = edition.sessions.order_by("pk")[0]
    with django_assert_num_queries(16):
        assert len(clashes_of(edition, sites, session=session)) == 2 * count


def test_series_link_sessions_of_a_market(edition, client) -> None:
    assert client.post(f"{MANAGE}series/new/", {"name_en": "Harbour forum"}).status_code == 302
    series = edition.market.series.get()
    session = make.make_session(edition)
    seen = client.get(f"{MANAGE}sessions/{session.code}/").context["form"]["seen"].value()
    typed = {"title_en": "Opening", "kind": "forum", "series": series.pk, "seen": seen}
    assert client.post(f"{MANAGE}sessions/{session.code}/", typed).status_code == 302
    session.refresh_from_db()
    assert session.series == series
    seen = client.get(f"{MANAGE}series/{series.code}/").context["form"]["seen"].value()
    client.post(f"{MANAGE}series/{series.code}/", {"name_en": "Bay forum", "seen": seen})
    late = client.post(f"{MANAGE}series/{series.code}/", {"name_en": "Sea forum", "seen": seen})
    assert (late.status_code, "Bay forum" in late.content.decode()) == (422, True)
    past = make.make_edition("past", market=edition.market, starts_on=datetime(2026, 3, 15, tzinfo=UTC).date(), with_sites=False)
    earlier = make.make_session(past, series=series)
    client.post(f"{MANAGE}series/{series.code}/remove/")
    assert edition.market.series.count() == 1
    earlier.delete()
    client.post(f"{MANAGE}series/{series.code}/remove/")
    session.refresh_from_db()
    assert (edition.market.series.count(), session.series) == (0, None)
