"""Applying a proposed repair: everything or nothing, and only while the day still looks as it did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.booking import cancel
from praya.match.diary.models import Meeting
from praya.match.repairs.applying import Step, apply_repair, as_proposal, discard_repair
from praya.match.repairs.models import Repair
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Stand
from praya.meet.notices.models import Notice
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def booked(edition, *, staff=1, starts_at=make.HK_MORNING):
    exhibitor = make.make_exhibitor(edition, staff=staff)
    request = make.make_request(make.make_calendar(make.make_delegate(edition)), make.calendar_of(exhibitor), status="accepted")
    return exhibitor, book(request, starts_at=starts_at, by=None, at=BEFORE)


def proposed(edition, steps, *, kind="late", delegate=None, lost=HALF_HOUR, **fields):
    return Repair.objects.create(
        edition=edition,
        kind=kind,
        delegate=delegate,
        proposal=as_proposal(steps),
        lost_from=make.HK_MORNING if delegate else None,
        lost_until=make.HK_MORNING + lost if delegate else None,
        **fields,
    )


def test_a_colleague_takes_over_and_everybody_is_told():
    edition = make.make_edition()
    exhibitor, meeting = booked(edition, staff=2)
    late = meeting.attendances.get(calendar=make.calendar_of(exhibitor)).delegate
    colleague = next(one for one in make.staff_of(exhibitor) if one != late)
    repair = proposed(edition, [Step("hand_over", meeting=meeting.pk)], delegate=late)

    applied = apply_repair(repair, by=None, at=make.HK_MORNING)

    assert (applied.status, applied.applied_at) == ("applied", make.HK_MORNING)
    rows = meeting.attendances.filter(calendar=make.calendar_of(exhibitor)).order_by("pk")
    assert list(rows.values_list("delegate", "is_released")) == [(late.pk, True), (colleague.pk, False)]
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.starts_at) == (1, make.HK_MORNING)
    assert Notice.objects.filter(kind="place").count() == 2
    late.refresh_from_db()
    assert late.has_own_hours
    assert not late.availability.filter(starts_at__lte=make.HK_MORNING, ends_at__gt=make.HK_MORNING).exists()


def test_a_meeting_moves_and_a_waiting_request_gets_the_freed_slot():
    edition = make.make_edition()
    exhibitor, meeting = booked(edition)
    buyer = meeting.attendances.get(calendar__delegate__isnull=False).delegate
    waiting = make.make_request(make.make_calendar(make.make_delegate(edition)), make.calendar_of(exhibitor), status="accepted")
    later = make.HK_MORNING + HALF_HOUR
    steps = [
        Step("move", meeting=meeting.pk, starts_at=make.HK_MORNING.isoformat(), moved_to=later.isoformat()),
        Step("place", request=waiting.pk, moved_to=make.HK_MORNING.isoformat()),
    ]
    apply_repair(proposed(edition, steps, delegate=buyer), by=None, at=BEFORE)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.ends_at, meeting.sequence) == (later, later + HALF_HOUR, 1)
    assert set(meeting.attendances.values_list("starts_at", "is_released")) == {(later, False)}
    assert Meeting.objects.get(request=waiting).starts_at == make.HK_MORNING
    assert Notice.objects.filter(kind="moved").count() == 2


def test_whoever_leaves_loses_what_cannot_be_saved():
    edition = make.make_edition()
    _exhibitor, meeting = booked(edition)
    buyer = meeting.attendances.get(calendar__delegate__isnull=False).delegate
    apply_repair(proposed(edition, [Step("cancel", meeting=meeting.pk)], kind="left", delegate=buyer), by=None, at=BEFORE)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.sequence) == ("cancelled", 1)
    assert Delegate.objects.get(pk=buyer.pk).status == "left"
    assert list(Notice.objects.filter(kind="cancelled").values_list("delegate", flat=True).order_by("pk")) == [
        row.delegate_id for row in meeting.attendances.order_by("pk")
    ]


def test_a_moved_stand_takes_its_meetings_along():
    edition = make.make_edition()
    exhibitor, meeting = booked(edition)
    new = Stand.objects.filter(hall__site__slug="hk", hall__site__edition=edition, exhibitor=None).first()
    repair = proposed(edition, [Step("stand", meeting=meeting.pk)], kind="stand", exhibitor=exhibitor, stand=new)
    apply_repair(repair, by=None, at=BEFORE)
    meeting.refresh_from_db()
    exhibitor.refresh_from_db()
    assert (meeting.stand, exhibitor.stand, meeting.starts_at) == (new, new, make.HK_MORNING)
    assert Entry.objects.get(action="move stand").after == {"stand": new.pk}


def test_an_outdated_proposal_is_refused_and_nothing_happens():
    edition = make.make_edition()
    _exhibitor, meeting = booked(edition)
    repair = proposed(edition, [Step("cancel", meeting=meeting.pk)])
    cancel(meeting, by=None)
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(repair, by=None, at=BEFORE)
    repair.refresh_from_db()
    assert repair.status == "proposed"


def test_a_slot_taken_meanwhile_is_refused_and_nothing_happens():
    edition = make.make_edition()
    exhibitor, meeting = booked(edition)
    later = make.HK_MORNING + HALF_HOUR
    other = make.make_request(make.make_calendar(make.make_delegate(edition)), make.calendar_of(exhibitor), status="accepted")
    book(other, starts_at=later, by=None, at=BEFORE)
    steps = [Step("move", meeting=meeting.pk, starts_at=make.HK_MORNING.isoformat(), moved_to=later.isoformat())]
    with pytest.raises(Refused, match="no longer free"):
        apply_repair(proposed(edition, steps), by=None, at=BEFORE)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.attendances.filter(is_released=False).count()) == (make.HK_MORNING, 2)


def test_a_repair_is_applied_or_discarded_once():
    edition = make.make_edition()
    repair = proposed(edition, [])
    assert discard_repair(repair, by=None).status == "discarded"
    for act in (lambda: discard_repair(repair, by=None), lambda: apply_repair(repair, by=None, at=BEFORE)):
        with pytest.raises(Refused, match="already been applied or discarded"):
            act()


def test_a_waiting_request_that_was_booked_meanwhile_is_refused():
    edition = make.make_edition()
    _exhibitor, meeting = booked(edition)
    steps = [Step("place", request=meeting.request_id, moved_to=make.HK_AFTERNOON.isoformat())]
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(proposed(edition, steps), by=None, at=BEFORE)


def waiting_place(edition, exhibitor, at=make.HK_MORNING, **fields):
    request = make.make_request(make.make_calendar(make.make_delegate(edition)), make.calendar_of(exhibitor), **fields)
    return request, proposed(edition, [Step("place", request=request.pk, moved_to=at.isoformat())])


@pytest.mark.parametrize("status", ["declined", "withdrawn", "expired", "sent"])
def test_a_waiting_request_that_ended_meanwhile_is_not_booked(status):
    edition = make.make_edition()
    _request, repair = waiting_place(edition, make.make_exhibitor(edition), status=status)
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(repair, by=None, at=BEFORE)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("who", ["sender", "recipient", "guest"])
def test_a_no_said_since_the_proposal_holds_and_is_refused_like_a_request_that_ended(who):
    edition = make.make_edition()
    request, repair = waiting_place(edition, make.make_exhibitor(edition), status="accepted")
    guest = make.make_calendar(make.make_delegate(edition))
    request.guests.add(guest)
    said = {
        "sender": (request.sender, request.recipient),
        "recipient": (request.recipient, guest),
        "guest": (guest, request.sender),
    }
    make.make_wish(*said[who], level="no")
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(repair, by=None, at=BEFORE)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("act", ["move", "place"])
def test_nothing_is_put_into_a_slot_that_has_begun_since_the_proposal(act):
    edition = make.make_edition()
    exhibitor, meeting = booked(edition, starts_at=make.HK_MORNING + 4 * HALF_HOUR)
    _request, repair = waiting_place(edition, exhibitor, status="accepted")
    if act == "move":
        step = Step("move", meeting=meeting.pk, starts_at=meeting.starts_at.isoformat(), moved_to=make.HK_MORNING.isoformat())
        repair = proposed(edition, [step])
    with pytest.raises(Refused, match="time of a proposed slot has come"):
        apply_repair(repair, by=None, at=make.HK_MORNING)
    assert list(Meeting.objects.values_list("starts_at", flat=True)) == [make.HK_MORNING + 4 * HALF_HOUR]


def test_a_meeting_booked_into_lost_hours_since_the_proposal_is_not_forgotten():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition)
    late = make.staff_of(exhibitor)[0]
    repair = proposed(edition, [], delegate=late)
    request = make.make_request(make.make_calendar(make.make_delegate(edition)), make.calendar_of(exhibitor), status="accepted")
    book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(repair, by=None, at=BEFORE)
    late.refresh_from_db()
    assert not late.has_own_hours


def test_a_meeting_booked_at_the_old_stand_since_the_proposal_is_not_left_behind():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition)
    elsewhere = Stand.objects.create(hall=exhibitor.stand.hall, number="Z99")
    repair = proposed(edition, [], kind="stand", exhibitor=exhibitor, stand=elsewhere)
    request = make.make_request(make.make_calendar(make.make_delegate(edition)), make.calendar_of(exhibitor), status="accepted")
    book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    with pytest.raises(Refused, match="has changed since"):
        apply_repair(repair, by=None, at=BEFORE)
    exhibitor.refresh_from_db()
    assert exhibitor.stand_id != elsewhere.pk
