"""Put jobs that harm their neighbours among good ones, and count what became of all of them."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.audit.models import Entry
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job
from praya.core.jobs.queries import progress_of
from tests.core.jobs import poisons, probes
from tests.ops.killing import start_worker, stop

POISONS = ("aborts", "is_killed", "holds_a_transaction")


@dataclass(frozen=True)
class Harm:
    """Count what poison did: `late` are seconds after the hour of each timed job, `states` those of the culprits."""

    good: int
    lost: int
    twice: int
    innocents: int
    innocents_done: int
    given_up: int
    late: list[float]
    untimely: int
    states: dict[str, str]
    executions: dict[str, int]
    good_seconds: float
    seconds: float
    running: int = 0
    halves: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def latest(self) -> float:
        """Return how late the latest timed job was."""
        return max(self.late, default=0.0)

    @property
    def middle(self) -> float:
        """Return how late the middle one was."""
        return median(self.late) if self.late else 0.0


def poison(
    *, good: int, workers: int, timed: int = 10, innocents: int = 5, innocent_seconds: float = 1.0, over: float = 20.0,
    kinds: Sequence[str] = POISONS, seed: int = 1, limit: float = 300.0,
) -> Harm:  # fmt: skip  # one row a line
    """Queue good jobs with poison among them, long innocent ones beside and timed ones over so many seconds; let workers work."""
    chance = random.Random(seed)
    places = {chance.randrange(good): kind for kind in kinds}
    while len(places) < len(kinds):
        places = {chance.randrange(good): kind for kind in kinds}
    culprits = {}
    for number in range(good):
        if number in places:
            culprits[places[number]] = enqueue(getattr(poisons, places[number]))
        enqueue(probes.add_entry, number)
    for number in range(innocents):
        enqueue(poisons.innocent, number, innocent_seconds)
    running = [start_worker(lanes=None) for _ in range(workers)]
    began = time.monotonic()
    good_seconds = 0.0
    try:
        _wait_for_the_first(began + limit)
        now = timezone.now()
        for number in range(timed):
            due = now + timedelta(seconds=1 + over * number / timed)
            enqueue(poisons.punctual, number, due.isoformat(), run_after=due)
        while time.monotonic() < began + limit:
            connections.close_all()
            open_jobs = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
            if not good_seconds and not open_jobs.filter(task_path=probes.add_entry.module_path).exists():
                good_seconds = time.monotonic() - began
            if not open_jobs.exists():
                break
            # As `praya serve` does it; a worker that keeps its jobs apart has no need.
            running = [start_worker(lanes=None) if one.poll() is not None else one for one in running]
            time.sleep(0.2)
        return count(good, innocents, timed, culprits, good_seconds, time.monotonic() - began)
    finally:
        stop(running)
        connections.close_all()


def _wait_for_the_first(limit: float) -> None:
    while time.monotonic() < limit and not DBTaskResult.objects.exclude(status="READY").exists():
        connections.close_all()
        time.sleep(0.05)


def count(good, innocents, timed, culprits, good_seconds, seconds) -> Harm:  # type: ignore[no-untyped-def]
    """Count what became of so many good, innocent and timed jobs and of the culprits."""
    done = Counter(Entry.objects.filter(action="probe").values_list("subject", flat=True))
    late = [entry.after["late"] for entry in Entry.objects.filter(action="punctual")]
    found = {kind: Job.objects.select_related("result").get(pk=job.pk) for kind, job in culprits.items()}
    spared = Entry.objects.filter(action="innocent").values("subject").distinct().count()
    innocent_paths = [probes.add_entry.module_path, poisons.innocent.module_path, poisons.punctual.module_path]
    return Harm(
        good=good,
        lost=good - len(done),
        twice=sum(done.values()) - len(done),
        innocents=innocents,
        innocents_done=spared,
        given_up=DBTaskResult.objects.filter(status="FAILED", task_path__in=innocent_paths).count(),
        late=sorted(late),
        untimely=timed - len(late),
        states={kind: progress_of(job).state for kind, job in found.items()},
        executions={kind: len(job.result.worker_ids) for kind, job in found.items()},
        good_seconds=round(good_seconds, 1),
        seconds=round(seconds, 1),
        running=DBTaskResult.objects.filter(status="RUNNING").count(),
        halves=Entry.objects.filter(action="poison").count(),
        faults={kind: job.fault for kind, job in found.items()},
    )
