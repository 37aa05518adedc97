"""Show that the builders make records that the database accepts and that belong together."""

import pytest
from django.db import IntegrityError

from praya.match.diary.models import Attendance
from praya.meet.editions.models import Stand, Table
from tests import builders as make

pytestmark = pytest.mark.django_db


def test_an_edition_has_two_open_sites_with_places() -> None:
    edition = make.make_edition("harbour")
    assert [(s.slug, s.zone, s.hours.count(), s.breaks.count()) for s in edition.sites.all()] == [
        ("hk", "Asia/Hong_Kong", 4, 1),
        ("la", "America/Los_Angeles", 4, 1),
    ]
    assert (Table.objects.count(), Stand.objects.count()) == (6, 8)


def test_an_exhibitor_has_a_stand_staff_and_a_calendar() -> None:
    edition = make.make_edition()
    first, second = make.make_exhibitor(edition, "Peak Films", staff=2), make.make_exhibitor(edition, "Tram Films")
    assert (first.stand.number, second.stand.number) == ("A1", "A2")
    assert [d.organisation_id for d in make.staff_of(first)] == [first.organisation_id] * 2
    assert make.calendar_of(first) == first.calendar


def test_meetings_at_one_time_take_different_colleagues() -> None:
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    buyers = [make.make_calendar(make.make_delegate(edition)) for _ in range(2)]
    meetings = [make.make_meeting(exhibitor.calendar, buyer) for buyer in buyers]
    attending = Attendance.objects.filter(calendar=exhibitor.calendar).order_by("meeting").values_list("delegate", flat=True)
    assert list(attending) == [d.pk for d in make.staff_of(exhibitor)]
    assert [m.starts_at for m in meetings] == [make.HK_MORNING] * 2


def test_a_pair_has_one_open_request() -> None:
    edition = make.make_edition()
    exhibitor, buyer = make.make_exhibitor(edition), make.make_delegate(edition)
    make.make_request(exhibitor.calendar, make.make_calendar(buyer), slots=(make.HK_MORNING,))
    with pytest.raises(IntegrityError):
        make.make_request(make.make_calendar(buyer), exhibitor.calendar)


def test_signing_in_makes_the_account_the_visitor(client) -> None:
    delegate = make.make_delegate(make.make_edition())
    make.sign_in(client, delegate.person.account)
    assert client.session["_auth_user_id"] == str(delegate.person.account_id)
