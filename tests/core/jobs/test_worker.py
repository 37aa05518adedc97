"""Let a whole worker work: lanes, beats, stopping, limits, a parent that is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.jobs import backend, reaping, worker
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job, Timetable, Worker
from praya.core.jobs.queries import job_progress
from praya.core.jobs.worker import JobWorker, Pace
from tests.core.jobs import poisons, probes
from tests.core.jobs.working import QUICK, Working, lives, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="a dead process is told by /proc")


def drain(*lanes):
    """Let a worker, whose processes are forked from this one, do whatever is ready."""
    return JobWorker(lanes or worker.LANES, Pace(**QUICK), is_draining=True).run()


def state(job):
    return job_progress(job.pk).state


def test_draining_worker_does_everything_and_ends():
    for number in range(5):
        enqueue(probes.add_entry, number)

    assert (drain(), Entry.objects.filter(action="probe").count(), Worker.objects.count()) == (5, 5, 0)
    assert Timetable.objects.count() == 0


def test_long_work_does_not_keep_short_jobs_waiting():
    long = enqueue(probes.long_work, 100_000)
    with Working():
        wait_until(lambda: state(long) == "running")
        short = enqueue(probes.add_entry, 1)
        wait_until(lambda: state(short) == "done")
        assert state(long) == "running"
    assert (state(long), Job.objects.get(pk=long.pk).attempts, Worker.objects.count()) == ("waiting", 0, 0)


def test_job_at_work_may_finish_within_the_grace():
    job = enqueue(probes.add_entry, 1, seconds=0.4)
    with Working(grace=10.0):
        wait_until(lambda: state(job) == "running")
    assert state(job) == "done"


@needs_proc
def test_job_that_does_not_listen_is_handed_back_without_a_strike():
    job = enqueue(poisons.innocent, 1, 60)
    with Working():
        wait_until(lambda: state(job) == "running")
    row = Job.objects.get(pk=job.pk)
    assert (state(job), row.strikes, row.deaths, row.attempts, Worker.objects.count()) == ("waiting", 0, 0, 0, 0)


def test_beat_moves_on_and_periodic_jobs_are_queued():
    with Working():
        wait_until(lambda: Worker.objects.count() == 3)
        first = Worker.objects.order_by("pk").first()
        wait_until(lambda: Worker.objects.get(pk=first.pk).beat_at > first.beat_at)
        wait_until(lambda: Timetable.objects.filter(task="praya.core.jobs.tasks.prune_jobs").exists())
    assert Job.objects.filter(result__task_path="praya.core.jobs.tasks.prune_jobs").count() == 1


def test_process_thought_dead_gives_up_its_job_and_another_signs_on():
    job = enqueue(probes.long_work, 100_000)
    with Working():
        wait_until(lambda: state(job) == "running")
        before = set(Worker.objects.values_list("pk", flat=True))
        Worker.objects.all().delete()
        wait_until(lambda: Worker.objects.exclude(pk__in=before).count() == 3)
        wait_until(lambda: Job.objects.get(pk=job.pk).worker in set(Worker.objects.values_list("pk", flat=True)))
    assert (state(job), Worker.objects.count()) == ("waiting", 0)


REASONS = {
    "aborts": "its process was ended by SIGABRT",
    "is_killed": "its process was ended by SIGKILL",
    "grows_beyond_its_share": "it needed more than 64 MB of memory",
    "leaves": "its process ended with 0",
    "exits": "its process ended with 70",
    "sleeps": "it took longer than 0.5 s",
    "holds_a_transaction": "it held a transaction for longer than 0.6 s",
}


@pytest.mark.parametrize("kind", REASONS)
def test_job_that_ends_its_process_gets_a_strike_and_its_lane_another_process(kind, monkeypatch):
    monkeypatch.setattr(backend, "WRITING", {"sqlite": 0.6, "postgresql": 0.6})
    job, good = enqueue(getattr(poisons, kind)), enqueue(probes.add_entry, 1)
    drain()
    row = Job.objects.get(pk=job.pk)

    assert (row.strikes, row.attempts, row.fault, state(job), state(good)) == (1, 1, REASONS[kind], "waiting", "done")
    assert (Worker.objects.count(), Entry.objects.filter(action="poison").count()) == (0, 0)


def test_lanes_that_take_long_to_end_do_not_cut_the_others_short(monkeypatch, caplog):
    sign_off = reaping.sign_off

    def slowly(*words, **named):
        sign_off(*words, **named)
        time.sleep(0.3)  # in the process of the lane: its row is gone, and it is not

    monkeypatch.setattr(reaping, "sign_off", slowly)
    job = enqueue(poisons.sleeps)
    drain()

    assert (Job.objects.get(pk=job.pk).strikes, state(job)) == (1, "waiting")
    assert "thought dead" not in caplog.text


def test_without_its_limit_a_sleeper_is_not_ended(monkeypatch):
    """Show that the test above sees a limit that is not kept.

    The keeper is stopped between two looks: a signal may fall into a query of its own, and what raises there leaves
    a connection on which no later test can ask anything.
    """
    monkeypatch.setattr("praya.core.jobs.board.Board.excess", lambda board: "")
    look, limit = JobWorker._look, time.monotonic() + 3

    def look_until(keeper):
        if time.monotonic() > limit:
            keeper._kill_all()
            raise Rung
        look(keeper)

    monkeypatch.setattr(JobWorker, "_look", look_until)
    job = enqueue(poisons.sleeps)
    with pytest.raises(Rung):
        drain()
    assert Job.objects.get(pk=job.pk).strikes == 0


class Rung(BaseException):
    """Say that the time is over; no fault that a worker survives, as TimeoutError would be."""


def lateness(*lanes):
    """Return how late a timed job is behind one that takes three seconds."""
    now = timezone.now()
    enqueue(poisons.dawdles, 3.0, run_after=now - timedelta(seconds=1))
    enqueue(poisons.punctual, 1, now.isoformat(), run_after=now)
    drain(*lanes)
    return Entry.objects.get(action="punctual").after["late"]


def test_what_is_timed_waits_for_nobody_of_its_own_lane():
    assert lateness("timed") < 2.5


def test_in_one_lane_with_others_it_would_wait():
    """Show that the test above sees a timed job that stands behind another."""
    assert lateness("default,mail,timed") >= 3.0


def test_worker_without_a_lane_for_what_is_timed_has_one_all_the_same():
    assert JobWorker(["default,mail"]).queues == [["default", "mail"], ["timed"]]
    assert JobWorker(["solve"]).queues == [["solve"]]
    assert JobWorker(["default,timed"]).queues == [["default", "timed"]]


@needs_proc
def test_no_process_outlives_a_killed_worker():
    job = enqueue(poisons.innocent, 1, 60)
    with Working() as working:
        wait_until(lambda: state(job) == "running" and len(working.children()) == 3)
        children = working.children()
        working.end(signal.SIGKILL)
        began = time.monotonic()
        wait_until(lambda: not any(lives(child) for child in children))
        assert time.monotonic() - began < 1.0
    drain("default")
    row = Job.objects.get(pk=job.pk)
    assert (state(job), row.deaths, row.strikes, Worker.objects.count()) == ("waiting", 1, 0, 0)


WATCHED = """
import os, sys, time
from praya.core.jobs.parents import die_with_parent
die_with_parent(int(sys.argv[1]))
print("lives", flush=True)
time.sleep(60)
"""


def test_process_whose_parent_is_gone_ends_at_once():
    ended = subprocess.run([sys.executable, "-c", WATCHED, "1"], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")


def test_worker_whose_parent_is_gone_kills_its_processes_and_ends():
    enqueue(poisons.innocent, 1, 60)
    began = time.monotonic()
    JobWorker(["solve"], Pace(**QUICK), parent=1).run()

    assert (time.monotonic() - began < 10, Worker.objects.count()) == (True, 0)


def test_process_that_dies_before_its_first_job_is_not_replaced_without_end(monkeypatch):
    forks = []

    def broken(lane):
        import os

        os._exit(9)

    real = JobWorker._start
    monkeypatch.setattr(worker, "_leave", broken)
    monkeypatch.setattr(JobWorker, "_start", lambda one, queues: (forks.append(queues), real(one, queues)))
    engine = JobWorker(["solve"], Pace(**QUICK))
    engine.tasks = {}
    limit = time.monotonic() + 1.2
    while time.monotonic() < limit:
        engine._look()
        time.sleep(0.02)
    engine._end()
    assert 2 <= len(forks) <= 3


@pytest.fixture
def own_signals():
    """Give the signals back as they were."""
    numbers = signal.SIGTERM, signal.SIGINT
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, act in zip(numbers, before, strict=True):
        signal.signal(number, act)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_stop_the_worker_also_twice(own_signals, number):
    engine = JobWorker(pace=Pace(**QUICK))
    engine.stop_on_signals()
    assert engine.is_stopping is False
    signal.raise_signal(number)
    signal.raise_signal(number)
    assert engine.is_stopping is True
