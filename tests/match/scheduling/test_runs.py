"""Runs: started once, computed by the worker, taken over, cancelled, explained without telling a *no*."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from praya.core.actions.refusing import Refused
from praya.engines.meetings import faults, read_problem, read_schedule
from praya.match.diary.models import Meeting
from praya.match.requests.models import Request
from praya.match.scheduling.models import Run, Verdict
from praya.match.scheduling.publishing import publish_run
from praya.match.scheduling.runs import begin_run, cancel_run, execute_run, start_run
from praya.match.scheduling.tasks import compute_run, mark_failed
from tests import builders as make

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)


def market(exhibitors=2, buyers=4):
    """Make a frozen round in which every buyer asks every exhibitor."""
    edition = make.make_edition()
    hosts = [make.make_exhibitor(edition) for _ in range(exhibitors)]
    people = [make.make_delegate(edition) for _ in range(buyers)]
    for person in people:
        for host in hosts:
            make.make_request(make.make_calendar(person), make.calendar_of(host), status="accepted")
    return edition, make.make_round(edition, status="frozen")


def started(current, **fields):
    return begin_run(current, by=None, **{"seconds": 10, "threads": 1, **fields})


def test_a_run_is_computed_checked_and_kept_for_replay():
    edition, current = market()
    run = started(current, seed=7)
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.requested, run.placed, run.fault) == ("done", 8, 8, "")
    assert run.value == run.bound
    assert run.progress.exists()
    problem = read_problem(gzip.decompress(run.problem).decode())
    schedule = read_schedule(gzip.decompress(run.schedule).decode())
    assert faults(problem, schedule) == []
    assert run.versions["praya"]
    starts = Verdict.objects.filter(run=run, reason="").values_list("starts_at", flat=True)
    assert len([one for one in starts if one]) == 8
    again = started(current, seed=7)
    execute_run(again.pk)
    again.refresh_from_db()
    assert read_schedule(gzip.decompress(again.schedule).decode()).assignments == schedule.assignments
    publish_run(run, by=None, at=NOW)
    assert Meeting.objects.filter(edition=edition).count() == 8


def test_executing_a_finished_run_again_changes_nothing():
    _edition, current = market()
    run = started(current)
    execute_run(run.pk)
    first = Run.objects.values().get(pk=run.pk)
    assert execute_run(run.pk) is None
    assert Run.objects.values().get(pk=run.pk) == first


def test_a_run_taken_over_computes_on_the_stored_problem():
    edition, current = market()
    run = started(current)
    beats = iter([True, False])
    assert execute_run(run.pk, still_mine=lambda: next(beats, False)) is None
    run.refresh_from_db()
    assert (run.status, run.schedule) == ("running", None)
    fingerprint = run.fingerprint
    make.make_request(
        make.make_calendar(make.make_delegate(edition)), make.make_calendar(make.make_delegate(edition)), status="accepted"
    )
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.fingerprint, run.placed) == ("done", fingerprint, 8)


def test_a_no_said_before_a_run_is_taken_over_does_not_stop_it():
    edition, current = market(exhibitors=1, buyers=3)
    host = make.calendar_of(edition.exhibitors.get())
    run = started(current)
    beats = iter([True, False])
    assert execute_run(run.pk, still_mine=lambda: next(beats, False)) is None
    make.make_wish(host, Request.objects.order_by("pk").first().sender, "no")
    execute_run(run.pk)
    run.refresh_from_db()
    # Computed on the stored snapshot; publishing looks at the wishes again.
    assert (run.status, run.requested, run.placed) == ("done", 3, 3)


def test_a_vetoed_request_within_one_company_is_explained_too():
    edition, current = market(exhibitors=1, buyers=1)
    exhibitor = edition.exhibitors.get()
    host, colleague = make.calendar_of(exhibitor), make.make_calendar(make.staff_of(exhibitor)[0])
    request = make.make_request(colleague, host, status="accepted")
    make.make_wish(host, colleague, "no")
    run = started(current)
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.requested, run.placed) == ("done", 2, 1)
    assert Verdict.objects.get(run=run, request=request).reason == "outbid"


def test_a_run_needs_a_frozen_round_and_there_is_one_at_a_time():
    edition = make.make_edition()
    opened = make.make_round(edition)
    with pytest.raises(Refused, match="Freeze the round first"):
        started(opened)
    opened.status = "frozen"
    opened.save()
    started(opened)
    with pytest.raises(Refused, match="already going on"):
        started(opened)


def test_a_cancelled_run_stores_nothing():
    _edition, current = market()
    run = started(current)
    cancel_run(run, by=None)
    assert execute_run(run.pk) is None
    run.refresh_from_db()
    assert (run.status, run.schedule) == ("cancelled", None)
    with pytest.raises(Refused, match="already ended"):
        cancel_run(run, by=None)


def test_an_impossible_promise_fails_the_run_with_its_name():
    edition = make.make_edition()
    one, two = make.make_delegate(edition, site="hk"), make.make_delegate(edition, site=None, zone="Atlantic/Reykjavik")
    make.make_availability(two, NOW, NOW + timedelta(hours=1))
    request = make.make_request(make.make_calendar(one), make.make_calendar(two), status="accepted", is_must_place=True)
    run = started(make.make_round(edition, status="frozen"))
    assert execute_run(run.pk) is None
    run.refresh_from_db()
    assert run.status == "failed"
    assert str(request.pk) in run.fault


def test_a_veto_gets_the_reason_that_a_loser_gets():
    edition, current = market(exhibitors=1, buyers=3)
    host = make.calendar_of(edition.exhibitors.get())
    refused = make.make_calendar(make.make_delegate(edition))
    request = make.make_request(refused, host, status="accepted")
    make.make_wish(host, refused, "no")
    run = started(current)
    execute_run(run.pk)
    run.refresh_from_db()
    verdict = Verdict.objects.get(run=run, request=request)
    assert (verdict.starts_at, verdict.reason) == (None, "outbid")
    assert (run.requested, run.placed) == (4, 3)
    assert str(request.pk) not in [one.id for one in read_problem(gzip.decompress(run.problem).decode()).requests]


def test_the_worker_computes_a_queued_run(settings):
    from praya.core.jobs.executing import claim_next, execute
    from praya.core.jobs.models import Job

    _edition, current = market()
    run = start_run(current, by=None, seconds=10, threads=1)
    assert Job.objects.get().key == f"run-{run.pk}"
    assert execute(claim_next("worker", [compute_run.queue_name])) == "done"
    run.refresh_from_db()
    assert run.status == "done"


def test_a_run_whose_job_was_given_up_says_so():
    _edition, current = market()
    run = started(current)
    mark_failed("the worker was killed three times", run.pk)
    run.refresh_from_db()
    assert (run.status, run.fault) == ("failed", "the worker was killed three times")
