"""What rounds and runs keep: their settings, who did what, and which wishes became requests."""

from __future__ import annotations

import gzip
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.engines import meetings
from praya.engines.meetings import Progress, Schedule
from praya.match.requests.models import Request, Round
from praya.match.requests.rounds import freeze_round, open_round
from praya.match.requests.wishes import requests_from_wishes
from praya.match.scheduling.jobs import COMPUTE, PUBLISH
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.match.scheduling.runs import cancel_run, execute_run, reopen_round, start_run
from praya.match.scheduling.tasks import compute_run, mark_failed
from tests import builders as make

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def organiser(edition):
    return make.make_team_member(edition)


def entry(action):
    found = Entry.objects.get(action=action)
    return found.account, found.edition, found.subject, found.subject_id, found.before, found.after


def test_a_round_opens_with_settings_that_suit_most(edition) -> None:
    Round.objects.filter(pk=open_round(edition, by=None).pk).update(status="published")
    given = open_round(edition, by=None, includes_unanswered=False, expiry_hours=5, freeze_slots=7)
    usual = Round.objects.get(number=1)
    assert (usual.includes_unanswered, usual.expiry_hours, usual.freeze_slots) == (True, 72, 2)
    assert (given.number, given.includes_unanswered, given.expiry_hours, given.freeze_slots) == (2, False, 5, 7)
    assert given.expiry(NOW) == NOW + timedelta(hours=5)


def test_the_trail_keeps_who_opened_froze_and_reopened_a_round(edition, organiser) -> None:
    current = open_round(edition, by=organiser)
    one, other = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
    make.make_wish(one, other)
    freeze_round(current, by=organiser, at=NOW)
    reopened = reopen_round(current, by=organiser)
    where = (organiser, edition.pk, "match.round", str(current.pk), None)
    assert entry("open round") == (*where, {"number": 1})
    assert entry("freeze round") == (*where, {"requests_from_wishes": 1})
    assert entry("reopen round") == (*where, None)
    current.refresh_from_db()
    assert (current.status, current.frozen_at, reopened.pk) == ("open", None, current.pk)


@pytest.mark.parametrize("status", ["sent", "accepted", "declined", "withdrawn", "expired"])
def test_a_pair_that_has_asked_already_gets_no_second_request_unless_it_has_ended(edition, status) -> None:
    one, other = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
    make.make_wish(one, other)
    make.make_request(other, one, status=status)
    made = requests_from_wishes(make.make_round(edition), at=NOW)
    assert (made, Request.objects.count()) == ((1, 2) if status in {"withdrawn", "expired"} else (0, 1))


def test_a_shared_wish_is_accepted_at_once_and_an_imported_one_is_sent(edition) -> None:
    people = [make.make_delegate(edition) for _ in range(4)]
    a, b, c, d = (make.make_calendar(person) for person in people)
    make.make_wish(b, a, "must", by=people[1])
    make.make_wish(a, b, "like", by=people[0])
    make.make_wish(c, d, "must")
    make.make_wish(d, a, "like", by=people[3])  # private
    make.make_wish(b, c, "no")
    make.make_wish(c, b, "like", by=people[2])  # private, and refused
    other = make.make_edition()
    make.make_wish(*(make.make_calendar(make.make_delegate(other)) for _ in range(2)))
    assert requests_from_wishes(make.make_round(edition, expiry_hours=2), at=NOW) == 2
    columns = ("sender", "recipient", "pair", "level", "status", "sent_by", "sent_at", "answered_at", "expires_at")
    assert list(Request.objects.order_by("pk").values_list(*columns)) == [
        (b.pk, a.pk, make.pair_of(a, b), "must", "accepted", people[1].pk, NOW, NOW, None),
        (c.pk, d.pk, make.pair_of(c, d), "must", "sent", None, NOW, None, NOW + timedelta(hours=2)),
    ]


