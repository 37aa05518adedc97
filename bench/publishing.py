"""Publish a schedule to thousands of people while pages are read, then another one while the worker is killed again and again.

    script/bench publishing [--database URL] [--people 4000] [--kills 10] [--readers 4] [--seed 1]

Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of the URL and dropped again. Server
and worker are processes as an installation has them; readers are clients that ask for one page after another from the press
of *Publish* until the last letter is let go. Letters are files, as where no mail server is set. A job that loses its worker
five times is held for a person to look at, so that fewer of the kills hit the publication and the others the sending.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.conflicts import own_database
from bench.letters import messages_in
from bench.pages import cookie, fetch, served

QUEUED = Bar("letters made and let go after the press of Publish", 60, "s", "wall")
SLOW = Bar("pages meanwhile, 95 in 100 answered within", 200, "ms", "wall")
READ = Bar("pages read meanwhile", 20, "pages", is_floor=True)
WRONG = Bar("pages not answered with 200", 0, "pages")
SAID = Bar("the slowest wish said meanwhile", None, "ms", "wall")
MISSING, TWICE = Bar("readers without their letter", 0, "readers"), Bar("readers with two letters", 0, "readers")
UNTOLD = Bar("people not told once on their page", 0, "people")
BOOKED = Bar("requests not booked once", 0, "requests")
KILLED = Bar("workers killed", 1, "workers", is_floor=True)
BARS = (QUEUED, SLOW, READ, WRONG, SAID, MISSING, TWICE, UNTOLD, BOOKED, KILLED)
# One fewer than the deaths after which a job is held (`core/jobs/quarantine.py`).
KILLS_OF_ONE_JOB = 4
LONGEST = 900.0
PAUSE = 0.1
WORKER = """
from datetime import timedelta
from praya.site.starting import start_django
start_django()
from django.conf import settings
from praya.core.jobs import lane, worker
from praya.core.letters import queries, sending
settings.MAIL_PER_MINUTE = AT_MOST
queries.PAUSE = sending.PAUSE = timedelta(seconds=1)  # a killed worker's letters are not waited for two minutes
lane.FAULT_PAUSE = 0.2
engine = worker.JobWorker(worker.LANES, pace=worker.Pace(beat=1.0, round=0.3))
engine.stop_on_signals()
engine.run()
"""


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Publish twice, and judge how long it takes, what pages take meanwhile, and that everybody is told once."""
    parser = argparse.ArgumentParser(prog="script/bench publishing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    for name, usual in (("people", 4000), ("kills", 10), ("readers", 4), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-publishing-") as folder, own_database(options.database, folder) as address:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        edition = market_of(options.people)
        marks = [*in_peace(edition, options), *under_kills(edition, options)]
    return Result(tuple(marks), {"people": options.people})


def market_of(people: int) -> Any:
    """Make an edition with so many delegates, who meet by video, so that no hall decides how many are placed."""
    from django.db import transaction
    from tests import builders as make

    from praya.meet.parties.models import Party

    with transaction.atomic():
        edition = make.make_edition("autumn")
        make.make_team_member(edition)
        found = [make.make_delegate(edition, name=f"Guest {number}", site=None) for number in range(people)]
        Party.objects.bulk_create([Party(edition=edition, delegate=one) for one in found], batch_size=500)
    return edition


def computed(edition: Any, shift: int) -> Any:
    """Let everybody ask somebody else than in the last round, freeze it and compute the schedule; return the run."""
    from django.utils import timezone

    from praya.match.requests.rounds import freeze_round, open_round
    from praya.match.requests.writing import add_requests, new_request
    from praya.match.scheduling.runs import begin_run, execute_run
    from praya.meet.parties.models import Party

    now = timezone.now()
    opened = open_round(edition, by=None)
    forget_letters(edition)
    parties = list(Party.objects.filter(edition=edition, delegate__isnull=False).order_by("pk").values_list("pk", flat=True))
    half = len(parties) // 2
    pairs = [(parties[place], parties[half + (place + shift) % half]) for place in range(half)]
    new = [new_request(edition.pk, *pair, at=now, status="accepted", answered_at=now) for pair in pairs]
    add_requests([(request, ()) for request in new])
    run = begin_run(freeze_round(opened, by=None, at=now), by=None, seconds=10)
    execute_run(run.pk)
    run.refresh_from_db()
    if run.status != run.Status.DONE:
        raise RuntimeError(f"the run ended as {run.status}: {run.fault}")
    return run


