"""A request that ended because somebody cancelled its meeting says so in every list, and by which side where that can be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.match.diary.models import Attendance
from praya.match.requests import actions, undoing
from praya.match.requests.endings import with_endings
from praya.match.requests.models import Request
from praya.match.requests.queries import line_of, request_rows
from praya.meet.parties.sides import Side
from tests import builders as make
from tests.builders import HK_MORNING, SENT_AT
from tests.match.requests.test_undoing import SOON, booked, cancelled
from tests.match.requests.two_sides import LATER, calendar, sent, side, two_sides

pytestmark = pytest.mark.django_db


def listed(who: Side, **words: str) -> list[tuple[str, str]]:
    """Return how the requests of a side stand in its lists, and who has cancelled."""
    lines = with_endings([line_of(row, who) for row in request_rows(who, box="all", **words)], who)
    return [(line.state, line.cancelled) for line in lines]


@pytest.mark.parametrize("who", [0, 1])
def test_each_side_reads_that_the_meeting_was_cancelled_and_by_whom(who: int) -> None:
    *sides, _request = booked()
    cancelled(sides[who])
    assert [listed(one) for one in (sides[who], sides[1 - who])] == [[("cancelled", "ours")], [("cancelled", "theirs")]]
    status = "declined" if who else "withdrawn"
    assert [listed(sides[0], status=one) for one in ("cancelled", status)] == [listed(sides[0]), []]


def test_what_was_declined_after_an_acceptance_was_taken_back_was_declined() -> None:
    buyer, seller, request = booked()
    undoing.take_back(seller, request, at=SOON)
    actions.decline_request(seller, request, at=SOON + timedelta(minutes=1))
    assert (listed(buyer), listed(seller)) == ([("declined", "")], [("declined", "")])
    assert (listed(buyer, status="cancelled"), len(listed(buyer, status="declined"))) == ([], 1)


def test_a_restored_meeting_is_cancelled_no_more() -> None:
    _buyer, seller, _request = booked()
    undoing.restore_meeting(seller, cancelled(seller), at=SOON)
    assert listed(seller) == [("scheduled", "")]


def test_in_a_group_nobody_is_named_who_was_asked() -> None:
    buyer, seller = two_sides("published")
    guest = side(make.make_delegate(buyer.delegate.edition))
    request = sent(buyer, seller, HK_MORNING, guests=(guest.acting,))
    actions.accept_request(seller, request, starts_at=HK_MORNING, at=LATER)
    cancelled(guest)
    assert [listed(one) for one in (buyer, seller, guest)] == [[("cancelled", "somebody")]] * 3


@pytest.mark.parametrize(("language", "said"), [("en", "by the other side"), ("zh-hant", "由對方取消")])
def test_the_page_and_the_file_say_it_with_the_way_back(language: str, said: str) -> None:
    buyer, seller, _request = booked()
    cancelled(seller)
    account = buyer.account
    account.language = language
    account.save()
    client = make.sign_in(Client(headers={"accept-language": language}), account)
    root = f"/e/{buyer.delegate.edition.slug}"
    html = client.get(f"{root}/requests/?box=sent").content.decode()
    assert (said in html, f'href="{root}/with/{calendar(seller).code}/#ask"' in html) == (True, True)
    assert [row["status"] for row in client.get(f"{root}/api/requests/?box=sent").json()["results"]] == ["cancelled"]


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_were_cancelled_they_are_read_at_once(count: int) -> None:
    buyer, seller, request = booked()
    made: list[Any] = [request]
    for number in range(1, count):
        other = side(make.make_delegate(buyer.delegate.edition))
        asked = sent(buyer, other, HK_MORNING + timedelta(hours=number))
        made.append(actions.accept_request(other, asked, starts_at=HK_MORNING + timedelta(hours=number), at=LATER))
    for one in made:
        actions.cancel_meeting(buyer, Attendance.objects.get(meeting__request=one, calendar=buyer.acting), at=LATER)
    lines = [line_of(row, buyer) for row in request_rows(buyer, box="all")]
    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        assert [line.cancelled for line in with_endings(lines, buyer)] == ["ours"] * count
    assert len(asked_for) == 1
    with CaptureQueriesContext(connection) as none:
        assert with_endings(lines[:0], buyer) == []
    assert (len(none), Request.objects.filter(sent_at=SENT_AT).count()) == (0, count)