@pytest.mark.parametrize("reason", ["quota", "outbid", "no_common_slot"])
def test_a_veto_gets_the_reason_that_a_loser_in_the_same_place_gets(edition, reason) -> None:
    host = make.make_calendar(make.make_delegate(edition), quota_total=1 if reason == "quota" else None)
    winner, loser, refused = (make.make_delegate(edition) for _ in range(3))
    if reason == "outbid":
        make.make_availability(host.delegate, make.HK_MORNING, make.HK_MORNING + timedelta(minutes=30))
    elif reason == "no_common_slot":
        for one in (loser, refused):
            make.make_availability(one, make.LA_MIDDAY, make.LA_MIDDAY + timedelta(minutes=30))
    for one in (winner, loser, refused):
        level = "must" if one == winner else "like"
        make.make_request(make.make_calendar(one), host, status="accepted", level=level)
    make.make_wish(host, make.make_calendar(refused), "no")
    run = make.make_run(make.make_round(edition, status="frozen"), limit_seconds=5, threads=1)
    execute_run(run.pk)
    assert list(Verdict.objects.order_by("request_id").values_list("reason", flat=True)) == ["", reason, reason]


@pytest.mark.parametrize("status", ["waiting", "running"])
def test_a_round_with_a_run_that_goes_on_is_neither_reopened_nor_given_another(edition, status) -> None:
    current = make.make_round(edition, status="frozen")
    run = make.make_run(current, status=status)
    with pytest.raises(Refused, match="A run is going on"):
        reopen_round(current, by=None)
    with pytest.raises(Refused, match="already going on"):
        start_run(current, by=None)
    assert cancel_run(run, by=None) == run


def frozen(edition, count=1) -> tuple[Round, list[Request]]:
    """Make a frozen round in which buyers ask one seller with as many people."""
    host = make.calendar_of(make.make_exhibitor(edition, staff=count))
    requests = [make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted") for _ in range(count)]
    return make.make_round(edition, status="frozen"), requests


def test_a_run_starts_with_settings_that_suit_most_and_is_handed_to_the_worker(edition, organiser) -> None:
    current, _requests = frozen(edition)
    run = start_run(current, by=organiser)
    assert (run.seed, run.limit_seconds, run.threads, run.started_by, run.status) == (1, 90, 2, organiser, "waiting")
    assert (COMPUTE.jobs(run.pk).get().account, COMPUTE.jobs(run.pk).get().edition) == (organiser, edition.pk)
    where = (organiser, edition.pk, "match.run", str(run.pk), None)
    assert entry("start run") == (*where, {"seed": 1, "seconds": 90})
    cancelled = cancel_run(run, by=organiser)
    assert entry("cancel run") == (*where, None)
    run.refresh_from_db()
    assert (cancelled.status, run.status, run.finished_at is not None) == ("cancelled", "cancelled", True)


@pytest.fixture
def scripted(monkeypatch):
    """Let the solver say what a test tells it to, instead of computing."""

    def script(*steps):
        def say(problem, *, seconds, seed, threads):
            for step in steps:
                yield step(problem, seconds, seed, threads) if callable(step) else step

        monkeypatch.setattr(meetings, "solve", say)

    return script


def ended(*placed: Request, value=40, **fields) -> Progress:
    schedule = Schedule({str(one.pk): slot for slot, one in enumerate(placed, 2)}, value, 100.0, 7.5, **fields)
    return Progress(9.0, value, 100.0, "done", schedule)


def test_the_points_of_the_chart_are_what_is_new_and_not_too_close(edition, scripted) -> None:
    current, _requests = frozen(edition)
    run = make.make_run(current)
    RunProgress.objects.create(run=run, seconds=99, value=99, bound=99, stage="from a worker that was killed")
    steps = [
        Progress(0.0, 0, 50.0, "check"),
        Progress(0.3, 1, 50.0, "greedy"),  # too soon
        Progress(0.4, 1, 50.0, "greedy"),
        Progress(2.0, 1, 50.0, "greedy"),  # nothing new
        Progress(2.1, 1, 49.0, "greedy"),
        Progress(2.4, 1, 48.0, "greedy"),  # too soon after the last
        Progress(3.0, 2, 49.0, "greedy"),
        Progress(3.5, 2, 49.0, "polish"),
    ]
    scripted(*steps, Progress(3.6, 0, 49.0, "done", Schedule({}, 0, 50.0)))
    execute_run(run.pk)
    seen = list(run.progress.order_by("pk").values_list("seconds", "value", "bound", "stage"))
    assert seen == [
        (0.0, 0, 50.0, "check"),
        (0.4, 1, 50.0, "greedy"),
        (2.1, 1, 49.0, "greedy"),
        (3.0, 2, 49.0, "greedy"),
        (3.5, 2, 49.0, "polish"),
        (3.6, 0, 49.0, "done"),
    ]


def test_a_run_is_computed_with_its_settings_and_keeps_the_figures_of_its_schedule(edition, scripted) -> None:
    current, requests = frozen(edition, count=3)
    run = make.make_run(current, seed=7, limit_seconds=30, threads=1)
    heard = []

    def last(problem, seconds, seed, threads):
        heard.append((len(problem.requests), problem.name, seconds, seed, threads))
        weight = sum(one.weight for one in problem.requests if one.id != str(requests[1].pk))
        refusals = {str(requests[1].pk): "no_table"}
        return ended(requests[0], requests[2], value=weight, refusals=refusals, versions={"praya": "9"})

    scripted(last)
    assert execute_run(run.pk) == run
    run.refresh_from_db()
    assert heard == [(3, run.code, 30, 7, 1)]
    assert (run.status, run.value, run.bound, run.seconds, run.versions) == ("done", 80, 100.0, 7.5, {"praya": "9"})


def test_a_finished_run_counts_what_it_placed_and_says_why_not(edition, scripted) -> None:
    current, requests = frozen(edition, count=3)
    run = make.make_run(current)
    refusals = {str(requests[1].pk): "no_table"}
    scripted(ended(requests[0], value=40, refusals=refusals, versions={"praya": "9"}))
    began = timezone.now()
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.fault, run.value, run.bound, run.seconds) == ("done", "", 40, 100.0, 7.5)
    assert (run.requested, run.placed, run.breaks, run.most_breaks, run.versions) == (3, 1, 0, 0, {"praya": "9"})
    assert began <= run.snapshot_at <= run.finished_at <= timezone.now()
    assert entry("finish run") == (
        None,
        edition.pk,
        "match.run",
        str(run.pk),
        None,
        {"status": "done", "value": 40, "placed": 1},
    )
    first = Verdict.objects.get(request=requests[0]).starts_at
    assert first is not None
    # A request that was neither placed nor explained lost to others.
    assert list(Verdict.objects.order_by("pk").values_list("request", "starts_at", "reason")) == [
        (requests[0].pk, first, ""),
        (requests[1].pk, None, "no_table"),
        (requests[2].pk, None, "outbid"),
    ]


