"""Let a whole worker work in this process: lanes, beats, stopping, a database that goes away."""

from __future__ import annotations

import signal
import threading
import time

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.jobs import executing, reaping
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job, Timetable, Worker
from praya.core.jobs.queries import job_progress
from praya.core.jobs.worker import JobWorker, Pace
from tests.core.jobs import probes

pytestmark = pytest.mark.django_db(transaction=True)
QUICK = Pace(idle=0.02, beat=0.05, round=0.1, silent=60, grace=0.3)


def wait_until(is_true, seconds=15.0):
    limit = time.monotonic() + seconds
    while not is_true() and time.monotonic() < limit:
        time.sleep(0.02)
    assert is_true()


class Running:
    """Run a worker in a thread until the block ends."""

    def __init__(self, *lanes, pace=QUICK):
        self.worker = JobWorker(lanes or ("solve", "default,mail"), pace=pace)
        self.thread = threading.Thread(target=self.run)

    def run(self):
        self.worker.run()
        connection.close()

    def __enter__(self):
        self.thread.start()
        return self.worker

    def __exit__(self, *words):
        self.worker.stop()
        self.thread.join(30)
        assert not self.thread.is_alive()


def test_draining_worker_does_everything_and_ends():
    for number in range(5):
        enqueue(probes.add_entry, number)
    worker = JobWorker(pace=QUICK, is_draining=True)

    assert (worker.run(), Entry.objects.filter(action="probe").count(), Worker.objects.count()) == (5, 5, 0)
    assert Timetable.objects.count() == 0


def test_long_work_does_not_keep_short_jobs_waiting():
    long = enqueue(probes.long_work, 100_000)
    with Running():
        wait_until(lambda: job_progress(long.pk).state == "running")
        short = enqueue(probes.add_entry, 1)
        wait_until(lambda: job_progress(short.pk).state == "done")
        assert job_progress(long.pk).state == "running"
    assert (job_progress(long.pk).state, Job.objects.get(pk=long.pk).attempts, Worker.objects.count()) == ("waiting", 0, 0)


def test_job_at_work_may_finish_within_the_grace():
    job = enqueue(probes.add_entry, 1, seconds=0.4)
    with Running(pace=Pace(idle=0.02, grace=10.0)):
        wait_until(lambda: job_progress(job.pk).state == "running")
    assert job_progress(job.pk).state == "done"


def test_beat_moves_on_and_periodic_jobs_are_queued():
    with Running():
        wait_until(Worker.objects.exists)
        first = Worker.objects.get().beat_at
        wait_until(lambda: Worker.objects.get().beat_at > first)
        wait_until(lambda: Timetable.objects.filter(task="praya.core.jobs.tasks.prune_jobs").exists())
        assert (
            Worker.objects.get().beat_at > first,
            Timetable.objects.filter(task="praya.core.jobs.tasks.prune_jobs").count(),
        ) == (True, 1)


def test_worker_thought_dead_signs_on_again_and_gives_up_its_job():
    job = enqueue(probes.long_work, 100_000)
    with Running():
        wait_until(lambda: job_progress(job.pk).state == "running")
        before = Worker.objects.get().pk
        Worker.objects.all().delete()
        wait_until(lambda: Worker.objects.exclude(pk=before).exists())
        wait_until(lambda: Job.objects.get(pk=job.pk).worker == Worker.objects.get().pk)
    assert (job_progress(job.pk).state, Worker.objects.count()) == ("waiting", 0)


def test_database_that_is_away_for_a_while(monkeypatch):
    monkeypatch.setattr("praya.core.jobs.worker.FAULT_PAUSE", 0.05)
    real, failures = executing.claim_next, iter([True, True])

    def unsteady(worker, queues):
        if next(failures, False):
            raise OperationalError("gone away")
        return real(worker, queues)

    monkeypatch.setattr("praya.core.jobs.worker.claim_next", unsteady)
    job = enqueue(probes.add_entry, 1)
    with Running("default"):
        wait_until(lambda: job_progress(job.pk).state == "done")
    assert Entry.objects.filter(action="probe", subject="1").count() == 1


def test_end_that_could_not_be_written_is_written_later(monkeypatch):
    monkeypatch.setattr("praya.core.jobs.worker.FAULT_PAUSE", 0.05)
    real, failures = executing.succeed, iter([True])

    def unsteady(execution, value):
        if next(failures, False):
            raise OperationalError("gone away")
        return real(execution, value)

    monkeypatch.setattr(executing, "succeed", unsteady)
    job = enqueue(probes.add_entry, 1)
    with Running("default"):
        wait_until(lambda: Job.objects.get(pk=job.pk).fault == "OperationalError: gone away")
        # Tried again after its delay: here at once.
        Job.objects.get(pk=job.pk).result.__class__.objects.filter(pk=job.pk).update(run_after=timezone.now())
        wait_until(lambda: job_progress(job.pk).state == "done")
    assert Entry.objects.filter(action="probe", subject="1").count() == 1


def test_fault_of_the_database_itself_does_not_end_the_worker(monkeypatch):
    from django.db import DatabaseError

    calls = []

    def broken(**words):
        calls.append(1)
        raise DatabaseError("no such table")

    real = reaping.take_over_from_dead
    worker = JobWorker(["default"], pace=QUICK)
    worker.tasks = {}
    monkeypatch.setattr(reaping, "take_over_from_dead", broken)
    assert (worker._safely(worker._round), len(calls)) == (None, 1)
    monkeypatch.setattr(reaping, "take_over_from_dead", real)
    assert worker._safely(worker._round) is False


@pytest.fixture
def own_signals():
    """Give the signals back as they were, and end a test that waits for itself."""
    numbers = signal.SIGTERM, signal.SIGINT, signal.SIGALRM
    before = [signal.getsignal(number) for number in numbers]

    def give_up(number, frame):
        raise TimeoutError("the signal's work waits for the thread that it interrupted")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(10)
    yield
    signal.alarm(0)
    for number, act in zip(numbers, before, strict=True):
        signal.signal(number, act)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_stop_the_worker(own_signals, number):
    worker = JobWorker(pace=QUICK)
    worker.stop_on_signals()
    assert worker.stopping.is_set() is False
    signal.raise_signal(number)
    assert worker.stopping.wait(5) is True


def test_signals_may_come_at_any_moment_and_twice(own_signals):
    worker = JobWorker(pace=QUICK)
    worker.stop_on_signals()
    with worker.stopping._cond:  # the main thread holds this lock whenever it begins or ends to wait
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
    assert worker.stopping.wait(5) is True
