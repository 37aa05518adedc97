"""For ten minutes an answer and a cancellation can be taken back, unless the slot has been taken meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.models import Attendance, Meeting
from praya.match.messages.models import Block, Mailbox
from praya.match.requests import actions, undoing
from praya.match.requests.models import LostSlot, Request, Round, Wish
from praya.match.requests.pacing import MOST_AN_HOUR
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import Side
from tests import builders as make
from tests.builders import HK_MORNING, SENT_AT
from tests.match.requests.two_sides import LATER, calendar, sent, side, two_sides, visible
from tests.match.requests.world import World, texts

pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(minutes=9, seconds=59)
TOO_LATE = LATER + timedelta(minutes=10)


def booked() -> tuple[Side, Side, Request]:
    """Return two sides and their request, accepted and booked."""
    buyer, seller = two_sides("published")
    request = sent(buyer, seller, HK_MORNING)
    return buyer, seller, actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)


def cancelled(who: Side, *, at=LATER) -> Request:
    """Let a side cancel the only meeting."""
    attendance = Attendance.objects.get(calendar=who.acting)
    actions.cancel_meeting(who, attendance, at=at)
    return Request.objects.get()


def kinds(who: Side) -> list[str]:
    return list(Notice.objects.filter(delegate=who.delegate).order_by("pk").values_list("kind", flat=True))


def test_an_acceptance_taken_back_waits_for_its_answer_again_whenever_nothing_is_booked() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    actions.accept_request(seller, request, starts_at=None, at=LATER)
    again = undoing.take_back(seller, request, at=LATER + timedelta(days=30))
    assert (again.status, again.answered_at, again.version) == ("sent", None, 3)
    assert again.expires_at == LATER + timedelta(days=30, hours=72)
    assert kinds(buyer) == ["accepted", "reopened"]
    assert undoing.take_back(seller, request, at=LATER).version == 3
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.before, entry.after) == ("reopen request", {"status": "accepted"}, {"status": "sent"})


def test_an_acceptance_that_booked_is_undone_with_its_meeting_for_ten_minutes() -> None:
    buyer, seller, request = booked()
    with pytest.raises(Refused, match="for ten minutes only"):
        undoing.take_back(seller, request, at=TOO_LATE)
    again = undoing.take_back(seller, request, at=SOON)
    assert (again.status, again.expires_at) == ("sent", SENT_AT + timedelta(hours=72))
    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.request) == ("cancelled", None)
    assert kinds(buyer) == ["booked", "cancelled", "reopened"]
    assert actions.accept_request(seller, request, starts_at=HK_MORNING, at=SOON).status == "accepted"


def test_a_decline_is_undone_for_ten_minutes() -> None:
    buyer, seller = two_sides()
    request = actions.decline_request(seller, sent(buyer, seller, HK_MORNING), at=LATER)
    with pytest.raises(Refused, match="for ten minutes only"):
        undoing.take_back(seller, request, at=TOO_LATE)
    assert undoing.take_back(seller, request, at=SOON).status == "sent"
    assert (kinds(buyer), visible(seller)) == (["declined", "reopened"], [request])


def test_a_decline_is_not_undone_once_there_is_another_request_of_the_two() -> None:
    buyer, seller = two_sides()
    request = actions.decline_request(seller, sent(buyer, seller), at=LATER)
    sent(buyer, seller)
    with pytest.raises(Refused, match="another request since"):
        undoing.take_back(seller, request, at=SOON)


@pytest.mark.parametrize("status", ["withdrawn", "expired"])
def test_only_an_answer_is_taken_back_and_only_by_who_gave_it(status: str) -> None:
    buyer, seller = two_sides()
    request = make.make_request(calendar(buyer), calendar(seller), status=status, answered_at=LATER)
    with pytest.raises(Refused, match="This request has "):
        undoing.take_back(seller, request, at=LATER)
    with pytest.raises(Refused, match="Only the side that was asked"):
        undoing.take_back(buyer, request, at=LATER)


def test_nothing_is_taken_back_while_the_schedule_is_computed() -> None:
    buyer, seller = two_sides()
    request = actions.decline_request(seller, sent(buyer, seller), at=LATER)
    Round.objects.update(status="frozen")
    with pytest.raises(Refused, match="is being computed"):
        undoing.take_back(seller, request, at=SOON)


@pytest.mark.parametrize("who", [0, 1])
def test_a_cancelled_meeting_is_restored_by_the_side_that_cancelled_it(who: int) -> None:
    *sides, request = booked()
    one, other = sides[who], sides[1 - who]
    before = Meeting.objects.get()
    request = cancelled(one)
    with pytest.raises(Refused, match="for ten minutes only"):
        undoing.restore_meeting(one, request, at=TOO_LATE)
    with pytest.raises(Refused, match="by the side that has cancelled"):
        undoing.restore_meeting(other, request, at=SOON)
    assert undoing.restore_meeting(one, request, at=SOON).status == "accepted"
    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.sequence, meeting.starts_at) == ("scheduled", before.sequence + 2, HK_MORNING)
    assert (meeting.table_id, meeting.stand_id) == (before.table_id, before.stand_id)
    assert set(meeting.attendances.values_list("is_released", flat=True)) == {False}
    assert kinds(other)[-2:] == ["cancelled", "booked"]
    assert undoing.restore_meeting(one, request, at=SOON).version == request.version + 1
    assert (Meeting.objects.get().sequence, kinds(other)[-2:]) == (before.sequence + 2, ["cancelled", "booked"])


def test_a_stranger_does_not_restore_what_stands_already() -> None:
    buyer, _seller, request = booked()
    with pytest.raises(Refused, match="by the side that has cancelled"):
        undoing.restore_meeting(side(make.make_delegate(buyer.delegate.edition)), request, at=SOON)


@pytest.mark.parametrize("obstacle", ["busy", "full", "offered", "no", "table"])
def test_a_meeting_whose_slot_was_taken_is_not_restored_and_a_no_is_told_as_that(obstacle: str) -> None:
    buyer, seller, request = booked()
    request = cancelled(seller)
    third = side(make.make_delegate(buyer.delegate.edition))
    if obstacle == "busy":
        make.make_meeting(calendar(third), calendar(buyer), HK_MORNING)
    elif obstacle == "full":
        make.Party.objects.filter(pk=buyer.acting).update(quota_total=0)
    elif obstacle == "offered":
        sent(buyer, third, HK_MORNING)
    elif obstacle == "no":
        Wish.objects.update_or_create(calendar=calendar(buyer), other=calendar(seller), defaults={"level": "no"})
    else:
        exhibitor = calendar(seller).exhibitor
        exhibitor.stand = None
        exhibitor.save()
        site = buyer.delegate.edition.sites.get(slug="hk")
        for table in site.halls.get().tables.all():
            pair = [make.calendar_of(make.make_delegate(buyer.delegate.edition)) for _ in range(2)]
            make.make_meeting(*pair, HK_MORNING, site=site, table=table)
    with pytest.raises(Refused, match=r"^The slot has been taken meanwhile\. Choose another one\.$"):
        undoing.restore_meeting(seller, request, at=SOON)
    request.refresh_from_db()
    assert (request.status, Meeting.objects.get(request=request).status) == ("declined", "cancelled")
    assert list(LostSlot.objects.values_list("starts_at", flat=True)) == [HK_MORNING]


def test_what_others_did_to_a_request_is_no_cancellation_of_ones_own() -> None:
    """The organisers cancelled; the side that was asked took its answer back, and declined: no meeting comes back by that."""
    _buyer, seller, request = booked()
    actions.cancel(Meeting.objects.get(), by=None)
    actions.decline_request(seller, request, at=LATER)
    with pytest.raises(Refused, match="by the side that has cancelled"):
        undoing.restore_meeting(seller, request, at=SOON)


def test_in_a_group_only_who_asked_restores() -> None:
    buyer, seller = two_sides("published")
    guest = side(make.make_delegate(buyer.delegate.edition))
    request = sent(buyer, seller, HK_MORNING, guests=(guest.acting,))
    actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
    request = cancelled(guest)
    for one in (guest, seller):
        with pytest.raises(Refused, match="by the side that has cancelled"):
            undoing.restore_meeting(one, request, at=SOON)


def test_a_meeting_that_has_begun_is_not_restored() -> None:
    _buyer, seller, _request = booked()
    request = cancelled(seller, at=HK_MORNING - timedelta(minutes=1))
    with pytest.raises(Refused, match="has already begun"):
        undoing.restore_meeting(seller, request, at=HK_MORNING)


def test_the_line_of_a_cancellation_reaches_the_other_side_alone_and_goes_with_who_wrote_it() -> None:
    buyer, seller, _request = booked()
    actions.cancel_meeting(seller, Attendance.objects.get(calendar=seller.acting), at=LATER, line="  The boat is late  ")
    notice = Notice.objects.get(kind="cancelled")
    assert (notice.delegate, notice.facts["line"], notice.facts["by"]) == (buyer.delegate, "The boat is late", seller.delegate.pk)
    assert notice.company is None
    assert "boat" not in str([(entry.before, entry.after) for entry in Entry.objects.all()])


def test_the_line_to_a_company_is_read_by_its_people_as_long_as_they_are() -> None:
    buyer, seller, _request = booked()
    actions.cancel_meeting(buyer, Attendance.objects.get(calendar=buyer.acting), at=LATER, line="Sorry")
    told = Notice.objects.get(kind="cancelled")
    assert (told.facts["line"], told.company) == ("Sorry", calendar(seller).exhibitor.organisation)


@pytest.mark.parametrize("line", ["x" * 301, "evil \u202e sign"])
def test_a_line_that_nobody_could_read_cancels_nothing(line: str) -> None:
    _buyer, seller, _request = booked()
    with pytest.raises(Refused, match="at most 300 characters"):
        actions.cancel_meeting(seller, Attendance.objects.get(calendar=seller.acting), at=LATER, line=line)
    assert Meeting.objects.get().status == "scheduled"


def test_the_pages_offer_what_can_be_undone() -> None:
    world = World()
    world.edition.rounds.update(status="published")
    request = world.request(slots=(HK_MORNING,))
    address = f"{world.root}/requests/{request.code}/"
    declined = texts(world.selling.post(f"{address}decline/", follow=True))
    assert declined.count(f'action="{address}reopen/"') == 2  # the toast, and the page
    assert "You can take this back until" in declined
    assert "reopen/" not in texts(world.buying.get(address))
    assert "Taken back: the request waits for your answer again." in texts(world.selling.post(f"{address}reopen/", follow=True))
    world.selling.post(f"{address}accept/", {"starts_at": HK_MORNING.isoformat()})
    meeting = Meeting.objects.get()
    cancel = f"{world.root}/agenda/{meeting.code}/cancel/"
    said = texts(world.buying.post(cancel, {"line": "Sorry", "then": "ask"}, follow=True))
    assert f'action="{address}restore/"' in said
    assert "Ask for a meeting" in said
    assert "Sorry" in texts(world.selling.get(f"{world.root}/notices/"))
    assert "Restore the meeting" in texts(world.buying.get(address))
    refused = world.selling.post(f"{address}restore/")
    assert (refused.status_code, "by the side that has cancelled it" in texts(refused)) == (422, True)
    for _twice in range(2):
        restored = texts(world.buying.post(f"{address}restore/", follow=True))
        assert "Restored: the meeting is on your agenda again." in restored
    assert Meeting.objects.get().status == "scheduled"


def test_what_was_answered_long_ago_and_is_only_repeated_is_not_offered_to_be_undone() -> None:
    world = World()
    address = f"{world.root}/requests/{world.request(slots=(HK_MORNING,)).code}/"
    assert texts(world.selling.post(f"{address}decline/", follow=True)).count("reopen/") == 2
    Request.objects.update(answered_at=timezone.now() - timedelta(hours=1))
    assert "reopen/" not in texts(world.selling.post(f"{address}decline/", follow=True))


def test_whoever_has_said_no_since_takes_no_answer_back() -> None:
    """The request would wait where its own side cannot see it."""
    buyer, seller = two_sides()
    request = actions.decline_request(seller, sent(buyer, seller, HK_MORNING), at=LATER)
    actions.say_wish(seller, calendar(buyer), "no", at=LATER)
    with pytest.raises(Refused, match="You have said that you will not meet them"):
        undoing.take_back(seller, request, at=SOON)
    actions.say_wish(seller, calendar(buyer), "", at=LATER)
    assert undoing.take_back(seller, request, at=SOON).status == "sent"


def test_whoever_cancels_second_ends_nothing() -> None:
    buyer, seller, request = booked()
    attendances = [Attendance.objects.get(calendar=one.acting) for one in (buyer, seller)]
    actions.cancel_meeting(buyer, attendances[0], at=LATER)
    actions.cancel_meeting(seller, attendances[1], at=LATER)
    request.refresh_from_db()
    assert (request.status, request.version) == ("withdrawn", 3)


def test_whoever_cancels_what_was_cancelled_and_booked_anew_ends_nothing() -> None:
    buyer, seller, request = booked()
    stale = Attendance.objects.get(calendar=seller.acting)
    actions.cancel(Meeting.objects.get(), by=None)
    actions.book_agreed(buyer, request, starts_at=None, at=LATER)
    actions.cancel_meeting(seller, stale, at=LATER)
    request.refresh_from_db()
    assert (request.status, Meeting.objects.filter(status="scheduled").count()) == ("accepted", 1)


def test_a_meeting_is_cancelled_with_a_line_and_restored_a_few_times_an_hour() -> None:
    told_of, one, request = booked()
    for number in range(MOST_AN_HOUR // 2):
        actions.cancel_meeting(one, Attendance.objects.get(calendar=one.acting), at=LATER, line=f"No {number}")
        undoing.restore_meeting(one, request, at=LATER)
    told = len(kinds(told_of))
    with pytest.raises(Refused, match="10 times within an hour"):
        actions.cancel_meeting(one, Attendance.objects.get(calendar=one.acting), at=LATER, line="Once more")
    assert (len(kinds(told_of)), Meeting.objects.get().status) == (told, "scheduled")
    actions.cancel_meeting(one, Attendance.objects.get(calendar=one.acting), at=LATER)
    with pytest.raises(Refused, match="10 times within an hour"):
        undoing.restore_meeting(one, request, at=LATER)


def test_an_answer_is_taken_back_a_few_times_an_hour() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller)
    for _time in range(MOST_AN_HOUR):
        actions.accept_request(seller, request, starts_at=None, at=LATER)
        undoing.take_back(seller, request, at=LATER)
    actions.accept_request(seller, request, starts_at=None, at=LATER)
    with pytest.raises(Refused, match="10 times within an hour"):
        undoing.take_back(seller, request, at=LATER)
    assert undoing.take_back(seller, request, at=LATER + timedelta(hours=2)).status == "sent"


@pytest.mark.parametrize("reason", ["blocked", "suspended"])
def test_a_line_reaches_nobody_who_has_blocked_its_writer_and_comes_from_nobody_suspended(reason: str) -> None:
    def cancelling(prepare: Callable[[Side, Side], object]) -> tuple[list[str], dict[str, Any], int]:
        with transaction.atomic():
            prepare(buyer, seller)
            with CaptureQueriesContext(connection) as asked:
                actions.cancel_meeting(seller, Attendance.objects.get(calendar=seller.acting), at=LATER, line="Sorry")
            facts = Notice.objects.get(kind="cancelled", delegate=buyer.delegate).facts
            transaction.set_rollback(True)
        return [re.sub(r"'[^']*'|\d+", "?", one["sql"]).split(" VALUES ")[0] for one in asked], facts, len(asked)

    def hinder(buyer: Side, seller: Side) -> None:
        if reason == "blocked":
            Block.objects.create(person=buyer.delegate.person, blocked=seller.delegate.person, at=LATER)
        else:
            Mailbox.objects.create(delegate=seller.delegate, suspended_at=LATER)

    buyer, seller, _request = booked()
    usual, hindered = cancelling(lambda *_: None), cancelling(hinder)
    assert (hindered[0], hindered[2]) == (usual[0], usual[2])
    assert (usual[1]["line"], usual[1]["by"]) == ("Sorry", seller.delegate.pk)
    assert {name: value for name, value in usual[1].items() if name not in {"line", "by"}} == hindered[1]