def forget_letters(edition: Any) -> None:
    """Take away what the opening of the round has asked for: only the publication is counted."""
    from praya.core.letters.actions import forget_letters_of

    forget_letters_of([edition.pk])


def in_peace(edition: Any, options: argparse.Namespace) -> list[Mark]:
    """Publish beside readers; return how long it took, and what pages took meanwhile."""
    run = computed(edition, 0)
    with served() as (_process, port), reading(edition, port, options.readers) as seen, working():
        began = time.monotonic()
        publish(run)
        until(lambda: release_held(edition) > 0)
        queued = time.monotonic() - began
    waits = sorted(wait for wait, status in seen["pages"] if status == 200)
    wrong = [status for _wait, status in seen["pages"] if status != 200]
    slow = waits[int(len(waits) * 0.95)] if waits else float("inf")
    print(f"published and let go in {queued:.1f} s; {len(waits)} pages, {len(seen['wishes'])} wishes", flush=True)
    return [
        QUEUED.mark(round(queued, 2), beside=f"{options.people} people"),
        SLOW.mark(round(1000 * slow, 1), beside=f"half within {1000 * waits[len(waits) // 2]:.0f} ms" if waits else ""),
        READ.mark(len(waits)),
        WRONG.mark(len(wrong), beside=", ".join(map(str, sorted(set(wrong))))),
        SAID.mark(round(1000 * max((wait for wait, _status in seen["wishes"]), default=0.0), 1)),
    ]


