"""Let worker processes do jobs and kill some of them at random moments; count what was lost or done twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from praya.core.audit.models import Entry
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job, Worker
from tests.core.jobs import probes

ONE_WORKER = """
import sys
import django
django.setup()
from django.conf import settings
from praya.core.jobs import lane, worker
lane.FAULT_PAUSE = 0.2
pace = worker.Pace(idle=0.05, beat=1.0, round=0.3)
engine = worker.JobWorker(LANES, pace=pace)
engine.stop_on_signals()
engine.run()
"""


@dataclass(frozen=True)
class Tally:
    """Count jobs by what became of them: effects are entries of the trail."""

    jobs: int
    lost: int
    twice: int
    executions: int
    kills: int
    seconds: float
    executed_by: int


def start_worker(lanes: Sequence[str] | None = ("default,mail",)) -> subprocess.Popen:
    """Start one worker process on the database of this connection; without lanes, with the usual ones."""
    script = ONE_WORKER.replace("LANES", repr(list(lanes)) if lanes else "worker.LANES")
    return subprocess.Popen([sys.executable, "-c", script], env=environment_of_worker(), start_new_session=True)


def environment_of_worker() -> dict[str, str]:
    """Return the environment in which a process works on the database of this connection."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{settings['NAME']}"
    else:
        user = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
        url = f"postgresql://{user}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
        if settings["OPTIONS"].get("host"):
            url += f"?host={settings['OPTIONS']['host']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return environment | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "praya.site.settings", "PRAYA_SQLITE_SYNCHRONOUS": "OFF"}


def stop(workers: Sequence[subprocess.Popen]) -> None:
    """End the workers that still run."""
    for worker in workers:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
    for worker in workers:
        try:
            worker.wait(20)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def rehearse(*, jobs: int, workers: int, kills: int, seconds_each: float, seed: int, limit: float = 120.0) -> Tally:
    """Queue jobs, start workers, kill one at `kills` random moments (another takes its place), and count.

    With no kill asked for beyond one and two workers, the survivor does the rest alone.
    """
    chance = random.Random(seed)
    for number in range(jobs):
        enqueue(probes.add_entry, number, seconds=seconds_each)
    running = [start_worker() for _ in range(workers)]
    began, killed = time.monotonic(), 0
    try:
        _wait_for_first_claims(workers, began + limit)
        while _unfinished() and time.monotonic() < began + limit:
            if all(worker.poll() is not None for worker in running):
                raise RuntimeError("every worker has ended by itself; look at what it printed")
            time.sleep(chance.uniform(0.0, 0.1) if killed < kills else 0.1)
            # Only a worker with a job in its hands, or the kill would prove nothing.
            busy = _busy() if killed < kills else set()
            if victims := [worker for worker in running if worker.pid in busy and worker.poll() is None]:
                victim = chance.choice(victims)
                victim.kill()
                victim.wait()
                killed += 1
                if kills > 1:
                    running.append(start_worker())
    finally:
        stop(running)
    effects = list(Entry.objects.filter(action="probe").values_list("subject", flat=True))
    ours = DBTaskResult.objects.filter(task_path=probes.add_entry.module_path)
    results = list(ours.values_list("worker_ids", flat=True))
    connections.close_all()
    return Tally(
        jobs=jobs,
        lost=jobs - len(set(effects)),
        twice=len(effects) - len(set(effects)),
        executions=sum(len(ids) for ids in results),
        kills=killed,
        seconds=round(time.monotonic() - began, 1),
        executed_by=len({worker for ids in results for worker in ids}),
    )


def _unfinished() -> int:
    connections.close_all()
    return DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count()


def _busy() -> set[int]:
    """Return the workers of which a process holds a job at this moment."""
    holding = Job.objects.filter(result__status="RUNNING").values("worker")
    return set(Worker.objects.filter(pk__in=holding).values_list("keeper", flat=True))


def _wait_for_first_claims(workers: int, limit: float) -> None:
    """Kill nobody before everybody works: a worker that has not begun would be a poor witness."""
    while time.monotonic() < limit:
        connections.close_all()
        ids = {worker for held in DBTaskResult.objects.values_list("worker_ids", flat=True) for worker in held}
        if len(ids) >= workers or not _unfinished():
            return
        time.sleep(0.05)
