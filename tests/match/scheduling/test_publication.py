"""What publishing decides about each meeting, and what it writes."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.db.models.signals import pre_save

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.engines.meetings import Schedule, schedule_as_json
from praya.match.diary.models import Meeting
from praya.match.requests.models import Request, Round
from praya.match.scheduling.jobs import PUBLISH
from praya.match.scheduling.models import Run, Verdict
from praya.match.scheduling.publishing import Conflict, preview_publication, publish_run, require_publishable
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.editions.models import Table
from praya.meet.notices.models import Notice
from tests import builders as make
from tests.match.asking import asks, person

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
MORNING = make.HK_MORNING


def finished(edition, placed, **more) -> Run:
    """Make a run that has placed requests at instants; `more` are further names and slots of its schedule."""
    number = read_snapshot(edition).grid.number
    slots = {str(request.pk): number[at] for request, at in placed.items()}
    text = schedule_as_json(Schedule({**slots, **more}, value=1, bound=1)).encode()
    run = make.make_run(make.make_round(edition, status="frozen"), status="done", schedule=gzip.compress(text))
    Verdict.objects.bulk_create(Verdict(run=run, request=request, starts_at=at) for request, at in placed.items())
    return run


@pytest.mark.parametrize(
    ("state", "status", "sentence"),
    [
        ("open", "done", "Only a frozen round can be published, and only once."),
        ("published", "done", "Only a frozen round can be published, and only once."),
        ("frozen", "running", "Only a finished run can be published."),
        ("frozen", "failed", "Only a finished run can be published."),
    ],
)
def test_only_a_finished_run_of_a_frozen_round_is_publishable(edition, state, status, sentence) -> None:
    run = make.make_run(make.make_round(edition, status=state), status=status)
    with pytest.raises(Refused) as refusal:
        require_publishable(run)
    assert refusal.value.sentence == str(refusal.value) == sentence


def test_a_run_without_a_schedule_or_of_a_published_round_has_no_preview(edition) -> None:
    run = finished(edition, {})
    Run.objects.update(schedule=None)
    with pytest.raises(Refused, match="Only a finished run"):
        preview_publication(Run.objects.get(), at=NOW)
    run.status = "failed"
    with pytest.raises(Refused, match="Only a finished run"):
        preview_publication(run, at=NOW)
    run.status, run.round.status = "done", "published"
    with pytest.raises(Refused, match="already published"):
        preview_publication(run, at=NOW)


def test_a_preview_writes_nothing(edition) -> None:
    request = asks(edition)
    run = finished(edition, {request: MORNING})
    found = preview_publication(run, at=NOW)
    assert (found.slots, found.conflicts) == ({request.pk: found.snapshot.grid.number[MORNING]}, [])
    assert (Meeting.objects.count(), Notice.objects.count(), Round.objects.get().status) == (0, 0, "frozen")


def test_meetings_booked_before_the_run_and_requests_that_are_gone_are_passed_over(edition) -> None:
    gone, request = asks(edition), asks(edition)
    run = finished(edition, {gone: MORNING, request: MORNING}, m17=0)
    gone.delete()
    assert list(preview_publication(run, at=NOW).slots) == [request.pk]


def test_two_that_no_longer_fit_together_do_not_both_keep_the_slot(edition) -> None:
    host = person(edition)
    requests = [asks(edition, other=host) for _ in range(3)]
    run = finished(edition, dict.fromkeys(requests, MORNING))
    found = preview_publication(run, at=NOW)
    first, second, third = requests
    slots = found.slots
    assert slots[first.pk] == found.snapshot.grid.number[MORNING]
    assert len(set(slots.values())) == 3
    assert (
        found.conflicts
        == found.moved
        == [Conflict(one.pk, slots[first.pk], "no_common_slot", slots[one.pk]) for one in (second, third)]
    )
    assert found.left_out == []


def test_what_cannot_be_met_at_all_is_left_out_with_its_slot(edition) -> None:
    host = person(edition)
    make.make_availability(host.delegate, MORNING, MORNING + HALF_HOUR)
    first, second = (asks(edition, other=host) for _ in range(2))
    run = finished(edition, dict.fromkeys([first, second], MORNING))
    found = preview_publication(run, at=NOW)
    slot = found.snapshot.grid.number[MORNING]
    assert found.conflicts == found.left_out == [Conflict(second.pk, slot, "no_common_slot")]


def test_the_list_goes_by_number_whatever_has_happened_to_each(edition) -> None:
    host = person(edition)
    make.make_availability(host.delegate, MORNING, MORNING + HALF_HOUR)
    vetoed = asks(edition)
    kept, lost = (asks(edition, other=host) for _ in range(2))
    withdrawn = asks(edition)
    run = finished(edition, dict.fromkeys([vetoed, kept, lost, withdrawn], MORNING))
    make.make_wish(vetoed.recipient, vetoed.sender, "no")
    Request.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    found = preview_publication(run, at=NOW)
    assert [(one.request, one.why) for one in found.conflicts] == [
        (vetoed.pk, "withdrawn"),
        (lost.pk, "no_common_slot"),
        (withdrawn.pk, "withdrawn"),
    ]


def test_a_request_that_ended_without_any_slot_in_common_says_no_more_than_others(edition) -> None:
    one, other = person(edition), person(edition)
    make.make_availability(one.delegate, MORNING, MORNING + HALF_HOUR)
    request = asks(edition, one, other)
    run = finished(edition, {request: MORNING})
    Request.objects.update(status="withdrawn")
    make.make_meeting(one, person(edition), MORNING)
    publish_run(run, by=None, at=NOW)
    assert (Verdict.objects.get().starts_at, Verdict.objects.get().reason) == (None, "outbid")


def test_everything_of_a_meeting_is_written_as_the_run_decided(edition) -> None:
    exhibitor = make.make_exhibitor(edition)
    seller = make.staff_of(exhibitor)[0]
    at_stand, at_table = asks(edition, other=make.calendar_of(exhibitor)), asks(edition)
    online = asks(edition, other=person(edition, site="la"))
    run = finished(edition, dict.fromkeys([at_stand, at_table, online], MORNING))
    publish_run(run, by=None, at=NOW)
    site = exhibitor.site_id
    table = Table.objects.filter(hall__site=site).order_by("number").first().pk
    columns = ("request", "run", "edition", "starts_at", "ends_at", "site", "stand", "table", "is_fixed", "status")
    usual = (run.pk, edition.pk, MORNING, MORNING + HALF_HOUR)
    assert list(Meeting.objects.order_by("request_id").values_list(*columns)) == [
        (at_stand.pk, *usual, site, exhibitor.stand_id, None, False, "scheduled"),
        (at_table.pk, *usual, site, None, table, False, "scheduled"),
        (online.pk, *usual, None, None, None, False, "scheduled"),
    ]
    going = Meeting.objects.get(request=at_stand).attendances.order_by("pk")
    assert list(going.values_list("calendar", "delegate", "starts_at", "is_released")) == [
        (make.calendar_of(exhibitor).pk, seller.pk, MORNING, False),
        (at_stand.sender_id, at_stand.sender.delegate_id, MORNING, False),
    ]
    assert len({one.code for one in Meeting.objects.all()}) == 3


def test_everybody_is_told_once_and_the_trail_keeps_who_published(edition) -> None:
    organiser = make.make_team_member(edition)
    host = person(edition)
    make.make_availability(host.delegate, MORNING, MORNING + 2 * HALF_HOUR)
    requests = [asks(edition, other=host) for _ in range(3)]
    make.make_round(edition, status="published")
    run = finished(edition, dict.fromkeys(requests, MORNING))
    publish_run(run, by=organiser, at=NOW)
    people = [host.delegate_id, requests[0].sender.delegate_id, requests[1].sender.delegate_id]
    told = Notice.objects.order_by("delegate").values_list("delegate", "kind", "facts")
    assert list(told) == [(one, "published", {"round": 2}) for one in sorted(people)]
    entry = Entry.objects.get(action="publish run")
    assert (entry.account, entry.edition, entry.subject_id) == (organiser, edition.pk, str(run.pk))
    assert entry.after == {"meetings": 2, "moved": 1, "left_out": 1}
    run.refresh_from_db()
    assert run.published_at == NOW


def test_verdicts_say_what_was_published_where_it_differs(edition) -> None:
    host = person(edition)
    make.make_availability(host.delegate, MORNING, MORNING + 2 * HALF_HOUR)
    requests = [asks(edition, other=host) for _ in range(3)]
    run = finished(edition, dict.fromkeys(requests, MORNING))
    other = make.make_run(run.round)
    Verdict.objects.create(run=other, request=requests[2], starts_at=make.HK_AFTERNOON)
    publish_run(run, by=None, at=NOW)
    assert list(Verdict.objects.order_by("pk").values_list("starts_at", "reason")) == [
        (MORNING, ""),
        (MORNING + HALF_HOUR, ""),
        (None, "outbid"),
        (make.HK_AFTERNOON, ""),
    ]


def test_tables_already_taken_are_not_given_again(edition) -> None:
    site = edition.sites.get(slug="hk")
    tables = list(Table.objects.filter(hall__site=site).order_by("number"))
    make.make_meeting(person(edition), person(edition), MORNING, site=site, table=tables[0])
    make.make_meeting(person(edition), person(edition), MORNING + timedelta(minutes=7), site=site, table=tables[1])
    requests = [asks(edition) for _ in range(2)]
    publish_run(finished(edition, dict.fromkeys(requests, MORNING)), by=None, at=NOW)
    given = Meeting.objects.filter(run__isnull=False).values_list("table", flat=True)
    assert set(given) == {tables[1].pk, tables[2].pk}


def test_staff_booked_meanwhile_do_not_go_again_even_in_the_first_slot(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    opening = read_snapshot(edition).grid.starts[0]
    people = [person(edition, site=exhibitor.site.slug) for _ in range(2)]
    make.make_meeting(company, people[0], opening, delegates=(first, people[0].delegate))
    request = asks(edition, people[1], company)
    publish_run(finished(edition, {request: opening}), by=None, at=NOW)
    assert Meeting.objects.get(request=request).attendances.get(calendar=company).delegate == second


def test_the_named_go_themselves(edition) -> None:
    exhibitor = make.make_exhibitor(edition, staff=2)
    company, (first, second) = make.calendar_of(exhibitor), make.staff_of(exhibitor)
    named, plain = asks(edition, other=company, named=second), asks(edition, other=company)
    publish_run(finished(edition, dict.fromkeys([named, plain], MORNING)), by=None, at=NOW)
    going = {one.request_id: one.attendances.get(calendar=company).delegate for one in Meeting.objects.all()}
    assert going == {named.pk: second, plain.pk: first}


def test_where_no_tables_are_people_meet_without_one(edition) -> None:
    Table.objects.all().delete()
    requests = [asks(edition) for _ in range(2)]
    publish_run(finished(edition, dict.fromkeys(requests, MORNING)), by=None, at=NOW)
    assert list(Meeting.objects.values_list("table", "site__slug", "starts_at")) == [(None, "hk", MORNING)] * 2


def quicker(times):
    """Refuse to write the round so many times, as when a single meeting is booked at that moment."""
    left = iter(range(times))

    def refuse(**_told: object) -> None:
        if next(left, None) is not None:
            raise IntegrityError

    return refuse


@pytest.mark.parametrize(("times", "is_published"), [(2, True), (3, False)])
def test_when_somebody_books_at_that_moment_it_is_tried_three_times(edition, times, is_published) -> None:
    run = finished(edition, {asks(edition): MORNING})
    refuse = quicker(times)
    pre_save.connect(refuse, sender=Round)
    try:
        if is_published:
            publish_run(run, by=None, at=NOW)
        else:
            with pytest.raises(Refused, match="Meetings are being booked at this very moment. Try again."):
                publish_run(run, by=None, at=NOW)
    finally:
        pre_save.disconnect(refuse, sender=Round)
    assert (Meeting.objects.count(), Round.objects.get().status) == ((1, "published") if is_published else (0, "frozen"))


def test_the_worker_publishes_once_in_the_name_of_who_asked_and_returns_what_became_of_it(edition) -> None:
    organiser = make.make_team_member(edition)
    host = person(edition)
    make.make_availability(host.delegate, MORNING, MORNING + 2 * HALF_HOUR)
    requests = [asks(edition, other=host) for _ in range(3)]
    run = finished(edition, dict.fromkeys(requests, MORNING))
    job = PUBLISH.start(run.pk, by=organiser, edition=run.round.edition_id)
    assert execute(claim_next("worker", ["default"])) == "done"
    job.result.refresh_from_db()
    assert job.result.return_value == {"booked": 2, "moved": 1, "left_out": 1}
    assert Entry.objects.get(action="publish run").account == organiser
