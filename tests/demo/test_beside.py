"""Beside the large market one is on today, and the requests of another close soon."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from praya.demo.clearing import clear
from praya.demo.market import Loaded, load
from praya.demo.places import BRIDGE_MARKET, DAYS_MARKET
from praya.demo.roles import roles_of
from praya.demo.size import SMALL
from praya.demo.verifying import published_faults
from praya.match.board.queries import Board, board_of
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.models import Request
from praya.match.requests.round_moments import ahead_of, reminder_of
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from tests.demo.conftest import NOW


def days() -> Edition:
    return Edition.objects.get(market__slug=DAYS_MARKET)


def board(at: datetime) -> Board:
    return board_of(EditionVisit(days(), list(days().sites.all()), None), None, at)


def test_the_market_of_today_has_something_of_everything_on_its_board(loaded: Loaded) -> None:
    hong_kong, los_angeles = board(NOW).sites
    assert [one.day.is_today for one in (hong_kong, los_angeles)] == [True, True]
    assert hong_kong.now is not None, "at noon UTC it is eight in the evening there"
    assert (hong_kong.now.meetings, hong_kong.now.late) == (3, 1)
    assert min(hong_kong.missed, hong_kong.later, len(hong_kong.late), hong_kong.idle or 0) > 0
    assert {room.hall: (room.tables, room.free_now) for room in hong_kong.rooms} == {"Hall 1": (3, 2), "Hall 3": (2, 2)}
    held = Meeting.objects.filter(edition=days(), ends_at__lte=NOW).values_list("status", flat=True)
    assert set(held) == {"held", "no_show", "scheduled"}
    assert set(Meeting.objects.filter(edition=days(), ends_at__gt=NOW).values_list("status", flat=True)) == {"scheduled"}


def test_nobody_meets_outside_hours_or_twice_at_once_there(loaded: Loaded) -> None:
    assert published_faults(days()) == []
    going = Attendance.objects.filter(meeting__edition=days())
    assert going.count() == 2 * Meeting.objects.filter(edition=days()).count() > 0
    assert days().rounds.get().status == "published"


@pytest.mark.parametrize("hours", range(0, 24, 4))
def test_whatever_the_hour_but_for_lunch_meetings_are_under_way_at_a_site(loaded: Loaded, hours: int) -> None:
    shown = [one for one in board(NOW + timedelta(hours=hours)).sites if one.now is not None]
    assert any(one.now.meetings > 0 for one in shown)


def test_the_requests_of_the_other_one_close_in_days(loaded: Loaded) -> None:
    edition = Edition.objects.get(market__slug=BRIDGE_MARKET)
    current = edition.rounds.get()
    ahead = ahead_of(current, NOW)
    assert ahead is not None
    assert (current.status, ahead.word, ahead.left) == ("open", "closes", "in 3 days 22 h")
    assert current.opens_at < NOW < reminder_of(current) < current.closes_at < current.publishes_at
    buyer = next(role for role in roles_of(loaded.edition) if role.word == "buyer")
    own = edition.parties.get(delegate__person=buyer.delegate.person)
    waiting = [Request.objects.filter(**{side: own, "status": "sent"}).count() for side in ("sender", "recipient")]
    assert min(waiting) > 0
    assert not Request.objects.filter(edition=edition).exclude(expires_at=current.closes_at).exists()


def test_the_other_editions_go_with_the_demo_and_come_back_with_it(loaded: Loaded) -> None:
    clear()
    assert not Edition.objects.filter(market__slug__in=[DAYS_MARKET, BRIDGE_MARKET]).exists()
    load(SMALL, 1, NOW)
    assert days().meetings.exists()