def test_a_schedule_that_breaks_a_rule_is_not_stored_but_named(edition, scripted) -> None:
    current, requests = frozen(edition)
    run = make.make_run(current)
    scripted(ended(*requests, value=1))
    execute_run(run.pk)
    run.refresh_from_db()
    assert (run.status, run.schedule, run.placed, run.value) == ("failed", None, None, None)
    assert run.fault.splitlines()[-1] == "the stated value is 1, but the meetings placed are worth 40"
    assert (run.finished_at is not None, Verdict.objects.count()) == (True, 0)
    assert entry("finish run")[-1] == {"status": "failed", "value": None, "placed": None}


def test_of_many_broken_rules_twenty_are_named(edition, scripted) -> None:
    current, _requests = frozen(edition)
    run = make.make_run(current)
    names = {f"x{number}": 0 for number in range(30)}
    scripted(Progress(0.0, 0, 0.0, "done", Schedule(names, 0, 0.0)))
    execute_run(run.pk)
    run.refresh_from_db()
    assert run.fault.splitlines() == [f"x{number} is placed, but there is no such request" for number in range(20)]


def test_a_problem_that_cannot_be_solved_fails_the_run_with_the_first_two_thousand_signs(edition, scripted) -> None:
    current, _requests = frozen(edition)
    run = make.make_run(current)

    def refuse(*_told):
        raise ValueError("x" * 2001)

    scripted(refuse)
    assert execute_run(run.pk) is None
    run.refresh_from_db()
    assert (run.status, run.fault, run.finished_at is not None) == ("failed", "x" * 2000, True)


def test_a_solver_that_ends_without_a_schedule_is_a_fault_of_the_program(edition, scripted) -> None:
    current, _requests = frozen(edition)
    run = make.make_run(current)
    scripted(Progress(0.0, 0, 50.0, "check"))
    with pytest.raises(RuntimeError, match="ended without a schedule"):
        execute_run(run.pk)
    run.refresh_from_db()
    assert run.status == "running"


