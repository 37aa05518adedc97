"""Proposing repairs: who takes over, who moves, who loses, who is offered the freed slot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.match.diary.models import Attendance, Meeting
from praya.match.repairs.applying import apply_repair, steps_of
from praya.match.repairs.proposing import propose_absence, propose_cancellation, propose_stand
from praya.meet.editions.models import Stand
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
OPENING = make.HK_MORNING  # 9:00 in Hong Kong on the second day


def at(slots):
    return OPENING + slots * HALF_HOUR


def meet(edition, exhibitor, slot, buyer=None, **fields):
    person = buyer or make.make_delegate(edition)
    request = make.make_request(make.make_calendar(person), make.calendar_of(exhibitor), status="accepted", **fields)
    return person, book(request, starts_at=at(slot), by=None, at=BEFORE)


def told(repair):
    return [(step.act, step.meeting, step.why) for step in steps_of(repair)]


def test_a_colleague_takes_over():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    _buyer, meeting = meet(edition, exhibitor, 4)
    late = meeting.attendances.get(calendar=make.calendar_of(exhibitor)).delegate
    repair = propose_absence(late, kind="late", by=None, at=at(3), until=at(5))
    assert told(repair) == [("hand_over", meeting.pk, "colleague")]
    apply_repair(repair, by=None, at=at(3))
    assert meeting.attendances.get(calendar=make.calendar_of(exhibitor), is_released=False).delegate != late


def test_somebody_asked_for_in_person_is_not_replaced_but_the_meeting_moves():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    named = make.staff_of(exhibitor)[0]
    _buyer, meeting = meet(edition, exhibitor, 4, named=named)
    repair = propose_absence(named, kind="late", by=None, at=at(3), until=at(6))
    (step,) = steps_of(repair)
    # The next two slots are frozen, the third is the first in which the late one is there again.
    assert (step.act, step.why, step.moved_to) == ("move", "lost_slot", at(6).isoformat())
    apply_repair(repair, by=None, at=at(3))
    meeting.refresh_from_db()
    assert meeting.starts_at == at(6)


def test_another_meeting_makes_way_when_that_saves_one():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=1)
    seller = make.staff_of(exhibitor)[0]
    make.make_availability(seller, at(4), at(7))
    buyer, meeting = meet(edition, exhibitor, 4)
    make.make_availability(buyer, at(4), at(6))
    _second, other = meet(edition, exhibitor, 5)
    repair = propose_absence(seller, kind="late", by=None, at=at(1), until=at(5))
    assert told(repair) == [("move", meeting.pk, "lost_slot"), ("move", other.pk, "makes_way")]
    apply_repair(repair, by=None, at=at(1))
    assert list(Meeting.objects.order_by("pk").values_list("starts_at", flat=True)) == [at(5), at(6)]


def test_what_cannot_be_saved_ends_and_the_freed_slot_is_offered():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=1)
    make.make_availability(make.staff_of(exhibitor)[0], at(4), at(6))
    buyer, meeting = meet(edition, exhibitor, 5)
    _other, kept = meet(edition, exhibitor, 4)
    hopeful = make.make_calendar(make.make_delegate(edition))
    waiting = make.make_request(hopeful, make.calendar_of(exhibitor), status="accepted")

    repair = propose_absence(buyer, kind="left", by=None, at=at(1))

    assert [(step.act, step.meeting or step.request) for step in steps_of(repair)] == [
        ("cancel", meeting.pk),
        ("place", waiting.pk),
    ]
    apply_repair(repair, by=None, at=at(1))
    assert Meeting.objects.get(pk=meeting.pk).status == "cancelled"
    assert Meeting.objects.get(request=waiting).starts_at == at(5)
    assert Meeting.objects.get(pk=kept.pk).sequence == 0
    assert not Attendance.objects.filter(delegate=buyer, is_released=False).exists()


def test_gone_for_the_day_leaves_other_days_alone():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=1)
    buyer, today = meet(edition, exhibitor, 4)
    _same, tomorrow = meet(edition, make.make_exhibitor(edition), 4 + 48, buyer=buyer)
    repair = propose_absence(buyer, kind="gone", by=None, at=at(1))
    (step,) = steps_of(repair)
    assert (step.meeting, step.act) == (today.pk, "move")
    assert datetime.fromisoformat(step.moved_to) > at(20)
    apply_repair(repair, by=None, at=at(1))
    tomorrow.refresh_from_db()
    assert tomorrow.sequence == 0


def test_nobody_with_no_meeting_loses_anything():
    edition = make.make_edition()
    person = make.make_delegate(edition)
    make.make_calendar(person)
    assert steps_of(propose_absence(person, kind="left", by=None, at=at(0))) == []


def test_a_called_off_meeting_offers_its_slot_but_not_to_a_vetoed_pair():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=1)
    make.make_availability(make.staff_of(exhibitor)[0], at(6), at(7))
    _buyer, meeting = meet(edition, exhibitor, 6)
    refused, hopeful = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
    make.make_request(refused, make.calendar_of(exhibitor), status="accepted", level="must")
    make.make_wish(make.calendar_of(exhibitor), refused, "no")
    waiting = make.make_request(hopeful, make.calendar_of(exhibitor), status="accepted")
    repair = propose_cancellation(meeting, by=None, at=at(1))
    assert [(step.act, step.meeting or step.request) for step in steps_of(repair)] == [
        ("cancel", meeting.pk),
        ("place", waiting.pk),
    ]


def test_a_freed_slot_is_not_offered_to_staff_who_meet_for_their_company_then():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=1)
    staff = make.make_calendar(make.staff_of(exhibitor)[0])
    for slot in range(1, 6):
        meet(edition, exhibitor, slot)
    other = make.make_exhibitor(edition)
    buyer, meeting = meet(edition, other, 4)
    # Asked for when they did not work for an exhibitor yet.
    waiting = make.make_request(make.calendar_of(buyer), staff, status="accepted")
    repair = propose_cancellation(meeting, by=None, at=OPENING)
    apply_repair(repair, by=None, at=OPENING)
    assert Meeting.objects.get(request=waiting).starts_at not in {at(slot) for slot in range(1, 6)}


def test_late_needs_a_time_ahead():
    edition = make.make_edition()
    person = make.make_delegate(edition)
    for until in (None, at(0)):
        with pytest.raises(Refused, match="later than now"):
            propose_absence(person, kind="late", by=None, at=at(0), until=until)


def test_an_edition_without_slots_has_nothing_to_repair():
    edition = make.make_edition(with_sites=False)
    person = make.make_delegate(edition, site=None)
    with pytest.raises(Refused, match="no meeting slots"):
        propose_absence(person, kind="left", by=None, at=at(0))


def test_a_stand_moves_within_its_site_only():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition)
    _buyer, meeting = meet(edition, exhibitor, 4)
    other = make.make_exhibitor(edition)
    free = Stand.objects.filter(hall__site=exhibitor.site, exhibitor=None).first()
    assert told(propose_stand(exhibitor, free, by=None, at=at(0))) == [("stand", meeting.pk, "stand_moved")]
    with pytest.raises(Refused, match="Another exhibitor"):
        propose_stand(exhibitor, other.stand, by=None, at=at(0))
    far = Stand.objects.filter(hall__site__edition=edition).exclude(hall__site=exhibitor.site).first()
    with pytest.raises(Refused, match="own site"):
        propose_stand(exhibitor, far, by=None, at=at(0))