def under_kills(edition: Any, options: argparse.Namespace) -> list[Mark]:
    """Publish a second round, and kill the worker while it books and while it sends; return what is missing or done twice."""
    from praya.match.diary.models import Meeting
    from praya.match.requests.models import Request
    from praya.meet.notices.models import Notice

    run, dice = computed(edition, 1), random.Random(options.seed)
    folder = Path(os.environ["PRAYA_VAR"]) / "mail"
    for path in folder.glob("*.log"):
        path.unlink()
    publish(run)
    killed = killing(min(options.kills, KILLS_OF_ONE_JOB), dice, lambda: is_published(run))
    with working():
        until(lambda: is_published(run))
    release_held(edition)
    while letters_left(edition):
        killed += killing(min(options.kills - killed, KILLS_OF_ONE_JOB), dice, lambda: not letters_left(edition))
        before = letters_left(edition)
        # So many as may leave in a minute are sent, and the job ends: it is none that loses its worker again and again.
        share = options.people // 3 if killed < options.kills else 10**9
        with working(share):
            until(partial(is_below, edition, max(0, before - share // 2)))
    handed = [len(set(found)) for found in messages_in(folder).values()]
    told = Counter(Notice.objects.filter(kind="published", facts__round=run.round.number).values_list("delegate", flat=True))
    met = Counter(Meeting.objects.filter(run=run, request__isnull=False).values_list("request", flat=True))
    asked = Request.objects.filter(edition=edition, verdicts__run=run).count()
    return [
        MISSING.mark(options.people - len(handed) + sum(count < 1 for count in handed), beside=f"of {options.people}"),
        TWICE.mark(sum(count > 1 for count in handed)),
        UNTOLD.mark(options.people - sum(count == 1 for count in told.values())),
        BOOKED.mark(asked - sum(count == 1 for count in met.values()), beside=f"of {asked}"),
        KILLED.mark(killed),
    ]


def publish(run: Any) -> None:
    """Hand a run to the worker, as the press of *Publish* does."""
    from praya.core.accounts.models import Account
    from praya.match.scheduling.jobs import PUBLISH

    organiser = Account.objects.filter(teams__edition=run.round.edition_id).order_by("pk")[0]
    PUBLISH.start(run.pk, by=organiser, edition=run.round.edition_id)


def is_published(run: Any) -> bool:
    """Tell whether a run is published."""
    run.refresh_from_db(fields=["published_at"])
    return run.published_at is not None


def release_held(edition: Any) -> int:
    """Let the letters go that wait for an organiser; return how many."""
    from django.utils import timezone

    from praya.core.letters.actions import release
    from praya.core.letters.models import Mailing

    held = Mailing.objects.filter(edition=edition.pk, state=Mailing.State.HELD)
    return sum(release(mailing, by=None, at=timezone.now() - timedelta(minutes=1)) for mailing in held)


def letters_left(edition: Any) -> int:
    """Return how many letters have not left yet."""
    from praya.core.letters.models import Letter

    return int(Letter.objects.filter(edition=edition.pk, state=Letter.State.WAITING).count())


def is_below(edition: Any, count: int) -> bool:
    """Tell whether no more letters than so many have not left yet."""
    return letters_left(edition) <= count


def until(is_done: Callable[[], bool]) -> None:
    """Wait for something that the worker does."""
    began = time.monotonic()
    while not is_done():
        if time.monotonic() - began > LONGEST:
            raise RuntimeError(f"the worker has not come to an end within {LONGEST:.0f} s")
        time.sleep(0.2)


def started(most: int) -> subprocess.Popen[bytes]:
    """Start a worker with the processes of its lanes, as one group, that sends so many letters a minute."""
    script = WORKER.replace("AT_MOST", str(most))
    return subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL, start_new_session=True)


@contextmanager
def working(most: int = 10**9) -> Iterator[None]:
    """Let a worker do what waits, and send so many letters a minute."""
    worker = started(most)
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(60)


def killing(times: int, dice: random.Random, is_done: Callable[[], bool]) -> int:
    """Kill one worker after another while it has a job in its hands; return how often that was possible."""
    killed = 0
    while killed < times and not is_done():
        worker, began = started(10**9), time.monotonic()
        while not busy() and worker.poll() is None and time.monotonic() - began < 60 and not is_done():
            time.sleep(0.01)
        time.sleep(dice.uniform(0.0, 0.8))
        is_hit = busy()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        killed += is_hit
    return killed


def busy() -> bool:
    """Tell whether a worker has the publication or the letters in its hands."""
    from praya.core.jobs.models import Job

    claimed = Job.objects.exclude(claim="").exclude(claim=None)
    return claimed.filter(result__task_path__regex=r"(scheduling\.tasks\.publish|letters\.tasks\.send_letters)$").exists()


@contextmanager
def reading(edition: Any, port: int, readers: int) -> Iterator[dict[str, list[tuple[float, int]]]]:
    """Let readers ask for pages, and one say wishes, until the block ends; gives what each answer took, and its status."""
    from django.db import connection
    from django.urls import reverse
    from django.utils import timezone

    from praya.core.accounts.models import Account
    from praya.match.requests.actions import say_wish
    from praya.meet.accreditation.models import Delegate
    from praya.meet.parties.models import Party
    from praya.meet.parties.sides import side_of

    seen: dict[str, list[tuple[float, int]]] = {"pages": [], "wishes": []}
    over = threading.Event()
    delegates = [cookie(one) for one in Account.objects.filter(person__delegates__edition=edition).order_by("pk")[:readers]]
    paths = [reverse(name, args=[edition.slug]) for name in ("agenda", "requests", "people", "my_wishes")]

    def read(who: str, place: int) -> None:
        while not over.is_set():
            began = time.monotonic()
            status, _html = fetch(port, paths[place % len(paths)], who)
            seen["pages"].append((time.monotonic() - began, status))
            place += 1
            over.wait(PAUSE)

    def wish() -> None:
        side = side_of(Delegate.objects.filter(edition=edition).select_related("edition").order_by("pk")[0])
        other = Party.objects.filter(edition=edition).order_by("-pk")[0]
        while not over.is_set():
            began = time.monotonic()
            say_wish(side, other, "must" if len(seen["wishes"]) % 2 else "like", at=timezone.now())
            seen["wishes"].append((time.monotonic() - began, 200))
            over.wait(PAUSE)
        connection.close()

    threads = [threading.Thread(target=read, args=(who, place)) for place, who in enumerate(delegates)]
    threads.append(threading.Thread(target=wish))
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()
