"""The board says of each site on its own clock what is on now and next, who is late, and where there is room."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from praya.match.board.queries import Board, board_of
from praya.match.diary.models import Attendance
from praya.match.repairs.models import Repair
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, Hall, OpeningHours
from tests import builders as make

pytestmark = pytest.mark.django_db
SLOT = timedelta(minutes=30)
NOW = make.HK_MORNING + timedelta(minutes=10)  # 09:10 on the 16th in Hong Kong, 18:10 on the 15th in Los Angeles
TUESDAY = date(2027, 3, 16)


def board(edition: Edition, *, day: date | None = None, at=NOW) -> Board:
    return board_of(EditionVisit(edition, list(edition.sites.all()), None), day, at)


def book(edition: Edition, starts_at, *, at: str | None = "hk", table: int = 0, **fields):
    """Let two new delegates meet, at a table of a site's hall or nowhere in particular."""
    site = edition.sites.get(slug=at) if at else None
    place = Hall.objects.get(site=site).tables.get(number=table) if site and table else None
    parties = [make.calendar_of(make.make_delegate(edition, site=at)) for _ in range(2)]
    return make.make_meeting(*parties, starts_at, site=site, table=place, **fields)


def test_each_site_shows_its_own_day_its_slot_now_and_the_next(edition) -> None:
    for table in (1, 2):
        book(edition, make.HK_MORNING, table=table)
    book(edition, make.HK_MORNING, status="cancelled")
    book(edition, make.HK_MORNING + SLOT, table=3)
    book(edition, make.HK_AFTERNOON)
    book(edition, make.HK_MORNING - 2 * SLOT, at="la", status="no_show")
    book(edition, make.HK_MORNING + SLOT, at="la")
    book(edition, make.LA_MIDDAY + timedelta(days=1), at="la")
    hk, la = board(edition).sites

    assert [(one.day.day, one.day.is_today) for one in (hk, la)] == [(TUESDAY, True), (date(2027, 3, 15), True)]
    assert (hk.now.slot.start, hk.now.meetings, hk.next.slot.start, hk.next.meetings) == (
        make.HK_MORNING,
        2,
        make.HK_MORNING + SLOT,
        1,
    )
    assert (hk.meetings, hk.later, hk.missed) == (4, 2, 0)
    assert (la.now.meetings, la.next.meetings, la.meetings, la.missed) == (0, 1, 2, 1)
    assert [(one.hall, one.tables, one.free_now, one.free_next) for one in hk.rooms] == [("Hall HKG", 3, 1, 2)]
    assert [(one.hall, one.tables, one.free_now, one.free_next) for one in la.rooms] == [("Hall LAX", 3, 3, 3)]


def test_online_meetings_stand_apart_where_there_are_any(edition) -> None:
    assert board(edition).online is None
    book(edition, make.HK_MORNING, at=None)
    found = board(edition).online
    assert (found.day.site, found.now.meetings, found.rooms, found.idle) == (None, 1, [], None)


def test_who_says_to_come_late_is_named_until_the_meeting_is_over(edition) -> None:
    now, over, cancelled = (
        book(edition, make.HK_MORNING),
        book(edition, make.HK_MORNING - SLOT, at="la"),
        book(edition, make.HK_MORNING + SLOT, status="cancelled"),
    )
    for meeting in (now, over, cancelled):
        Attendance.objects.filter(pk=meeting.attendances.first().pk).update(late_minutes=15)
    hk, la = board(edition).sites
    who = now.attendances.first().delegate
    assert [(row["code"], row["minutes"], row["name"]) for row in hk.late] == [(who.code, 15, who.person.name)]
    assert (hk.now.late, hk.more, la.late) == (1, "", [])
    assert board(edition, day=TUESDAY, at=NOW - timedelta(days=2)).sites[0].late == []


def test_the_first_of_many_are_named_and_the_others_counted(edition) -> None:
    for _ in range(13):
        Attendance.objects.filter(meeting=book(edition, make.HK_MORNING)).update(late_minutes=5)
    hk = board(edition).sites[0]
    assert (len(hk.late), hk.now.late, hk.more) == (12, 13, "and 14 more")


