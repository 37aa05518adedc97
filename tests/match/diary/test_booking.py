"""Booking one meeting: who goes, where, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.booking import cancel
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.slots import slots_to_offer
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)


def pair(edition, *, staff=1, **fields):
    exhibitor = make.make_exhibitor(edition, staff=staff)
    buyer = make.make_delegate(edition)
    request = make.make_request(make.calendar_of(buyer), make.calendar_of(exhibitor), status="accepted", **fields)
    return exhibitor, buyer, request


def test_books_at_the_hosts_stand_and_tells_the_others():
    exhibitor, buyer, request = pair(make.make_edition())
    account = buyer.person.account

    meeting = book(request, starts_at=make.HK_MORNING, by=account, at=BEFORE)

    assert (meeting.starts_at, meeting.ends_at - meeting.starts_at) == (make.HK_MORNING, timedelta(minutes=30))
    assert (meeting.stand, meeting.table) == (exhibitor.stand, None)
    seller = make.staff_of(exhibitor)[0]
    assert list(meeting.attendances.values_list("delegate", flat=True)) == [seller.pk, buyer.pk]
    assert list(Notice.objects.values_list("delegate", "kind")) == [(seller.pk, "booked")]
    assert Entry.objects.get(action="book meeting").account == account


def test_two_without_a_stand_get_a_table():
    edition = make.make_edition()
    first, second = make.make_delegate(edition), make.make_delegate(edition)
    request = make.make_request(make.calendar_of(first), make.calendar_of(second), status="accepted")
    meeting = book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    assert meeting.table is not None
    assert meeting.site.slug == "hk"


def test_two_sites_meet_online():
    edition = make.make_edition()
    first, second = make.make_delegate(edition, site="hk"), make.make_delegate(edition, site="la")
    request = make.make_request(make.calendar_of(first), make.calendar_of(second), status="accepted")
    meeting = book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    assert (meeting.site, meeting.table, meeting.stand) == (None, None, None)
    with pytest.raises(Refused, match="can no longer be had"):
        book(
            make.make_request(make.calendar_of(second), make.calendar_of(make.make_delegate(edition))),
            starts_at=make.HK_AFTERNOON,
            by=None,
            at=BEFORE,
        )


def test_a_company_meets_as_often_at_once_as_it_has_staff():
    edition = make.make_edition()
    exhibitor, _buyer, request = pair(edition, staff=2)
    more = [
        make.make_request(make.calendar_of(make.make_delegate(edition)), make.calendar_of(exhibitor), status="accepted")
        for _ in range(2)
    ]
    book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    book(more[0], starts_at=make.HK_MORNING, by=None, at=BEFORE)
    with pytest.raises(Refused, match="can no longer be had"):
        book(more[1], starts_at=make.HK_MORNING, by=None, at=BEFORE)
    assert Attendance.objects.filter(calendar=make.calendar_of(exhibitor)).values("delegate").distinct().count() == 2


def test_the_named_member_of_staff_goes():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=3)
    named = make.staff_of(exhibitor)[1]
    buyer = make.calendar_of(make.make_delegate(edition))
    request = make.make_request(buyer, make.calendar_of(exhibitor), status="accepted", named=named)
    meeting = book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    assert meeting.attendances.get(calendar__exhibitor=exhibitor).delegate == named


def test_a_request_to_an_exhibitors_delegate_is_met_on_the_exhibitors_calendar():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    person = make.staff_of(exhibitor)[1]
    request = make.make_request(make.calendar_of(make.make_delegate(edition)), make.calendar_of(person), status="accepted")
    meeting = book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    attendance = meeting.attendances.get(delegate=person)
    assert attendance.calendar == make.calendar_of(exhibitor)


def test_a_slot_that_has_begun_or_does_not_exist_is_refused():
    _exhibitor, _buyer, request = pair(make.make_edition())
    for starts_at, now in ((make.HK_MORNING, make.HK_MORNING), (make.HK_MORNING + timedelta(minutes=7), BEFORE)):
        with pytest.raises(Refused, match="not on the meeting grid"):
            book(request, starts_at=starts_at, by=None, at=now)
    assert not Meeting.objects.exists()


def test_a_request_is_met_once():
    _exhibitor, _buyer, request = pair(make.make_edition())
    book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    with pytest.raises(Refused, match="already booked"):
        book(request, starts_at=make.HK_AFTERNOON, by=None, at=BEFORE)


@pytest.mark.parametrize("limit", [{"quota_total": 1}, {"quota_per_day": 1}])
def test_a_quota_is_kept(limit):
    edition = make.make_edition()
    exhibitor, buyer, request = pair(edition, staff=2)
    Party.objects.filter(delegate=buyer).update(**limit)
    other = make.make_request(make.calendar_of(buyer), make.calendar_of(make.make_exhibitor(edition)), status="accepted")
    book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    with pytest.raises(Refused, match="can no longer be had"):
        book(other, starts_at=make.HK_AFTERNOON, by=None, at=BEFORE)


def test_when_every_table_is_taken_the_slot_is_refused():
    edition = make.make_edition()
    for _ in range(3):
        one, two = make.make_delegate(edition), make.make_delegate(edition)
        request = make.make_request(make.calendar_of(one), make.calendar_of(two), status="accepted")
        book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    one, two = make.make_delegate(edition), make.make_delegate(edition)
    request = make.make_request(make.calendar_of(one), make.calendar_of(two), status="accepted")
    with pytest.raises(Refused, match="can no longer be had"):
        book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)


def test_a_participant_keeps_their_table():
    edition = make.make_edition()
    one = make.make_delegate(edition)
    tables = []
    for slot in (0, 1):
        other = make.make_delegate(edition)
        request = make.make_request(make.calendar_of(one), make.calendar_of(other), status="accepted")
        tables.append(book(request, starts_at=make.HK_MORNING + slot * timedelta(minutes=30), by=None, at=BEFORE).table)
    assert tables[0] == tables[1]


def test_cancelling_frees_everybody_and_raises_the_sequence():
    edition = make.make_edition()
    _exhibitor, buyer, request = pair(edition)
    meeting = book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)

    cancelled = cancel(meeting, by=buyer.person.account)

    assert (cancelled.status, cancelled.sequence) == ("cancelled", 1)
    assert list(cancelled.attendances.values_list("is_released", flat=True)) == [True, True]
    assert cancel(meeting, by=None).sequence == 1
    book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)


def test_a_meeting_that_was_held_cannot_be_cancelled():
    _exhibitor, _buyer, request = pair(make.make_edition())
    meeting = book(request, starts_at=make.HK_MORNING, by=None, at=BEFORE)
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    with pytest.raises(Refused, match="already taken place"):
        cancel(meeting, by=None)


def test_remote_delegates_meet_from_nine_to_six_in_their_own_zone():
    edition = make.make_edition()
    remote = make.make_delegate(edition, site=None)
    local = make.make_delegate(edition, site="hk")
    slots = slots_to_offer(
        edition, list(edition.sites.all()), make.calendar_of(remote).pk, [make.calendar_of(local).pk], after=BEFORE
    )
    hours = {slot.astimezone(UTC).strftime("%H:%M") for slot in slots}
    # Paris is at UTC+1: 9:00 there is 16:00 in Hong Kong, which closes at 18:00.
    assert hours == {"08:00", "08:30", "09:00", "09:30"}