def test_a_run_cancelled_or_taken_over_while_it_computes_stores_nothing(edition, scripted) -> None:
    current, requests = frozen(edition)

    def cancelled(*_told):
        Run.objects.update(status="cancelled")
        return ended(*requests)

    scripted(cancelled)
    run = make.make_run(current)
    assert execute_run(run.pk) is None
    run.refresh_from_db()
    assert (run.status, run.schedule, Verdict.objects.count()) == ("cancelled", None, 0)
    scripted(ended(*requests))
    Run.objects.update(status="waiting")
    held = iter([True])
    assert execute_run(run.pk, still_mine=lambda: next(held, False)) == run
    run.refresh_from_db()
    # The worker lost its job between the last step and the storing.
    assert (run.status, run.schedule, Verdict.objects.count()) == ("running", None, 0)


def test_the_stored_problem_is_known_by_its_fingerprint_and_the_same_each_time(edition, scripted) -> None:
    current, _requests = frozen(edition)
    run = make.make_run(current)
    scripted(Progress(0.0, 0, 50.0, "done", Schedule({}, 0, 50.0)))
    execute_run(run.pk)
    run.refresh_from_db()
    text = gzip.decompress(run.problem)
    assert run.fingerprint == hashlib.sha256(text).hexdigest()
    assert run.problem == gzip.compress(text, mtime=0)
    assert run.schedule == gzip.compress(gzip.decompress(run.schedule), mtime=0)


def test_a_verdict_of_an_earlier_execution_is_replaced(edition, scripted) -> None:
    current, requests = frozen(edition)
    run = make.make_run(current)
    Verdict.objects.create(run=run, request=requests[0], reason="quota")
    scripted(ended(*requests))
    execute_run(run.pk)
    assert [(one.request, one.reason) for one in Verdict.objects.all()] == [(requests[0], "")]


def test_a_queued_run_belongs_to_whoever_started_it(edition, organiser) -> None:
    current, _requests = frozen(edition)
    run = start_run(current, by=organiser)
    job = Job.objects.get()
    assert (job.account, job.edition, job.key, job.label) == (
        organiser,
        edition.pk,
        f"run-{run.pk}",
        "Computing the meeting schedule",
    )


def test_a_run_whose_job_is_cancelled_meanwhile_ends_as_cancelled(edition, scripted) -> None:
    current, requests = frozen(edition)

    def cancelled(*_told):
        Job.objects.update(cancel_at=timezone.now())
        return ended(*requests)

    scripted(cancelled)
    run = start_run(current, by=None)
    assert execute(claim_next("worker", [compute_run.queue_name])) == "cancelled"
    run.refresh_from_db()
    assert (run.status, run.schedule) == ("failed", None)


@pytest.mark.parametrize(
    ("status", "failed"), [("waiting", True), ("running", True), ("done", False), ("cancelled", False), ("failed", False)]
)
def test_only_a_run_that_goes_on_is_marked_failed(edition, status, failed) -> None:
    run = make.make_run(make.make_round(edition), status=status)
    mark_failed("x" * 2001, run.pk)
    run.refresh_from_db()
    assert (run.status, run.fault, run.finished_at is not None) == (
        ("failed", "x" * 2000, True) if failed else (status, "", False)
    )


def test_a_queued_publication_belongs_to_whoever_asked(edition, organiser) -> None:
    run = make.make_run(make.make_round(edition, status="frozen"), status="done")
    job = PUBLISH.start(run.pk, by=organiser, edition=run.round.edition_id)
    assert (job.account, job.edition, job.key, job.label) == (
        organiser,
        edition.pk,
        f"publish-{run.pk}",
        "Publishing the meeting schedule",
    )
    assert (PUBLISH.start(run.pk, by=None, edition=run.round.edition_id), Job.objects.count()) == (job, 1)


def test_who_asked_for_a_publication_publishes_it(edition, organiser) -> None:
    schedule = gzip.compress(b"")
    run = make.make_run(make.make_round(edition, status="open"), status="done", schedule=schedule)
    job = PUBLISH.start(run.pk, by=organiser, edition=run.round.edition_id)
    assert execute(claim_next("worker", ["default"])) == "failed"
    job.refresh_from_db()
    assert job.fault == "Refused: Only a frozen round can be published, and only once."