def test_who_is_away_by_an_applied_repair_is_named_until_they_are_back(edition) -> None:
    def away(until, status="applied", kind="late"):
        who = make.make_delegate(edition)
        known = {"lost_from": NOW - SLOT, "lost_until": until, "status": status}
        return Repair.objects.create(edition=edition, kind=kind, delegate=who, **known)

    soon, gone = away(NOW + SLOT), away(None, kind="left")
    away(NOW), away(NOW + SLOT, status="proposed"), away(NOW + SLOT, kind="cancelled")
    hk, la = board(edition).sites
    assert (hk.away, la.away) == ([soon, gone], [])


def test_a_session_past_midnight_has_its_next_slot_and_its_idle_people_until_it_ends(edition) -> None:
    night = OpeningHours.objects.get(site__slug="hk", on=TUESDAY)
    OpeningHours.objects.filter(pk=night.pk).update(opens=time(20), closes=time(2))
    midnight = datetime(2027, 3, 17, tzinfo=ZoneInfo("Asia/Hong_Kong")).astimezone(UTC)
    make.make_delegate(edition, site="hk")
    Attendance.objects.filter(meeting=book(edition, midnight, table=1)).update(late_minutes=5)
    before, after = (board(edition, at=midnight + timedelta(minutes=minutes)).sites[0] for minutes in (-10, 10))
    assert (before.now.slot.start, before.next.slot.start, before.next.meetings) == (midnight - SLOT, midnight, 1)
    assert (before.day.slots[-1].start, before.meetings, before.idle, len(before.late)) == (midnight - SLOT, 0, 1, 2)
    assert (after.now.slot.start, after.next.slot.start, after.idle) == (midnight, midnight + SLOT, 3)
    assert board(edition, at=midnight + timedelta(hours=2)).sites[0].now is None


def test_who_is_late_to_another_sessions_meeting_is_not_named_today(edition) -> None:
    Attendance.objects.filter(meeting=book(edition, make.HK_MORNING + timedelta(days=1))).update(late_minutes=5)
    hk, _la = board(edition, at=make.HK_MORNING + timedelta(hours=9)).sites
    assert (hk.late, hk.next, hk.idle) == ([], None, None)


def test_another_day_shows_its_meetings_and_knows_no_now(edition) -> None:
    book(edition, make.HK_MORNING, table=1)
    found = board(edition, day=TUESDAY, at=make.SENT_AT)
    hk = found.sites[0]
    assert (found.chosen, hk.meetings, hk.now, hk.next, hk.idle) == (TUESDAY, 1, None, None, None)
    assert [(one.free_now, one.free_next) for one in hk.rooms] == [(None, None)]
    assert board(edition, day=date(2027, 5, 1), at=make.SENT_AT).chosen is None


def test_a_day_without_market_says_when_the_next_is(edition) -> None:
    OpeningHours.objects.filter(site__slug="la", on=date(2027, 3, 15)).delete()
    before = board(edition, at=make.SENT_AT)
    assert (before.is_open, before.next_day, before.is_over) == (False, date(2027, 3, 15), False)
    assert [one.next_day for one in before.sites] == [date(2027, 3, 15), date(2027, 3, 16)]
    assert [bool(one.day.slots) for one in board(edition).sites] == [True, False]
    after = board(edition, at=make.HK_MORNING + timedelta(days=9))
    assert (after.is_open, after.next_day, after.is_over) == (False, None, True)


def test_the_queries_do_not_grow(edition, django_assert_num_queries) -> None:
    board(edition)
    for count in (1, 4):
        for _ in range(count):
            meeting = book(edition, make.HK_MORNING)
            Attendance.objects.filter(meeting=meeting).update(late_minutes=5)
            Repair.objects.create(
                edition=edition, kind="late", delegate=make.make_delegate(edition), status="applied", lost_from=NOW,
                lost_until=NOW + SLOT,
            )  # fmt: skip  # one repair
        visit = EditionVisit(edition, list(edition.sites.all()), None)
        with django_assert_num_queries(6):
            board_of(visit, None, NOW)
