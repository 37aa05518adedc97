"""Let both sides and their colleagues act at the same moment: one pair, one open request, one meeting."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.directory.codes import random_code
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests import actions
from praya.match.requests.models import Request
from praya.match.requests.proposals import Proposal
from praya.match.requests.tasks import expire_requests
from praya.meet.parties.models import Party
from praya.meet.parties.sides import side_of
from tests.builders import (
    HK_MORNING,
    SENT_AT,
    calendar_of,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_request,
    make_round,
    staff_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 8


def all_at_once(calls: list) -> list[str]:
    """Call everything at the same moment, each on its own connection; return what became of each."""
    barrier = Barrier(len(calls))

    def one(call) -> str:
        barrier.wait(30)
        try:
            return call().status
        except Refused as refusal:
            return refusal.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def pair():
    edition = make_edition()
    make_round(edition)
    buyer = make_delegate(edition)
    exhibitor = make_exhibitor(edition)
    calendar_of(buyer)
    return side_of(buyer), side_of(staff_of(exhibitor)[0])


def test_a_form_sent_many_times_at_once_is_one_request() -> None:
    buyer, seller = pair()
    key, stand = random_code(), Party.objects.get(pk=seller.acting)
    found = all_at_once([lambda: actions.send_request(buyer, stand, Proposal(), at=SENT_AT, key=key)] * CLIENTS)
    assert found == ["sent"] * CLIENTS
    assert list(Request.objects.values_list("code", flat=True)) == [key]


def test_both_sides_asking_at_once_agree() -> None:
    buyer, seller = pair()
    stand, own = Party.objects.get(pk=seller.acting), Party.objects.get(pk=buyer.acting)
    found = all_at_once(
        [
            lambda: actions.send_request(buyer, stand, Proposal(slots=(HK_MORNING,)), at=SENT_AT),
            lambda: actions.send_request(seller, own, Proposal(slots=(HK_MORNING,)), at=SENT_AT),
        ]
    )
    assert sorted(found) == ["accepted", "sent"]
    assert list(Request.objects.values_list("status", flat=True)) == ["accepted"]
    assert list(Meeting.objects.values_list("starts_at", flat=True)) == [HK_MORNING]


def test_accepting_withdrawing_and_declining_at_once_ends_in_one_state() -> None:
    buyer, seller = pair()
    request = actions.send_request(buyer, Party.objects.get(pk=seller.acting), Proposal(slots=(HK_MORNING,)), at=SENT_AT)
    all_at_once(
        [
            lambda: actions.accept_request(seller, request, starts_at=HK_MORNING, at=SENT_AT),
            lambda: actions.withdraw_request(buyer, request, at=SENT_AT),
            lambda: actions.decline_request(seller, request, at=SENT_AT),
            lambda: actions.accept_request(seller, request, starts_at=HK_MORNING, at=SENT_AT),
        ]
    )
    request.refresh_from_db()
    booked = 2 if request.status == "accepted" else 0
    assert request.status in {"accepted", "withdrawn", "declined"}
    assert (Attendance.objects.count(), Meeting.objects.count()) == (booked, booked // 2)


def test_the_job_expires_all_that_is_due() -> None:
    buyer, seller = pair()
    one, other = Party.objects.get(pk=buyer.acting), Party.objects.get(pk=seller.acting)
    due = make_request(one, other, expires_at=timezone.now() - timedelta(minutes=1))
    third = calendar_of(make_delegate(buyer.delegate.edition))
    alive = make_request(one, third, expires_at=timezone.now() + timedelta(hours=1))
    assert expire_requests.func(None) == 1
    assert dict(Request.objects.values_list("pk", "status")) == {due.pk: "expired", alive.pk: "sent"}


def test_asking_back_for_a_group_meeting_waits_for_its_guest_before_it_holds_anybody_else():
    edition = make_edition()
    make_round(edition)
    guest = calendar_of(make_delegate(edition))
    asked, asker = make_delegate(edition), make_delegate(edition)
    request = make_request(calendar_of(asker), calendar_of(asked), slots=(HK_MORNING,))
    request.guests.add(guest)
    is_held = Event()

    def hold_the_guest() -> list[int]:
        try:
            with transaction.atomic():
                list(Party.objects.select_for_update().filter(pk=guest.pk))
                is_held.set()
                time.sleep(0.5)  # The other one asks back while the guest is held.
                rows = Party.objects.select_for_update().filter(pk=calendar_of(asked).pk)
                return list(rows.values_list("pk", flat=True))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold_the_guest)
        assert is_held.wait(30)
        back = actions.send_request(side_of(asked), calendar_of(asker), Proposal(slots=(HK_MORNING,)), at=SENT_AT)
        assert holding.result() == [calendar_of(asked).pk]
    assert (back.pk, back.status) == (request.pk, "accepted")
    assert Meeting.objects.get(request=request).starts_at == HK_MORNING
