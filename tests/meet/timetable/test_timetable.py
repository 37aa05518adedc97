"""The timetable shows a day at a site, moves what is dropped with its conflicts and an undo, and lets nobody lose a change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from praya.meet.programme.models import Placement
from praya.meet.timetable.days import window_of
from tests import builders as make
from tests.builders.meet import HK_MORNING

pytestmark = pytest.mark.django_db
TIMETABLE = "/e/spring/manage/programme/timetable/"
TUESDAY = {"site": "hk", "day": "2027-03-16"}
PART = {"HX-Request": "true"}
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def shown(client: Client, **asked: str) -> dict[str, list[str]]:
    """Return by room what stands in the timetable of Tuesday."""
    board = client.get(TIMETABLE, TUESDAY | asked).context["board"]
    return {column.name: [f"{one.time} {one.clashes}" for one in column.blocks] for column in board.columns}


def one_place(place: Placement) -> str:
    return f"{TIMETABLE}places/{place.code}/"


def typed(client: Client, place: Placement, **more: str) -> dict[str, str]:
    """Return what a drop sends: where the session is now, with the mark of how it was seen, unless it is said otherwise."""
    form = client.get(one_place(place)).context["form"]
    where = f"room-{place.room.code}" if place.room else f"online-{place.site.slug}"
    return {"where": where, "on": "2027-03-16", "begins": "09:00", "seen": form["seen"].value(), **more}


def undo_of(answer: Any) -> str:
    return str(list(answer.context["messages"])[-1].extra_tags)


def test_a_day_stands_room_by_room_with_what_is_online_and_what_has_no_time(edition, client) -> None:
    first, second = make.make_room(edition, "Room 1"), make.make_room(edition, "Room 2")
    make.make_room(edition, "There", site="la")
    make.make_placement(make.make_session(edition, "One"), HK_MORNING, room=first)
    make.make_placement(make.make_session(edition, "Two"), HK_MORNING + 30 * MINUTE, room=first)
    make.make_placement(make.make_session(edition, "Online", state="draft"), HK_MORNING)
    make.make_placement(make.make_session(edition, "Gone", state="cancelled"), HK_MORNING, room=second)
    make.make_placement(make.make_session(edition, "Tomorrow"), HK_MORNING + 24 * HOUR, room=second)
    make.make_session(edition, "Without a time")
    assert shown(client) == {"Room 1": ["09:00–10:00 1", "09:30–10:30 1"], "Room 2": [], "": ["09:00–10:00 0"]}
    page = client.get(TIMETABLE, TUESDAY)
    board = page.context["board"]
    assert ([one.kind for one in board.unplaced], [one.sentence for one in board.clashes]) == (
        ["forum"],
        ["“One” and “Two” are in Room 1 at the same time."],
    )
    assert [one.look for one in board.columns[0].blocks] == ["for-h1 lane-0 lanes-2", "at-s6 for-h1 lane-1 lanes-2"]
    text = page.content.decode()
    assert (board.clock[0], board.clock[-1], "<li>09:00</li>" in text, "<li>01:00</li>" in text) == (
        "09:00",
        "17:00",
        True,
        False,
    )
    assert ("Without a time" in text, "Tomorrow" in text, "1 conflict" in text) == (True, False, True)
    assert "Room 2" not in client.get(TIMETABLE, TUESDAY | {"room": f"room-{first.code}"}).content.decode().split("<h2")[1]


def test_a_drop_moves_at_once_and_is_taken_back_by_a_button(edition, client) -> None:
    room, other = make.make_room(edition, "Room 1"), make.make_room(edition, "Room 2")
    make.make_placement(make.make_session(edition, "There already"), HK_MORNING + 2 * HOUR, room=other)
    place = make.make_placement(make.make_session(edition, "Opening"), HK_MORNING, room=room, capacity=30)
    drop = typed(client, place, where=f"room-{other.code}", begins="10:45")
    answer = client.post(one_place(place), drop, headers=PART)
    place.refresh_from_db()
    assert (answer.status_code, place.room, place.starts_at, place.ends_at, place.capacity, place.is_origin) == (
        200,
        other,
        HK_MORNING + 105 * MINUTE,
        HK_MORNING + 165 * MINUTE,
        30,
        True,
    )
    text = answer.content.decode()
    assert ("<html" in text, "The move makes 1 conflict" in text, f'data-focus="{place.code}"' in text) == (False, True, True)
    undo = undo_of(answer)
    assert client.post(undo).status_code == 302
    place.refresh_from_db()
    assert (place.room, place.starts_at) == (room, HK_MORNING)
    client.post(undo)
    place.refresh_from_db()
    assert place.starts_at == HK_MORNING


def test_without_javascript_the_conflicts_are_shown_before_it_is_moved(edition, client) -> None:
    room = make.make_room(edition)
    make.make_placement(make.make_session(edition, "There already"), HK_MORNING + HOUR, room=room)
    place = make.make_placement(make.make_session(edition, "Opening"), HK_MORNING - HOUR, room=room)
    move = typed(client, place, begins="09:30")
    page = client.post(one_place(place), move)
    assert (page.status_code, len(page.context["would"].clashes)) == (200, 1)
    assert "Save it all the same" in page.content.decode()
    done = client.post(one_place(place), {**move, "shown": page.context["would"].mark})
    assert done["Location"] == f"{TIMETABLE}?site=hk&day=2027-03-16"
    place.refresh_from_db()
    assert place.starts_at == HK_MORNING + 30 * MINUTE


def test_of_two_who_move_the_same_session_the_second_is_told_who_was_quicker(edition, client) -> None:
    place = make.make_placement(make.make_session(edition, "Opening"), HK_MORNING, room=make.make_room(edition))
    other = make.sign_in(Client(), make.make_team_member(edition, make.make_account("bo@example.org", name="Bo Chan")))
    first, second = typed(other, place, begins="10:00"), typed(client, place, begins="11:00")
    other.post(one_place(place), first, headers=PART)
    late = client.post(one_place(place), second, headers=PART)
    text = late.content.decode()
    place.refresh_from_db()
    assert (late.status_code, place.starts_at) == (200, HK_MORNING + HOUR)
    assert "“Opening” stays where it is: somebody else has changed it since this page was shown. Bo Chan did that at " in text
    assert [(one.who, one.deed) for one in late.context["board"].lately] == [("Bo Chan", "move session")]
    page = client.post(one_place(place), second)
    assert (page.status_code, "Bo Chan did that at" in page.content.decode(), "From is now: 10:00" in page.content.decode()) == (
        422,
        True,
        True,
    )
    again = client.post(one_place(place), {**second, "seen": page.context["form"]["seen"].value()})
    place.refresh_from_db()
    assert (again.status_code, place.starts_at) == (302, HK_MORNING + 2 * HOUR)


def test_an_undo_that_comes_too_late_takes_nobodys_move_back(edition, client) -> None:
    place = make.make_placement(make.make_session(edition, "Opening"), HK_MORNING, room=make.make_room(edition))
    undo = undo_of(client.post(one_place(place), typed(client, place, begins="10:00"), headers=PART))
    Placement.objects.filter(pk=place.pk).update(starts_at=HK_MORNING + 3 * HOUR, ends_at=HK_MORNING + 4 * HOUR)
    client.post(undo)
    bad = f"{one_place(place)}undo/?where=room-none&starts=soon&ends=9999-99-99&seen=x"
    answer = client.post(bad, follow=True)
    place.refresh_from_db()
    assert place.starts_at == HK_MORNING + 3 * HOUR
    assert "That can no longer be undone." in [str(one) for one in answer.context["messages"]][-1]


def test_what_has_no_time_is_placed_from_the_tray_and_taken_back(edition, client) -> None:
    room, session = make.make_room(edition), make.make_session(edition, "Opening")
    address = f"{TIMETABLE}sessions/{session.code}/"
    drop = {"where": f"room-{room.code}", "on": "2027-03-16", "begins": "09:00", "minutes": "90"}
    answer = client.post(address, drop, headers=PART)
    place = session.placements.get()
    assert (answer.status_code, place.ends_at - place.starts_at, place.is_origin) == (200, 90 * MINUTE, True)
    undo = undo_of(answer)
    client.post(undo)
    assert session.placements.count() == 0
    assert client.post(undo).status_code == 404
    for wrong in ({"minutes": "0"}, {"minutes": "9999"}, {"where": "room-none"}, {"on": "2040-01-01"}, {"begins": "soon"}):
        page = client.post(address, {**drop, **wrong})
        assert (page.status_code, bool(page.context["form"].errors)) == (422, True)
        part = client.post(address, {**drop, **wrong}, headers=PART)
        assert (part.status_code, bool(part.context["refusal"])) == (200, True)
    assert session.placements.count() == 0


def test_a_place_under_a_lifted_session_is_checked_without_changing_anything(edition, client) -> None:
    room = make.make_room(edition)
    make.make_placement(make.make_session(edition, "There already"), HK_MORNING, room=room)
    place = make.make_placement(make.make_session(edition, "Opening"), HK_MORNING + 3 * HOUR, room=room)
    asked = {"place": place.code, "where": f"room-{room.code}", "on": "2027-03-16", "begins": "09:30"}

    def said(**more: str) -> str:
        return client.get(f"{TIMETABLE}check/", asked | more).content.decode()

    assert "are in Room 1 at the same time" in said()
    assert "No conflict there." in said(begins="10:00")
    assert "Enter a valid time" in said(begins="25:99")
    assert "Lift a session first." in client.get(f"{TIMETABLE}check/").content.decode()
    assert client.get(f"{TIMETABLE}check/", asked | {"place": "none"}).status_code == 404
    place.refresh_from_db()
    assert place.starts_at == HK_MORNING + 3 * HOUR


def test_what_is_past_midnight_stands_in_the_evening_it_began_in(edition, client) -> None:
    edition.sites.get(slug="hk").hours.filter(on=date(2027, 3, 16)).update(closes="02:00")
    place = make.make_placement(make.make_session(edition, "Late"), datetime(2027, 3, 16, 16, 30, tzinfo=UTC))
    assert shown(client)[""] == ["00:30–01:30 0"]
    board = client.get(TIMETABLE, TUESDAY).context["board"]
    assert board.hours[-2:] == ["2027-03-17T00:00", "2027-03-17T01:00"]
    assert shown(client, day="2027-03-17")[""] == []
    moved = client.post(one_place(place), typed(client, place, on="2027-03-17", begins="00:45"))
    assert moved["Location"] == f"{TIMETABLE}?site=hk&day=2027-03-16"


def test_whoever_is_where_a_session_comes_from_is_not_where_it_is_shown_again(edition, client) -> None:
    room, person = make.make_room(edition, "Room 1"), make.make_person("Ana")
    again = make.make_session(edition, "Shown again")
    make.make_placement(again, HK_MORNING - 24 * HOUR, room=room)
    repeat = make.make_placement(again, HK_MORNING + 48 * HOUR, room=room)
    other = make.make_session(edition, "Other")
    make.make_placement(other, HK_MORNING + 48 * HOUR, room=make.make_room(edition, "Room 2"))
    for session in (again, other):
        make.make_part(session, person)
    thursday = {"day": "2027-03-18"}
    assert shown(client, **thursday)["Room 1"] == ["09:00–10:00 0"]
    make.make_part(again, person, role="host", placement=repeat)
    assert shown(client, **thursday)["Room 1"] == ["09:00–10:00 1"]


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("America/Los_Angeles", date(2026, 11, 1), ["00:00", "01:00", "01:00", "02:00"]),
        ("America/Los_Angeles", date(2027, 3, 14), ["00:00", "01:00", "03:00", "04:00"]),
        ("Europe/London", date(2026, 10, 25), ["00:00", "01:00", "01:00", "02:00"]),
        ("Europe/London", date(2027, 3, 28), ["00:00", "02:00", "03:00", "04:00"]),
        ("Asia/Kathmandu", date(2027, 3, 28), ["00:00", "01:00", "02:00", "03:00"]),
        ("Pacific/Kiritimati", date(2027, 3, 28), ["00:00", "01:00", "02:00", "03:00"]),
    ],
)
def test_hours_are_those_of_the_clock_when_clocks_change(zone, on, hours) -> None:
    from zoneinfo import ZoneInfo

    from praya.engines.zones import SiteHours

    midnight = datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    window = window_of(on, SiteHours("there", zone, {}), [(midnight + 10 * MINUTE, midnight + 4 * HOUR)])
    assert [f"{label:%H:%M}" for label in window.labels] == hours
    assert window.look(midnight + 3 * HOUR, midnight + 4 * HOUR) == "at-h3 for-h1"


def test_an_edition_without_a_site_is_told_what_to_do_first(client, edition) -> None:
    bare = make.make_edition("bare", with_sites=False)
    organiser = make.sign_in(Client(), make.make_team_member(bare))
    page = organiser.get("/e/bare/manage/programme/timetable/").content.decode()
    assert "say first where the edition takes place" in page
    nonsense = client.get(TIMETABLE, {"site": "none", "day": "9999-12-31", "room": "x" * 5000})
    assert (nonsense.status_code, nonsense.context["board"].on) == (200, date(2027, 3, 15))


@pytest.mark.parametrize("count", [1, 3])
def test_a_day_costs_the_same_for_one_and_three(count, edition, client, django_assert_num_queries) -> None:
    room, person = make.make_room(edition), make.make_person("Ana")
    for number in range(count):
        session = make.make_session(edition, f"Session {number}")
        place = make.make_placement(session, HK_MORNING + number * 10 * MINUTE, room=room)
        make.make_part(session, person)
        make.make_session(edition, f"Loose {number}")
        client.post(one_place(place), typed(client, place, begins=f"09:{10 * number:02}"), headers=PART)
        Placement.objects.filter(pk=place.pk).update(ends_at=place.ends_at + 2 * HOUR)
    beside = make.make_session(edition, "Beside")
    make.make_placement(beside, HK_MORNING, room=room)
    make.make_part(beside, person)
    with django_assert_num_queries(27):
        assert client.get(TIMETABLE, TUESDAY).context["board"].count == count + 1
