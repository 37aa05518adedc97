"""Publishing a run: everything at once, after a look at what changed since the seen."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.engines.meetings import Schedule, schedule_as_json
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.models import Request
from praya.match.scheduling.models import Verdict
from praya.match.scheduling.publishing import preview_publication, publish_run
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.models import Notice
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)


def finished_run(edition, placed):
    """Make a run that has placed requests at instants."""
    grid = read_snapshot(edition).grid
    schedule = Schedule({str(request.pk): grid.number[at] for request, at in placed.items()}, value=1, bound=1)
    run = make.make_run(
        make.make_round(edition, status="frozen"),
        status="done",
        schedule=gzip.compress(schedule_as_json(schedule).encode()),
    )
    Verdict.objects.bulk_create(Verdict(run=run, request=request, starts_at=at) for request, at in placed.items())
    return run


def accepted(edition, exhibitor=None, **fields):
    host = make.calendar_of(exhibitor) if exhibitor else make.make_calendar(make.make_delegate(edition))
    return make.make_request(make.make_calendar(make.make_delegate(edition)), host, status="accepted", **fields)


def test_publishing_books_everything_and_closes_the_round():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    requests = [accepted(edition, exhibitor), accepted(edition, exhibitor), accepted(edition)]
    run = finished_run(edition, dict.fromkeys(requests, make.HK_MORNING))

    publication = publish_run(run, by=None, at=NOW)

    assert publication.conflicts == []
    assert Meeting.objects.filter(run=run, starts_at=make.HK_MORNING).count() == 3
    assert Meeting.objects.get(request=requests[2]).table is not None
    assert set(Meeting.objects.filter(request__in=requests[:2]).values_list("stand", flat=True)) == {exhibitor.stand_id}
    going = Attendance.objects.filter(calendar=make.calendar_of(exhibitor)).values_list("delegate", flat=True)
    assert sorted(going) == [one.pk for one in make.staff_of(exhibitor)]
    assert Notice.objects.filter(kind="published").count() == 6
    run.round.refresh_from_db()
    assert (run.round.status, run.round.published_at) == ("published", NOW)
    with pytest.raises(Refused, match="only once"):
        publish_run(run, by=None, at=NOW)


def test_only_a_finished_run_is_published():
    edition = make.make_edition()
    run = make.make_run(make.make_round(edition, status="frozen"))
    with pytest.raises(Refused, match="Only a finished run"):
        preview_publication(run, at=NOW)


def test_what_was_withdrawn_or_vetoed_since_is_left_out():
    edition = make.make_edition()
    withdrawn, vetoed, kept = (accepted(edition) for _ in range(3))
    run = finished_run(edition, dict.fromkeys([withdrawn, vetoed, kept], make.HK_MORNING))
    Request.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    make.make_wish(vetoed.recipient, vetoed.sender, "no")

    publication = publish_run(run, by=None, at=NOW)

    assert [one.request for one in publication.left_out] == [withdrawn.pk, vetoed.pk]
    assert list(Meeting.objects.values_list("request", flat=True)) == [kept.pk]
    reasons = dict(Verdict.objects.filter(run=run).values_list("request", "reason"))
    # Both sides can see that they have slots in common: the same word as for whoever lost to others.
    assert reasons == {withdrawn.pk: "outbid", vetoed.pk: "outbid", kept.pk: ""}


def test_the_list_of_what_is_left_out_does_not_set_the_vetoed_apart():
    edition = make.make_edition()
    host = make.make_exhibitor(edition)
    lost, vetoed = accepted(edition, host), accepted(edition)
    run = finished_run(edition, dict.fromkeys([lost, vetoed], make.HK_MORNING))
    Delegate.objects.filter(pk=lost.sender.delegate_id).update(status="left")
    make.make_wish(vetoed.recipient, vetoed.sender, "no")

    publication = preview_publication(run, at=NOW)

    assert [one.request for one in publication.left_out] == [lost.pk, vetoed.pk]


def test_a_slot_lost_since_is_moved_to_another_one():
    edition = make.make_edition()
    request = accepted(edition)
    run = finished_run(edition, {request: make.HK_MORNING})
    other = make.make_request(request.sender, make.make_calendar(make.make_delegate(edition)), status="accepted")
    book(other, starts_at=make.HK_MORNING, by=None, at=NOW)

    publication = publish_run(run, by=None, at=NOW)

    (moved,) = publication.moved
    meeting = Meeting.objects.get(request=request)
    assert (moved.request, moved.why) == (request.pk, "no_common_slot")
    assert meeting.starts_at == read_snapshot(edition).grid.starts[moved.moved_to]
    assert Verdict.objects.get(run=run).starts_at == meeting.starts_at


@pytest.mark.parametrize(
    ("change", "why"),
    [({"quota_total": 0}, "quota"), ({"quota_per_day": 0}, "quota")],
)
def test_a_quota_cut_since_leaves_the_meeting_out(change, why):
    edition = make.make_edition()
    request = accepted(edition)
    run = finished_run(edition, {request: make.HK_MORNING})
    type(request.sender).objects.filter(pk=request.sender_id).update(**change)
    publication = preview_publication(run, at=NOW)
    assert [(one.why, one.moved_to) for one in publication.conflicts] == [(why, None)]


def test_tables_and_named_people_taken_since_move_the_meeting():
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, staff=2)
    named = make.staff_of(exhibitor)[0]
    at_table, in_person = accepted(edition), accepted(edition, exhibitor, named=named)
    run = finished_run(edition, dict.fromkeys([at_table, in_person], make.HK_MORNING))
    for _ in range(3):
        book(accepted(edition), starts_at=make.HK_MORNING, by=None, at=NOW)
    book(accepted(edition, exhibitor, named=named), starts_at=make.HK_MORNING, by=None, at=NOW)
    conflicts = preview_publication(run, at=NOW).conflicts
    assert {(one.request, one.why) for one in conflicts} == {(at_table.pk, "no_table"), (in_person.pk, "no_common_slot")}
    assert all(one.moved_to is not None for one in conflicts)


def test_whoever_left_since_has_no_meeting():
    edition = make.make_edition()
    request = accepted(edition)
    run = finished_run(edition, {request: make.HK_MORNING})
    Delegate.objects.filter(calendar=request.sender).update(status="left")
    assert [one.why for one in preview_publication(run, at=NOW).left_out] == ["no_common_slot"]


def test_a_slot_that_has_passed_is_not_published():
    edition = make.make_edition()
    request = accepted(edition)
    run = finished_run(edition, {request: make.HK_MORNING})
    publication = preview_publication(run, at=make.HK_MORNING + timedelta(minutes=1))
    assert [one.why for one in publication.conflicts] == ["past"]
    assert publication.slots[request.pk] > read_snapshot(edition).grid.number[make.HK_MORNING]


def test_publishing_takes_a_constant_number_of_queries(django_assert_max_num_queries):
    edition = make.make_edition()
    requests = [accepted(edition) for _ in range(3)]
    run = finished_run(edition, dict.fromkeys(requests, make.HK_MORNING))
    with django_assert_max_num_queries(32):
        publish_run(run, by=None, at=NOW)
