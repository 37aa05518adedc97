"""A programme comes in from a sheet row by row, says what it would change, and never makes anybody or anything up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from praya.core.sheets.exporting import export_sheets
from praya.core.sheets.layouts import Layout
from praya.core.sheets.reading import RawSheet, read_sheets
from praya.core.sheets.writing import write_workbook
from praya.core.texts.reading import read, write
from praya.meet.parties.actions import ensure_parties
from praya.meet.programme.models import Part, Placement, Room, Session, Track
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON, HK_MORNING
from tests.meet.schedules.brought import HEADS, programme
from tests.meet.sheets.rows import faults, notes, plan, states, take
from tests.meet.sheets.undone import bring, everything, take_back

pytestmark = pytest.mark.django_db
OPENING = ("S-1", "Opening", "forum", "HKG", "Room 1", "2027-03-16", "09:00", "10:30")


def again(edition: Any) -> RawSheet:
    """Return the sheet of the programme as it is exported."""
    exported = next(one for one in export_sheets(edition) if one.name == "programme")
    rows = [(number, list(map(str, row))) for number, row in enumerate(exported.rows, start=2)]
    return RawSheet("programme", [(1, list(exported.heads)), *rows])


def test_rows_become_drafts_with_rooms_and_times_and_the_same_file_changes_nothing(edition) -> None:
    make.make_room(edition, "Room 1")
    make.make_delegate(edition, person=make.make_person("Mei Chan", email="mei@example.org", names={"zh-Hant": "陳美"}))
    heads = (
        *HEADS,
        "title (zh-Hant)",
        "track",
        "speakers",
        "moderators",
        "languages",
        "interpreted into",
        "live stream",
        "abstract",
    )
    more = ("開幕", "", "mei@example.org", "陳美", "Cantonese, en", "pt", "https://live.example/a", "First line\nSecond line")
    file = programme(
        (*OPENING, *more), ("S-2", "Late show", "screening", "LAX", "online", "2027-03-16", "23:30", "00:45"), heads=heads
    )
    assert states(plan(edition, file)) == ["new", "new"]
    assert Session.objects.count() == 0
    take(edition, file)
    opening, late = Session.objects.order_by("pk")
    facts = (opening.kind, opening.state, opening.languages, opening.channels, opening.stream)
    assert facts == ("forum", "draft", ["yue", "en"], ["pt"], "https://live.example/a")
    assert [read(opening.title, tag).text for tag in ("en", "zh-Hant")] == ["Opening", "開幕"]
    assert read(opening.abstract, "en").text == "First line\nSecond line"
    place = opening.placements.get()
    assert (place.room.name, place.starts_at, place.ends_at, place.is_origin) == (
        "Room 1", HK_MORNING, HK_MORNING + timedelta(minutes=90), True,
    )  # fmt: skip  # what belongs together on a line
    assert sorted(opening.parts.values_list("person__name", "role")) == [("Mei Chan", "moderator"), ("Mei Chan", "speaker")]
    assert late.placements.get().ends_at == datetime(2027, 3, 17, 7, 45, tzinfo=UTC)
    before = everything()
    assert states(take(edition, file)) == ["unchanged", "unchanged"]
    assert everything() == before


def test_a_changed_file_says_what_it_would_change_and_changes_that_alone(edition) -> None:
    make.make_room(edition, "Room 1", site="hk")
    make.make_room(edition, "Room 2", site="hk")
    take(edition, programme(OPENING))
    other = ("S-1", "Grand opening", "summit", "HKG", "Room 2", "2027-03-16", "14:00", "")
    made = plan(edition, programme(other))
    assert (states(made), notes(made)) == (["changed"], [
        "kind: Forum → Summit",
        "title: Opening → Grand opening",
        "room: Room 1, Hall HKG → Room 2, Hall HKG",
        "begins: 2027-03-16 09:00+08:00 → 2027-03-16 14:00+08:00",
        "ends: 2027-03-16 10:30+08:00 → 2027-03-16 15:30+08:00",
    ])  # fmt: skip  # a sentence a line
    take(edition, programme(other))
    session = Session.objects.get()
    assert (session.kind, read(session.title, "en").text, session.placements.get().starts_at) == (
        "summit",
        "Grand opening",
        HK_AFTERNOON,
    )
    assert states(plan(edition, programme(other))) == ["unchanged"]


def test_what_cannot_be_is_said_with_the_remedy(edition) -> None:
    make.make_room(edition, "Room 1")
    edition.sites.filter(slug="la").update(zone="America/Los_Angeles")
    heads = (*HEADS, "duration", "live stream", "speakers", "languages", "state", "repeats")

    def row(**words: str) -> tuple[str, ...]:
        usual = {**dict(zip(HEADS, OPENING, strict=True)), **words}
        return tuple(usual.get(head, "") for head in heads)

    told = {
        "There is no such day": (row(day="2027-02-30"), "this day does not exist in the calendar"),
        "no time": (row(begins="25:00"), "this is not a time; write it as 09:30"),
        "no end": (row(ends=""), "write when this ends, or how long it lasts."),
        "far": (row(day="2031-03-16"), "this is far from the days of the edition"),
        "long": (row(ends="2027-03-18 09:00"), "this is longer than a day; make it one session a day."),
        "backwards": (row(ends="2027-03-15 09:00"), "this ends before it has begun"),
        "length": (row(ends="", duration="never"), "this is not a length of time"),
        "skipped": (
            row(site="LAX", room="", day="2027-03-14", begins="02:30"),
            "02:30 does not exist in Los Angeles on that day: the clocks go forward. Write 03:30 instead.",
        ),
        "site": (row(site="Paris"), "this site is not known; write one of: HKG, LAX."),
        "no site": (row(site=""), "say at which site this is"),
        "room": (row(room="Room 9"), "HKG has no such room (it has: Room 1)."),
        "kind": (row(kind="Lecture"), "this kind of session is not known"),
        "stream": (row(**{"live stream": "javascript:alert(1)"}), "this is no web address"),
        "person": (row(speakers="Nobody Known"), "“Nobody Known” is not accredited here"),
        "language": (row(languages="Finnish"), "this language is none of those of the programme"),
        "state": (row(state="maybe"), "this is not a state of a session"),
        "repeats": (row(repeats="yes"), "this event repeats by a rule"),
        "day": (row(day=""), "write the day on which this begins."),
    }
    for name, (cells, sentence) in told.items():
        found = faults(plan(edition, programme(cells, heads=heads)))
        assert any(sentence in fault for fault in found), (name, found)
    assert Session.objects.count() == 0


def test_a_time_that_comes_twice_is_asked_for_and_can_be_told_apart(edition) -> None:
    edition.starts_on = edition.ends_on = datetime(2026, 11, 1, tzinfo=UTC).date()
    edition.save()
    twice = ("S-1", "Night", "panel", "LAX", "", "2026-11-01", "01:30", "03:00")
    assert "Write 2026-11-01T01:30-07:00 or 2026-11-01T01:30-08:00 instead." in faults(plan(edition, programme(twice)))[0]
    take(edition, programme((*twice[:6], "2026-11-01T01:30-08:00", "03:00")))
    place = Placement.objects.get()
    assert (place.starts_at, place.ends_at) == (datetime(2026, 11, 1, 9, 30, tzinfo=UTC), datetime(2026, 11, 1, 11, tzinfo=UTC))
    assert states(plan(edition, again(edition))) == ["unchanged"]


def test_an_unknown_room_or_track_is_made_or_mapped_once_somebody_says_so(edition) -> None:
    make.make_room(edition, "Room 1")
    heads = (*HEADS, "track")
    rows = (
        (*OPENING[:4], "Grand Hall", *OPENING[5:], "Money"),
        ("S-2", "Next", "panel", "HKG", "Salon", "2027-03-16", "11:00", "12:00", ""),
    )
    file = programme(*rows, heads=heads)
    assert states(plan(edition, file)) == ["fault", "fault"]
    room = Room.objects.get()
    columns = dict(enumerate(("reference", "title", "kind", "site", "room", "day", "begins", "ends", "track")))
    said = {"room": {"grand hall": "new", "salon": room.code}, "track": {"money": "new"}}
    layouts = {"programme": Layout("programme", 1, columns=columns, words=said)}
    made = plan(edition, file, layouts=layouts)
    assert (states(made), notes(made)) == (["new", "new"], ["makes the room Grand Hall in Hall HKG", "makes the track Money"])
    take(edition, file, layouts=layouts)
    assert set(Placement.objects.values_list("session__kind", "room__name")) == {("forum", "Grand Hall"), ("panel", "Room 1")}
    assert read(Track.objects.get().name, "en").text == "Money"
    assert states(take(edition, file, layouts=layouts)) == ["unchanged", "unchanged"]
    assert (Room.objects.count(), Track.objects.count()) == (2, 1)


def test_people_are_found_by_address_and_name_among_those_accredited(edition) -> None:
    for address in ("one@example.org", "two@example.org"):
        make.make_delegate(edition, person=make.make_person("Li Wei", email=address))
    make.make_delegate(edition, person=make.make_person("Ana Silva", email="ana@example.org"))
    left = make.make_person("Gone Away", email="gone@example.org")
    make.make_delegate(edition, person=left, status="left")
    heads = (*HEADS[:3], *HEADS[5:], "site", "speakers")

    def told(who: str) -> list[str]:
        return faults(plan(edition, programme((*OPENING[:3], *OPENING[5:], "HKG", who), heads=heads)))

    assert "several people are called “Li Wei”" in told("Li Wei")[0]
    assert "“Gone Away” is not accredited here" in told("Gone Away")[0]
    assert "“gone@example.org” is not accredited here" in told("gone@example.org")[0]
    assert told("Li Wei <two@example.org>; Ana Silva") == []
    take(edition, programme((*OPENING[:3], *OPENING[5:], "HKG", "two@example.org; Ana Silva"), heads=heads))
    assert set(Part.objects.values_list("person__email", flat=True)) == {"two@example.org", "ana@example.org"}
    made = take(edition, programme((*OPENING[:3], *OPENING[5:], "HKG", "one@example.org"), heads=heads))
    assert notes(made) == ["speakers: Li Wei, Ana Silva → Li Wei"]
    assert set(Part.objects.values_list("person__email", flat=True)) == {"one@example.org"}


def test_rows_of_one_session_are_its_places_and_must_not_contradict_each_other(edition) -> None:
    heads = ("session reference", *HEADS[1:4], *HEADS[5:])
    twin = (
        ("T", "Dialogue", "panel", "HKG", "2027-03-16", "09:00", "10:00"),
        ("T", "Dialogue", "panel", "LAX", "2027-03-15", "18:00", "19:00"),
    )
    take(edition, programme(*twin, heads=heads))
    session = Session.objects.get()
    places = [(place.site.slug, place.starts_at, place.is_origin) for place in session.placements.all()]
    assert places == [("hk", HK_MORNING, True), ("la", HK_MORNING, False)]
    assert states(plan(edition, programme(*twin, heads=heads))) == ["unchanged", "unchanged"]
    other = programme(twin[0], ("T", "Dialogue", "forum", *twin[1][3:]), heads=heads)
    assert "row 2 says otherwise of the same session" in faults(plan(edition, other))[0]
    assert states(plan(edition, programme(twin[0], twin[0], heads=heads))) == ["unchanged", "duplicate"]
    twice = programme(twin[0], (*twin[0][:4], "2027-03-16", "09:30", "10:30"), heads=heads)
    assert "the session is in this room at that time already" in faults(plan(edition, twice))[0]


def test_without_a_reference_the_title_tells_the_session_unless_several_are_called_so(edition) -> None:
    heads = HEADS[1:]
    first = make.make_session(edition, "Coffee")
    make.make_placement(first, HK_MORNING)
    moved = ("Coffee", "", "HKG", "", "2027-03-16", "14:00", "15:00")
    assert states(plan(edition, programme(moved, heads=heads))) == ["changed"]
    make.make_placement(make.make_session(edition, "Coffee"), HK_AFTERNOON)
    assert states(plan(edition, programme(moved, heads=heads))) == ["unchanged"]
    nowhere = (*moved[:5], "17:00", "18:00")
    assert "several sessions are called so" in faults(plan(edition, programme(nowhere, heads=heads)))[0]


def test_the_state_is_taken_by_the_steps_that_a_button_has(edition) -> None:
    heads = (*HEADS, "state")
    for state in ("confirmed", "cancelled", "confirmed"):
        take(edition, programme((*OPENING[:4], "", *OPENING[5:], state), heads=heads))
        assert Session.objects.get().state == state
    back = programme((*OPENING[:4], "", *OPENING[5:], "draft"), heads=heads)
    assert "a session that is confirmed is no draft any more" in faults(plan(edition, back))[0]


def drawn(edition: Any, seed: int) -> None:
    """Draw a programme with sessions of every kind, in several places, with people and texts in several languages."""
    dice = Random(seed)
    rooms = [make.make_room(edition, f"Room {number}", site=site) for number in range(2) for site in ("hk", "la")]
    track = make.make_track(edition, "Money; power")
    people = [make.make_person(f"Person {number}", email=f"p{number}@example.org" if number else None) for number in range(4)]
    for person in people[:3]:
        make.make_delegate(edition, person=person)
    words = ["Forum, one; two", "論壇：海港", "منتدى", "=1+1 Sum", "'Quoted", "Two\u3000spaces"]
    for number in range(8):
        texts = {tag: f"{dice.choice(words)} {number}" for tag in dice.sample(["en", "zh-Hant", "pt", "ar"], dice.randint(1, 3))}
        session = make.make_session(
            edition, kind=dice.choice(Session.Kind.values), state=dice.choice(Session.State.values),
            track=dice.choice([None, track]),
            languages=dice.sample(["en", "yue"], dice.randint(0, 2)), channels=dice.choice([[], ["pt"]]),
            stream=dice.choice(["", "https://live.example/x"]),
        )  # fmt: skip  # several on a line
        source = next(iter(texts))
        Session.objects.filter(pk=session.pk).update(
            title=write(texts, source=source), abstract=write({source: "Line\n\nline\\n"})
        )
        for place in range(dice.randint(0, 3)):
            at = HK_MORNING + timedelta(hours=dice.randint(0, 60), minutes=15 * place)
            ends_at = at + timedelta(minutes=dice.choice([15, 90, 1440]))
            make.make_placement(session, at, room=dice.choice([None, *rooms]), ends_at=ends_at)
        for role in dice.sample(Part.Role.values, 2):
            make.make_part(session, dice.choice(people), role=role)


@pytest.mark.parametrize("seed", range(4))
def test_an_exported_programme_comes_in_again_and_changes_nothing(edition, seed, tmp_path) -> None:
    drawn(edition, seed)
    ensure_parties(edition)
    before, path = everything(), tmp_path / "spring.xlsx"
    write_workbook(export_sheets(edition), path)
    assert faults(plan(edition, *read_sheets(path))) == []
    made = take(edition, *read_sheets(path))
    assert set(states(made)) == {"unchanged"}, [
        (fate.state, fate.subject, fate.notes, list(map(str, fate.faults))) for fate in made.fates
    ]
    assert everything() == before


def test_an_import_of_a_programme_is_taken_back_as_a_whole(edition) -> None:
    make.make_room(edition, "Room 1")
    make.make_delegate(edition, person=make.make_person("Mei Chan", email="mei@example.org"))
    account = make.make_team_member(edition)
    heads = (*HEADS, "speakers", "track", "state")
    bring(edition, account, programme((*OPENING, "mei@example.org", "", ""), heads=heads))
    before = everything()
    changed = programme(
        (*OPENING[:6], "14:00", "15:00", "", "", "confirmed"),
        ("S-2", "New one", "panel", "LAX", "online", "2027-03-16", "10:00", "11:00", "mei@example.org", "", "confirmed"),
        heads=heads,
    )
    kept = bring(edition, account, changed)
    assert (Session.objects.count(), kept.counts) == (2, {"changed": 1, "new": 1})
    assert take_back(kept, account).status == "undone"
    assert everything() == before


@pytest.mark.parametrize("count", [2, 6])
def test_a_dry_run_costs_the_same_queries_for_few_and_many(edition, count, django_assert_max_num_queries) -> None:
    room = make.make_room(edition, "Room 1")
    for number in range(count):
        session = make.make_session(edition, f"Session {number}")
        make.make_placement(session, HK_MORNING + timedelta(hours=number), room=room)
        make.make_part(session, make.make_person(f"Person {number}"))
    sheet = again(edition)
    with django_assert_max_num_queries(22):
        assert set(states(plan(edition, sheet))) == {"unchanged"}
