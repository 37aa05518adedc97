"""Every request and every meeting is a line of a sheet, with the time on the clock of every site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.match.reports.clocks import clocks_of
from praya.match.reports.queries_rows import meeting_lines, request_lines
from praya.meet.editions.models import Table
from tests import builders as make

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)
ANSWERED_AT = datetime(2027, 2, 3, 4, 5, tzinfo=UTC)


def test_every_request_is_a_line_in_the_order_of_its_making(edition) -> None:
    one, other = (make.calendar_of(make.make_delegate(edition, name=name)) for name in ("Ana Silva", "Bo Li"))
    seller = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures"))
    make.make_request(other, one)
    make.make_request(seller, one, level="must", status="accepted", answered_at=ANSWERED_AT)
    assert list(request_lines(edition)) == [
        ("From", "To", "Wish", "Status", "Sent at (UTC)", "Answered at (UTC)"),
        ("Bo Li", "Ana Silva", "like", "sent", make.SENT_AT, None),
        ("Harbour Pictures", "Ana Silva", "must", "accepted", make.SENT_AT, ANSWERED_AT),
    ]
    assert len(list(request_lines(make.make_edition()))) == 1


def test_every_meeting_is_a_line_with_its_place_and_both_times(edition) -> None:
    exhibitor = make.make_exhibitor(edition, "Harbour Pictures", staff=2)
    seller = make.calendar_of(exhibitor)
    near = [make.calendar_of(make.make_delegate(edition, name=name)) for name in ("Ana Silva", "Bo Li")]
    far = make.calendar_of(make.make_delegate(edition, name="Cy Wu", site=None))
    site = edition.sites.get(slug="hk")
    table = Table.objects.get(hall__site=site, number=2)
    make.make_meeting(seller, near[0], make.HK_AFTERNOON, site=site, stand=exhibitor.stand, status="held")
    make.make_meeting(*near, make.HK_MORNING, site=site, table=table)
    make.make_meeting(near[0], far, make.HK_MORNING - HALF_HOUR, status="cancelled")
    staff = make.staff_of(exhibitor)[1]
    seller.attendances.get().meeting.attendances.create(calendar=seller, delegate=staff, starts_at=make.HK_AFTERNOON)
    clocks = ("HKG time (Asia/Hong_Kong)", "LAX time (America/Los_Angeles)")
    assert list(meeting_lines(edition, list(edition.sites.all()))) == [
        ("Site", *clocks, "Minutes", "Hall", "Table", "Stand", "Status", "Who meets"),
        ("online", "2027-03-16 08:30", "2027-03-15 17:30", 30, "", "", "", "cancelled", "Ana Silva – Cy Wu"),
        ("HKG", "2027-03-16 09:00", "2027-03-15 18:00", 30, "Hall HKG", 2, "", "scheduled", "Ana Silva – Bo Li"),
        ("HKG", "2027-03-16 14:00", "2027-03-15 23:00", 30, "Hall HKG", "", "A1", "held", "Harbour Pictures – Ana Silva"),
    ]


def test_a_meeting_that_nobody_attends_any_more_is_a_line_all_the_same(edition) -> None:
    one, other = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    make.make_meeting(one, other).attendances.all().delete()
    assert [line[-1] for line in meeting_lines(edition, list(edition.sites.all()))] == ["Who meets", ""]


def test_a_time_is_told_at_its_own_site_first_and_says_the_day_where_it_turns(edition) -> None:
    hk, la = edition.sites.order_by("slug")
    assert clocks_of(make.HK_MORNING, la.pk, [hk, la], hk.zone_info) == ["Mon 15 Mar 18:00 LAX", "Tue 16 Mar 09:00 HKG"]
    midday = datetime(2027, 3, 16, 19, 0, tzinfo=UTC)
    assert clocks_of(midday, hk.pk, [la, hk], la.zone_info) == ["Wed 17 Mar 03:00 HKG", "Tue 16 Mar 12:00 LAX"]
    assert clocks_of(make.HK_MORNING, None, [hk, hk], hk.zone_info) == ["Tue 16 Mar 09:00 HKG", "09:00 HKG"]
    assert clocks_of(make.HK_MORNING, None, [], hk.zone_info) == ["Tue 16 Mar 09:00"]
