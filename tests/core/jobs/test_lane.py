"""Let a lane work in this process: a database that goes away, names that it does not know, transactions that it watches."""

from __future__ import annotations

import itertools
import logging
import resource
import time

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.audit.models import Entry
from praya.core.jobs import executing, lane
from praya.core.jobs.actions import enqueue
from praya.core.jobs.board import FINISH, INTERRUPT, Board
from praya.core.jobs.context import JobContext
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.lane import NO_MEMORY, NO_PARENT, Lane, limited_memory, safely, watched_transactions
from praya.core.jobs.models import UNKNOWN, Job, Worker
from praya.core.jobs.queries import job_progress, oldest_waiting_seconds, unknown_jobs
from tests.core.jobs import poisons, probes

pytestmark = pytest.mark.django_db(transaction=True)


def drained(**words) -> Lane:
    made = Lane(Board(), ["default", "mail", "solve"], "c" * 16, idle=0.01, is_draining=True, **words)
    assert made.run() == 0
    return made


def entries():
    return sorted(Entry.objects.filter(action="probe").values_list("subject", flat=True))


def test_lane_does_what_is_ready_and_signs_off():
    for number in range(3):
        enqueue(probes.add_entry, number)
    done = drained()

    assert (entries(), done.board.done, done.board.busy_since, Worker.objects.count()) == (["0", "1", "2"], 3, 0.0, 0)


def test_database_that_is_away_for_a_while(monkeypatch):
    monkeypatch.setattr(lane, "FAULT_PAUSE", 0.01)
    real, failures = claim_next, iter([True, True])

    def unsteady(*words):
        if next(failures, False):
            raise OperationalError("gone away")
        return real(*words)

    monkeypatch.setattr(lane, "claim_next", unsteady)
    enqueue(probes.add_entry, 1)
    drained()
    assert entries() == ["1"]


def test_end_that_could_not_be_written_is_written_later(monkeypatch):
    monkeypatch.setattr(lane, "FAULT_PAUSE", 0.01)
    real, failures = executing.succeed, iter([True])

    def unsteady(execution, value):
        if next(failures, False):
            raise OperationalError("gone away")
        return real(execution, value)

    monkeypatch.setattr(executing, "succeed", unsteady)
    job = enqueue(probes.add_entry, 1)
    drained()
    assert Job.objects.get(pk=job.pk).fault == "OperationalError: gone away"
    # Tried again after its delay: here at once.
    DBTaskResult.objects.filter(pk=job.pk).update(run_after=timezone.now())
    drained()
    assert (job_progress(job.pk).state, entries()) == ("done", ["1"])


def test_end_that_cannot_be_written_before_the_lane_stops_is_left_to_others(monkeypatch):
    def broken(execution, value):
        made.board.order = FINISH
        raise OperationalError("gone away")

    monkeypatch.setattr(executing, "succeed", broken)
    job = enqueue(probes.add_entry, 1)
    made = Lane(Board(), ["default"], "c" * 16, is_draining=True)
    assert (made.run(), job_progress(job.pk).state) == (0, "waiting")


def test_fault_of_the_database_itself_does_not_end_the_lane():
    def broken():
        raise DatabaseError("no such table")

    assert (safely(broken), safely(lambda: 0), safely(lambda: 2)) == (None, False, 2)


def test_whoever_asks_without_waiting_long_warns_only_of_what_is_no_lock(caplog):
    def locked():
        raise OperationalError("database is locked")

    def gone():
        raise OperationalError("connection failed")

    for act, warns in itertools.product((locked, gone), (True, False)):
        assert safely(act, warns_of_locks=warns) is None
    told = [(one.getMessage().rsplit(": ", 1)[1], one.levelname) for one in caplog.records if one.levelno >= logging.WARNING]
    assert told == [("database is locked", "WARNING"), *[("connection failed", "WARNING")] * 2]


def test_name_that_this_version_does_not_know_waits():
    newer, known = enqueue(probes.add_entry, 1), enqueue(probes.add_entry, 2)
    DBTaskResult.objects.filter(pk=newer.pk).update(
        task_path="praya.core.jobs.tasks.of_tomorrow", enqueued_at=timezone.now() - timezone.timedelta(hours=1)
    )
    made = drained()

    assert (job_progress(newer.pk).state, job_progress(known.pk).state) == ("waiting", "done")
    assert (Job.objects.get(pk=newer.pk).attempts, Job.objects.get(pk=newer.pk).fault) == (0, UNKNOWN)
    assert (made.unknown, [job.pk for job in unknown_jobs()]) == ({"praya.core.jobs.tasks.of_tomorrow"}, [newer.pk])
    assert oldest_waiting_seconds() == 0.0
    # A worker of the version that has it.
    DBTaskResult.objects.filter(pk=newer.pk).update(task_path=probes.add_entry.module_path)
    drained()
    assert (job_progress(newer.pk).state, entries(), list(unknown_jobs())) == ("done", ["1", "2"], [])


def test_busy_database_is_no_fault_of_the_job(monkeypatch):
    def locked(*words, **named):
        raise OperationalError("database is locked")

    job = enqueue(probes.run_errand, 1)
    monkeypatch.setattr("tests.core.jobs.probes.record", locked)
    for _ in range(5):
        execute(claim_next("w", ["default"]))
        DBTaskResult.objects.filter(pk=job.pk).update(run_after=timezone.now())
    assert (job_progress(job.pk).state, Job.objects.get(pk=job.pk).attempts) == ("waiting", 5)
    monkeypatch.undo()
    drained()
    assert (job_progress(job.pk).state, entries()) == ("done", ["1"])


def test_lack_of_memory_ends_the_process(monkeypatch):
    def starved(*words, **named):
        raise MemoryError

    enqueue(probes.add_entry, 1)
    monkeypatch.setattr("tests.core.jobs.probes.record", starved)
    assert Lane(Board(), ["default"], "c" * 16, is_draining=True).run() == NO_MEMORY


def test_lane_that_nobody_keeps_ends():
    assert Lane(Board(), ["default"], "c" * 16, keeper=1).run() == NO_PARENT


def test_memory_is_limited_to_what_the_job_may_take_more():
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with limited_memory(64):
        with pytest.raises(MemoryError):
            poisons.grows.func(None)
        assert len(bytearray(8 << 20)) == 8 << 20
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_board_counts_the_time_of_a_job_and_of_its_transaction():
    board = Board()
    assert (board.excess(), board.busy_since) == ("", 0.0)
    with board.working(10.0, 0.02, 64):
        assert (board.excess(), board.memory_mb) == ("", 64)
        with watched_transactions(board), transaction.atomic():
            with transaction.atomic():
                time.sleep(0.03)
            assert board.excess() == "it held a transaction for longer than 0.02 s"
        assert board.excess() == ""
    with board.working(0.01, 10.0, 64):
        time.sleep(0.02)
        assert board.excess() == "it took longer than 0.01 s"
    assert (board.excess(), board.done, connection.in_atomic_block) == ("", 2, False)


def test_a_board_is_the_bell_of_a_job():
    board = Board()
    enqueue(probes.long_work, 1000)
    execution = claim_next("w", ["solve"])
    context = JobContext(task_result=execution.result.task_result, claim=execution.claim, interrupt=board)
    rung = [board.is_set(), context.still_mine()]
    board.order = INTERRUPT
    assert (rung, board.is_set(), context.still_mine()) == ([False, True], True, False)
