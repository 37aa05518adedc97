"""What booking and cancelling leave behind: who is told, what the trail keeps, which quotas and tables count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, models

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.diary.booking import cancel
from praya.match.diary.models import Attendance, Meeting
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@contextmanager
def somebody_quicker(model: type[models.Model], times: int) -> Iterator[None]:
    """Let the database refuse the next rows of a model, as it does when somebody else takes the same at that moment."""
    left = iter(range(times))

    def refuse(execute: Callable[..., object], sql: str, *more: object) -> object:
        if sql.startswith(f'INSERT INTO "{model._meta.db_table}"') and next(left, None) is not None:
            raise IntegrityError
        return execute(sql, *more)

    with connection.execute_wrapper(refuse):
        yield


def asked(edition, host=None, sender=None):
    host = make.calendar_of(host or make.make_delegate(edition))
    return make.make_request(sender or make.calendar_of(make.make_delegate(edition)), host, status="accepted")


def booked(request, at=make.HK_MORNING, **fields) -> Meeting:
    return book(request, starts_at=at, at=BEFORE, **{"by": None, **fields})


def facts(meeting, *, sequence=0, status="scheduled"):
    kept = {"table": meeting.table_id, "stand": meeting.stand_id, "sequence": sequence}
    return {"starts_at": "2027-03-16T01:00:00+00:00", "status": status, **kept}


def test_the_trail_keeps_when_and_where_a_meeting_was_booked_and_that_it_was_cancelled() -> None:
    edition = make.make_edition()
    organiser = make.make_team_member(edition)
    meeting = booked(asked(edition), by=organiser)
    cancel(meeting, by=organiser)
    found = Entry.objects.order_by("pk").values_list("action", "subject", "subject_id", "edition", "account", "before", "after")
    where = ("match.meeting", str(meeting.pk), edition.pk, organiser.pk)
    assert list(found) == [
        ("book meeting", *where, None, facts(meeting)),
        ("cancel meeting", *where, facts(meeting), facts(meeting, sequence=1, status="cancelled")),
    ]
    assert meeting.table_id is not None


@pytest.mark.parametrize("is_by_one", [True, False])
def test_everybody_but_who_did_it_is_told_of_which_meeting_and_when(is_by_one) -> None:
    edition = make.make_edition()
    request = asked(edition)
    sender, host = request.sender.delegate, request.recipient.delegate
    by = sender.person.account if is_by_one else None
    meeting = booked(request, by=by)
    cancel(meeting, by=by)
    told = [host.pk] if is_by_one else [host.pk, sender.pk]
    said = {"meeting": meeting.code, "at": "2027-03-16T01:00:00+00:00"}
    assert list(Notice.objects.order_by("pk").values_list("delegate", "kind", "facts")) == [
        (one, kind, said) for kind in ("booked", "cancelled") for one in told
    ]


def test_a_meeting_without_a_request_is_cancelled_like_any_other() -> None:
    edition = make.make_edition()
    one, other = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    assert cancel(make.make_meeting(one, other), by=None).status == "cancelled"
    assert Attendance.objects.filter(is_released=False).count() == 0


def test_a_guest_comes_along_after_host_and_sender_and_on_their_companys_calendar() -> None:
    edition = make.make_edition()
    seller = make.make_exhibitor(edition)
    guest = make.staff_of(seller)[0]
    request = asked(edition)
    request.guests.add(make.calendar_of(guest))
    meeting = booked(request)
    assert list(meeting.attendances.order_by("pk").values_list("calendar", "delegate")) == [
        (request.recipient_id, request.recipient.delegate_id),
        (request.sender_id, request.sender.delegate_id),
        (make.calendar_of(seller).pk, guest.pk),
    ]
    assert meeting.stand == seller.stand


def test_a_daily_quota_counts_that_day_alone() -> None:
    edition = make.make_edition()
    sender = make.make_calendar(make.make_delegate(edition), quota_per_day=2)
    # A meeting that the grid has lost counts for no day.
    make.make_meeting(make.calendar_of(make.make_delegate(edition)), sender, make.HK_MORNING + timedelta(minutes=7))
    booked(asked(edition, sender=sender), make.HK_MORNING + DAY)
    for at in (make.HK_MORNING, make.HK_AFTERNOON):
        booked(asked(edition, sender=sender), at)
    with pytest.raises(Refused, match="can no longer be had"):
        booked(asked(edition, sender=sender), make.HK_AFTERNOON + timedelta(minutes=30))
    assert booked(asked(edition, sender=sender), make.HK_AFTERNOON + DAY).status == "scheduled"


def test_a_quota_in_all_counts_every_day_but_nothing_that_was_cancelled() -> None:
    edition = make.make_edition()
    sender = make.make_calendar(make.make_delegate(edition), quota_total=2)
    first = booked(asked(edition, sender=sender))
    booked(asked(edition, sender=sender), make.HK_MORNING + DAY)
    with pytest.raises(Refused, match="can no longer be had"):
        booked(asked(edition, sender=sender), make.HK_AFTERNOON)
    cancel(first, by=None)
    assert booked(asked(edition, sender=sender), make.HK_AFTERNOON).status == "scheduled"


def table_number(request, at) -> int:
    table = booked(request, at).table
    assert table is not None
    return int(table.number)


@pytest.mark.parametrize(
    ("apart", "number"),
    [(timedelta(hours=-12.5), 1), (timedelta(hours=-12), 3), (timedelta(hours=12), 3), (timedelta(hours=12.5), 1)],
)
def test_a_table_is_kept_for_half_a_day_either_way(apart, number) -> None:
    edition = make.make_edition(with_sites=False)
    site = make.make_site(edition, "hk", hours=(time(0), time(23, 59)), with_break=False)
    sender, first = make.HK_MORNING + timedelta(hours=4), make.HK_MORNING + timedelta(hours=4)
    person = make.make_calendar(make.make_delegate(edition))
    others = [make.calendar_of(make.make_delegate(edition)) for _ in range(2)]
    third = site.halls.get().tables.get(number=3)
    make.make_meeting(person, others[0], first, site=site, table=third)
    assert table_number(asked(edition, sender=person), sender + apart) == number


def test_of_two_tables_the_earlier_one_is_kept_and_a_taken_one_is_not() -> None:
    edition = make.make_edition()
    site = edition.sites.get(slug="hk")
    tables = {table.number: table for table in site.halls.get().tables.all()}
    person = make.make_calendar(make.make_delegate(edition))

    def sit(number, at, one=None):
        parties = [one or make.calendar_of(make.make_delegate(edition)), make.calendar_of(make.make_delegate(edition))]
        make.make_meeting(*parties, at, site=site, table=tables[number])

    sit(2, make.HK_AFTERNOON, person)
    sit(3, make.HK_MORNING, person)
    assert table_number(asked(edition, sender=person), make.HK_AFTERNOON + timedelta(hours=1)) == 3
    sit(3, make.HK_AFTERNOON + timedelta(hours=2))
    assert table_number(asked(edition, sender=person), make.HK_AFTERNOON + timedelta(hours=2)) == 2


def test_when_somebody_else_is_quicker_it_is_tried_again_and_at_last_given_up() -> None:
    edition = make.make_edition()
    request = asked(edition)
    with somebody_quicker(Meeting, times=7):
        meeting = booked(request)
    assert (meeting.starts_at, Meeting.objects.count()) == (make.HK_MORNING, 1)
    with somebody_quicker(Meeting, times=8), pytest.raises(Refused, match="can no longer be had"):
        booked(asked(edition), make.HK_AFTERNOON)
    assert (Meeting.objects.count(), Party.objects.count()) == (1, 4)
