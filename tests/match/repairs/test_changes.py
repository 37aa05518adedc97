"""What the repair desk reads: whom it finds, what is ahead, and what a proposal would do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from praya.core.access.absence import Absent
from praya.core.directory.models import Organisation, Person
from praya.match.diary.queries import meeting_of
from praya.match.repairs.applying import Step, as_proposal
from praya.match.repairs.models import Repair
from praya.match.repairs.queries import (
    Change,
    changes_of,
    counts_of,
    meetings_ahead,
    people_found,
    proposed_repairs,
    repair_of,
    repairs_of,
    stands_found,
)
from praya.meet.editions.models import Table
from tests import builders as make

pytestmark = pytest.mark.django_db
NAMES = {"zh-Hant": "王小明"}
LATER = make.HK_AFTERNOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("ana", True),
        ("SILVA ana", True),
        ("王小明", True),
        ("nova", True),
        ("ana@nova.test nova silva", True),
        ("ana nobody", False),
        ("ana ana ana ana ana ana nobody", True),  # six words are looked at
        ("ana ana ana ana ana nobody", False),
    ],
)
def test_people_are_found_by_name_company_and_address(edition, words, is_found) -> None:
    person = make.make_person("Ana Silva", email="ana@nova.test")
    Person.objects.filter(pk=person.pk).update(names=NAMES)
    one = make.make_delegate(edition, person=person, organisation=make.make_organisation("Nova Filmes"))
    company = {"organisation_name": "Nova Filmes", "organisation_names": {}}
    row = {"code": one.code, "site_id": one.site_id, "name": "Ana Silva", "names": NAMES, **company}
    assert [{**one, "why": ""} for one in people_found(edition, words)] == ([{**row, "why": ""}] if is_found else [])


def test_the_desk_finds_whoever_is_called_so_before_whoever_has_the_letters(edition) -> None:
    for name in ("Amélie Marchand", "Chan Chun-ho", "Ana Chan"):
        make.make_delegate(edition, name=name)
    make.make_exhibitor(edition, "Bénard & Marchand", staff=0)
    make.make_exhibitor(edition, "Chan Films", staff=0)
    people, stands = people_found(edition, "chan"), stands_found(edition, "chan")
    assert [row["name"] for row in people] == ["Ana Chan", "Chan Chun-ho", "Amélie Marchand"]
    assert [row["name"] for row in stands] == ["Chan Films", "Bénard & Marchand"]
    assert [str(row["why"]) for row in stands] == ["", "within the name"]
    assert people_found(edition, "%") == stands_found(edition, "%") == []


def test_twenty_approved_people_of_the_edition_are_shown_by_name(edition) -> None:
    for number in range(21):
        make.make_delegate(edition, name=f"Ana {20 - number:02}")
    make.make_delegate(edition, name="Ana", status="applied")
    make.make_delegate(make.make_edition(), name="Ana")
    assert [row["name"] for row in people_found(edition, "ana")] == [f"Ana {number:02}" for number in range(20)]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("harbour", True),
        ("a1", True),
        ("a1 PICTURES", True),
        ("王小明", True),
        ("1", False),  # of a number all of it
        ("a2", False),
        ("harbour a2", False),
        ("a1 a1 a1 a1 a1 a1 nobody", True),
        ("a1 a1 a1 a1 a1 nobody", False),
    ],
)
def test_stands_are_found_by_number_and_name(edition, words, is_found) -> None:
    one = make.make_exhibitor(edition, "Harbour Pictures")
    Organisation.objects.filter(pk=one.organisation_id).update(names=NAMES)
    make.make_exhibitor(edition, "Without Stand", has_stand=False)
    named = {"name": "Harbour Pictures", "names": NAMES}
    row = {"code": one.code, "site_id": one.site_id, **named, "number": "A1", "hall": "Hall HKG"}
    assert [{**one, "why": ""} for one in stands_found(edition, words)] == ([{**row, "why": ""}] if is_found else [])


def test_twenty_stands_of_the_edition_are_shown_by_name(edition) -> None:
    hall = edition.sites.get(slug="hk").halls.get()
    for number in range(21):
        stand = hall.stands.create(number=f"B{number}")
        make.make_exhibitor(edition, f"Film {20 - number:02}", staff=0, stand=stand)
    make.make_exhibitor(make.make_edition(), "Film 0")
    assert [row["name"] for row in stands_found(edition, "film")] == [f"Film {number:02}" for number in range(20)]


def test_what_is_ahead_of_somebody_comes_by_time_with_its_place_and_all_others(edition) -> None:
    ana = make.make_delegate(edition, name="Ana Silva")
    own = make.calendar_of(ana)
    seller = make.make_exhibitor(edition, "Harbour Pictures")
    site = edition.sites.get(slug="hk")
    bo, cy = (make.calendar_of(make.make_delegate(edition, name=name)) for name in ("Bo Li", "Cy Wu"))
    table = Table.objects.get(hall__site=site, number=2)
    at_table = make.make_meeting(own, bo, LATER, site=site, table=table)
    at_table.attendances.create(calendar=cy, delegate=cy.delegate, starts_at=LATER)
    at_stand = make.make_meeting(make.calendar_of(seller), own, make.HK_AFTERNOON, site=site, stand=seller.stand)
    make.make_meeting(own, bo, make.HK_MORNING)
    make.make_meeting(own, bo, LATER + timedelta(hours=1), status="cancelled")
    make.make_meeting(own, bo, LATER + timedelta(hours=2)).attendances.update(is_released=True)
    known = {"calendar": own.pk, "site_id": site.pk, "hall": "Hall HKG"}
    assert meetings_ahead(ana, make.HK_AFTERNOON) == [
        {
            **known,
            "meeting": at_stand.pk,
            "starts_at": make.HK_AFTERNOON,
            "code": at_stand.code,
            "table": None,
            "stand": "A1",
            "with": "Harbour Pictures",
        },
        {
            **known,
            "meeting": at_table.pk,
            "starts_at": LATER,
            "code": at_table.code,
            "table": 2,
            "stand": None,
            "with": "Bo Li, Cy Wu",
        },
    ]


def test_thirty_repairs_are_shown_the_latest_first(edition) -> None:
    made = [Repair.objects.create(edition=edition, kind="late") for _ in range(31)]
    Repair.objects.create(edition=make.make_edition(), kind="late")
    assert list(repairs_of(edition)) == made[:0:-1]
    assert str(made[0]) == f"late {made[0].code}"


def test_what_waits_to_be_decided_is_neither_a_look_by_hand_nor_of_a_time_that_has_passed(edition) -> None:
    now, hour = make.HK_MORNING, timedelta(hours=1)
    over, ahead = (
        make.make_meeting(make.calendar_of(make.make_delegate(edition)), make.calendar_of(make.make_delegate(edition)), at)
        for at in (now - hour, now + hour)
    )

    def proposed(kind: str, **known: Any) -> Repair:
        return Repair.objects.create(edition=edition, kind=kind, **known)

    for kind in ("moved", "swapped", "booked"):
        proposed(kind, meeting=ahead)
    proposed("cancelled", meeting=over), proposed("late", lost_until=now), proposed("stand", status="discarded")
    waiting = [proposed("cancelled", meeting=ahead), proposed("late", lost_until=now + hour), proposed("left"), proposed("stand")]
    assert list(proposed_repairs(edition.pk, now).order_by("pk")) == waiting


def test_repairs_and_meetings_are_found_in_their_edition_alone(edition) -> None:
    meeting = make.make_meeting(*(make.calendar_of(make.make_delegate(edition)) for _ in range(2)))
    repair = Repair.objects.create(edition=edition, kind="late")
    assert (meeting_of(edition, meeting.code), repair_of(edition, repair.code)) == (meeting, repair)
    other = make.make_edition()
    for find in (lambda: meeting_of(other, meeting.code), lambda: repair_of(other, repair.code)):
        with pytest.raises(Absent):
            find()


@pytest.fixture
def proposal(edition):
    """Make a repair with a step of each kind, in an order that is not the one shown."""
    la = edition.sites.get(slug="la")
    seller = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures"))
    made = {}
    for hour, act in enumerate(("stand", "hand_over", "move", "cancel")):
        buyer = make.calendar_of(make.make_delegate(edition, name=act.title()))
        at = make.HK_AFTERNOON + timedelta(hours=hour)
        made[act] = make.make_meeting(seller, buyer, at, site=la if act == "move" else None)
    hopeful = make.calendar_of(make.make_delegate(edition, name="Hope Ful"))
    request = make.make_request(hopeful, seller)
    place = Step("place", request=request.pk, moved_to=make.HK_MORNING.isoformat())
    steps = [
        Step(act, meeting=one.pk, starts_at=one.starts_at.isoformat(), moved_to=LATER.isoformat() if act == "move" else None)
        for act, one in made.items()
    ]
    return Repair.objects.create(edition=edition, kind="late", proposal=as_proposal([place, *steps]))


def test_a_proposal_is_told_line_by_line_what_is_lost_first(edition, proposal) -> None:
    hk, la = edition.sites.all()
    at = [make.HK_AFTERNOON + timedelta(hours=hour) for hour in range(4)]
    changes = changes_of(proposal, [hk, la])
    assert changes == [
        Change("lost", "Harbour Pictures – Cancel", at[3], None, hk, "loses the meeting"),
        Change("moved", "Harbour Pictures – Move", at[2], LATER, la, "moves to another slot"),
        Change("moved", "Harbour Pictures – Hand_Over", at[1], None, hk, "a colleague takes over, same time and place"),
        Change("moved", "Harbour Pictures – Stand", at[0], None, hk, "same time, at the new stand"),
        Change("new", "Hope Ful – Harbour Pictures", None, make.HK_MORNING, hk, "gets a freed slot from the waiting list"),
    ]
    assert counts_of(changes) == {"lost": 1, "moved": 3, "new": 1}


@pytest.mark.parametrize(("slug", "shown"), [("la", "la"), ("hk", "hk"), (None, "hk")])
def test_what_happens_at_no_site_is_told_in_the_time_of_the_delegates_own(edition, proposal, slug, shown) -> None:
    sites = list(edition.sites.all())
    proposal.delegate = make.make_delegate(edition, site=slug)
    assert [change.site.slug for change in changes_of(proposal, sites)] == [shown, "la", shown, shown, shown]
    assert [change.site for change in changes_of(proposal, [])] == [None] * 5


def test_a_step_whose_meeting_or_request_is_gone_is_told_without_names(edition) -> None:
    steps = [Step("cancel", meeting=404), Step("place", request=404), Step("dance", meeting=404)]
    repair = Repair.objects.create(edition=edition, kind="late", proposal=as_proposal(steps))
    assert [(change.kind, change.what, change.word) for change in changes_of(repair, [])] == [
        ("lost", "", "loses the meeting"),
        ("new", "", "gets a freed slot from the waiting list"),
        ("moved", "", "dance"),
    ]


@pytest.mark.parametrize(("slug", "shown"), [("la", "la"), (None, "hk")])
def test_the_page_of_a_proposal_is_told_in_the_time_of_the_delegates_site(edition, slug, shown) -> None:
    client = make.sign_in(Client(), make.make_team_member(edition, role="desk"))
    one = make.make_delegate(edition, site=slug)
    repair = Repair.objects.create(edition=edition, kind="late", delegate=one, proposal=as_proposal([]))
    page = client.get(f"/e/spring/manage/repair/{repair.code}/").context
    assert (page["site"].slug, page["changes"], page["counts"]) == (shown, [], {"lost": 0, "moved": 0, "new": 0})
