"""Scheduled meetings that the set-up of an edition no longer allows are named."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from praya.match.diary.harm import hurt_meetings, names_of_meetings
from praya.match.diary.models import Attendance, Meeting
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Break, OpeningHours, Stand
from praya.meet.exhibitors.models import Exhibitor
from tests import builders as make

pytestmark = pytest.mark.django_db
NAME = "2027-03-16 14:00 HKG: Harbour Pictures – Ana Silva"


@pytest.fixture
def meeting(edition) -> Meeting:
    seller = make.make_exhibitor(edition, "Harbour Pictures")
    buyer = make.make_delegate(edition, name="Ana Silva")
    parties = (make.calendar_of(seller), make.calendar_of(buyer))
    return make.make_meeting(*parties, make.HK_AFTERNOON, site=edition.sites.get(slug="hk"), stand=seller.stand)


def the_buyer():
    return Delegate.objects.filter(person__name="Ana Silva")


def another_site(edition) -> object:
    return make.make_site(edition, "tokyo", zone="Asia/Tokyo", position=0)


def close_that_day(edition) -> None:
    OpeningHours.objects.filter(site__slug="hk", on="2027-03-16").delete()


def move_the_stand_elsewhere(edition) -> None:
    Exhibitor.objects.update(stand=Stand.objects.filter(hall__site__slug="hk", exhibitor=None).first())


HARM = {
    "the lunch break grows": lambda edition: Break.objects.update(ends=time(14, 15)),
    "the site closes that day": close_that_day,
    "the buyer is not approved": lambda edition: the_buyer().update(status="left"),
    "the seller is not approved": lambda edition: Delegate.objects.filter(organisation__isnull=False).update(status="applied"),
    "nobody of the company is staff": lambda edition: Delegate.objects.update(organisation=None),
    "the buyer is remote now": lambda edition: the_buyer().update(site=None),
    "the buyer is elsewhere": lambda edition: the_buyer().update(site=another_site(edition)),
    "the exhibitor is elsewhere": lambda edition: Exhibitor.objects.update(site=another_site(edition)),
    "the stand is no longer theirs": move_the_stand_elsewhere,
    "one side is gone": lambda edition: Meeting.objects.get().attendances.last().delete(),
    "one side was released": lambda edition: (
        Meeting.objects.get().attendances.filter(pk=Meeting.objects.get().attendances.last().pk).update(is_released=True)
    ),
}


@pytest.mark.parametrize("what", HARM)
def test_a_meeting_that_cannot_take_place_any_more_is_hurt(edition, meeting, what) -> None:
    assert hurt_meetings(edition) == {}
    HARM[what](edition)
    edition.refresh_from_db()
    assert list(hurt_meetings(edition)) == [meeting.pk]


def test_a_hurt_meeting_is_named_by_its_day_time_site_and_sides(edition, meeting) -> None:
    Delegate.objects.update(status="left")
    assert hurt_meetings(edition) == {meeting.pk: NAME}
    assert names_of_meetings([meeting]) == [NAME]


def test_a_party_whose_seat_was_handed_over_is_named_once(edition, meeting) -> None:
    seller = Exhibitor.objects.get()
    colleague = make.make_delegate(edition, name="Cai Wen", organisation=seller.organisation)
    meeting.attendances.filter(calendar=seller.calendar).update(is_released=True)
    Attendance.objects.create(meeting=meeting, calendar=seller.calendar, delegate=colleague, starts_at=meeting.starts_at)
    assert names_of_meetings([meeting]) == [NAME]
    # A meeting that is cancelled has no seat that is not released, and is named by all its sides.
    meeting.attendances.update(is_released=True)
    assert names_of_meetings([meeting]) == [NAME]


def test_a_site_that_is_open_for_the_sellers_own_staff_does_not_help_a_closed_one(edition, meeting) -> None:
    staff = Delegate.objects.filter(organisation__isnull=False)
    open_then = another_site(edition)
    staff.update(site=open_then)
    assert hurt_meetings(edition) == {}
    OpeningHours.objects.filter(site=open_then).delete()
    assert list(hurt_meetings(edition)) == [meeting.pk]


def test_a_site_that_opens_only_after_the_slot_is_closed_in_it(edition) -> None:
    near = [make.calendar_of(make.make_delegate(edition)) for _ in range(2)]
    meeting = make.make_meeting(*near, make.HK_MORNING, site=edition.sites.get(slug="hk"))
    assert hurt_meetings(edition) == {}
    OpeningHours.objects.filter(site__slug="hk", on="2027-03-16").update(opens=time(9, 30))
    assert list(hurt_meetings(edition)) == [meeting.pk]


def test_a_meeting_is_named_in_the_time_of_its_own_site(edition, meeting) -> None:
    far = [make.calendar_of(make.make_delegate(edition, site="la", name=name)) for name in ("Bo Li", "Cy Wu")]
    other = make.make_meeting(*far, make.LA_MIDDAY, site=edition.sites.get(slug="la"))
    named = "2027-03-15 12:00 LAX: Bo Li – Cy Wu"
    assert names_of_meetings([meeting, other]) == [NAME, named]
    Delegate.objects.update(status="left")
    assert hurt_meetings(edition) == {other.pk: named, meeting.pk: NAME}


def test_meetings_at_a_table_and_online_are_whole(edition) -> None:
    near = [make.calendar_of(make.make_delegate(edition)) for _ in range(2)]
    far = make.calendar_of(make.make_delegate(edition, site=None, name="Far Away"))
    site = edition.sites.get(slug="hk")
    make.make_meeting(*near, make.HK_AFTERNOON, site=site, table=site.halls.get().tables.first())
    online = make.make_meeting(near[0], far, make.HK_AFTERNOON + timedelta(hours=2))
    assert hurt_meetings(edition) == {}
    Delegate.objects.filter(person__name="Far Away").update(site=site)
    assert list(hurt_meetings(edition)) == [online.pk]


def test_only_what_is_scheduled_in_this_edition_can_be_hurt(edition, meeting) -> None:
    assert hurt_meetings(make.make_edition()) == {}
    Delegate.objects.update(status="left")
    for status in ("held", "no_show", "cancelled"):
        Meeting.objects.update(status=status)
        assert hurt_meetings(edition) == {}


def test_hurt_meetings_come_by_time_and_cost_the_same_for_one_and_three(edition, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        hurt_meetings(edition)
    made = []
    for hours in (2, 1, 0):
        parties = [make.calendar_of(make.make_delegate(edition)) for _ in range(2)]
        made.append(make.make_meeting(*parties, make.HK_AFTERNOON + timedelta(hours=hours), site=edition.sites.get(slug="hk")))
    Delegate.objects.update(status="left")
    with django_assert_num_queries(4):
        assert list(hurt_meetings(edition)) == [one.pk for one in reversed(made)]


def test_names_of_several_meetings_come_in_their_order_each_with_its_own_sides(edition, meeting) -> None:
    far = [make.calendar_of(make.make_delegate(edition, site=None, name=name)) for name in ("Bo Li", "Cy Wu")]
    online = make.make_meeting(*far, make.HK_MORNING)
    # A meeting at no site is told in the zone of a site that is known; without any, in UTC.
    assert names_of_meetings([online, meeting]) == ["2027-03-16 09:00 HKG: Bo Li – Cy Wu", NAME]
    assert names_of_meetings([online]) == ["2027-03-16 01:00 : Bo Li – Cy Wu"]
