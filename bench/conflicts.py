"""Let many clients accept, cancel and repair the same few calendars at once, then count what must never happen.

    script/bench conflicts [--database URL] [--clients 32] [--operations 40] [--unsafe]

Works on a database of its own: an SQLite file, or a PostgreSQL database made beside the one of the URL and dropped at
the end. `--unsafe` is the negative control: it plants a double booking, which the count must find.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bench.bars import Bar, Result, is_failed

RULES = Bar("rules broken", 0)
BOOKED = Bar("bookings that succeeded", 1, is_floor=True)
SECONDS = Bar("all clients done", None, "s", "wall")
BARS = (RULES, BOOKED)
NOW = datetime(2027, 3, 1, tzinfo=UTC)
THREADS = 8


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Run the clients, print the counts and judge that no rule was broken."""
    parser = argparse.ArgumentParser(prog="script/bench conflicts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--operations", type=int, default=40)
    parser.add_argument("--unsafe", action="store_true")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder, own_database(options.database, folder) as address:
        os.environ.update(DATABASE_URL=address, PRAYA_VAR=folder, DJANGO_SETTINGS_MODULE="praya.site.settings")
        result = measure(options)
    print(json.dumps(result, indent=1))
    marks = (
        RULES.mark(len(result["faults"]), beside=f"{result['attempts']} attempts of {result['clients']} clients"),
        BOOKED.mark(result["outcomes"].get("booked", 0)),
        SECONDS.mark(result["seconds"]),
    )
    return Result(marks, result)


@contextlib.contextmanager
def own_database(url: str, folder: str) -> Iterator[str]:
    """Make a database that nobody else uses, and remove it afterwards."""
    if not url.startswith("postgres"):
        yield f"sqlite:///{Path(folder) / 'conflicts.sqlite3'}"
        return
    import psycopg

    name = f"praya_conflicts_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Build the market, let the clients loose, and look at what they left."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    facts = build()
    connections.close_all()
    processes = max(1, options.clients // THREADS)
    threads = max(1, options.clients // processes)
    started = time.monotonic()
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        counts = pool.starmap(clients, [(number, threads, options.operations, facts) for number in range(processes)])
    seconds = time.monotonic() - started
    django.setup()
    if options.unsafe:
        plant_double_booking()
    total = sum((Counter(count) for count in counts), Counter())
    return {
        "database": os.environ["DATABASE_URL"].split(":", 1)[0],
        "clients": processes * threads,
        "attempts": total["attempts"],
        "outcomes": {name: count for name, count in sorted(total.items()) if name != "attempts"},
        "seconds": round(seconds, 1),
        "faults": faults() + [name for name in total if name.startswith("error")],
    }


def build() -> dict[str, list[int]]:
    """Make six exhibitors with two staff each, fourteen buyers and a request between each pair, on few tables."""
    from tests import builders as make

    from praya.meet.parties.models import Party

    edition = make.make_edition("conflicts")
    exhibitors = [make.calendar_of(make.make_exhibitor(edition, staff=2, has_stand=n < 3)) for n in range(6)]
    buyers = [make.make_calendar(make.make_delegate(edition)) for _ in range(14)]
    requests = [make.make_request(buyer, host, status="accepted") for buyer in buyers for host in exhibitors]
    requests += [make.make_request(a, b, status="accepted") for a, b in pairwise(buyers)]
    Party.objects.filter(pk__in=[buyer.pk for buyer in buyers[:5]]).update(quota_total=4)
    make.make_round(edition, status="published")
    from praya.meet.editions.grid import edition_grid, slots_in

    sites = list(edition.sites.all())
    grid = edition_grid(edition, sites)
    few = list(slots_in(grid.open_at[sites[0].pk]))[:5]
    return {"requests": [request.pk for request in requests], "slots": few, "edition": [edition.pk]}


def clients(number: int, threads: int, operations: int, facts: dict[str, list[int]]) -> Counter[str]:
    """Run some clients in this process, one thread each."""
    import django

    django.setup()
    found: list[Counter[str]] = [Counter() for _ in range(threads)]
    workers = [Thread(target=client, args=(random.Random(number * 100 + k), operations, facts, found[k])) for k in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(found, Counter())


def client(chance: random.Random, operations: int, facts: dict[str, list[int]], count: Counter[str]) -> None:
    """Do one random thing after the other and count how each ended."""
    from django.db import connections

    from praya.core.actions.refusing import Refused

    for _ in range(operations):
        act = chance.choices([accept, call_off, repair], [6, 3, 1])[0]
        count["attempts"] += 1
        try:
            count[act(chance, facts)] += 1
        except Refused:
            count[f"{act.__name__} refused"] += 1
        except Exception as fault:
            count[f"error {act.__name__}: {type(fault).__name__}: {str(fault)[:200]}"] += 1
    connections.close_all()


def accept(chance: random.Random, facts: dict[str, list[int]]) -> str:
    """Book a random request in one of few slots."""
    from tests.match.asking import book

    from praya.match.requests.models import Request
    from praya.meet.editions.grid import edition_grid

    request = Request.objects.select_related("edition").get(pk=chance.choice(facts["requests"]))
    grid = edition_grid(request.edition, list(request.edition.sites.all()))
    book(request, starts_at=grid.slots[chance.choice(facts["slots"])].start, by=None, at=NOW)
    return "booked"


def call_off(chance: random.Random, facts: dict[str, list[int]]) -> str:
    """Cancel a random meeting."""
    from praya.match.diary.booking import cancel
    from praya.match.diary.models import Meeting

    numbers = list(Meeting.objects.filter(status="scheduled").values_list("pk", flat=True))
    if not numbers:
        return "nothing to cancel"
    cancel(Meeting.objects.get(pk=chance.choice(numbers)), by=None)
    return "cancelled"


def repair(chance: random.Random, facts: dict[str, list[int]]) -> str:
    """Let a random delegate be late for an hour and apply what is proposed."""
    from praya.match.diary.models import Attendance
    from praya.match.repairs.applying import apply_repair
    from praya.match.repairs.proposing import propose_absence

    rows = list(Attendance.objects.filter(is_released=False).select_related("delegate__edition"))
    if not rows:
        return "nothing to repair"
    row = chance.choice(rows)
    found = propose_absence(row.delegate, kind="late", by=None, at=row.starts_at, until=row.starts_at + timedelta(hours=1))
    apply_repair(found, by=None, at=row.starts_at)
    return "repaired"


def plant_double_booking() -> None:
    """Book somebody twice behind the constraint's back, to show that the count finds it."""
    from django.db import connection

    from praya.match.diary.models import Attendance

    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX delegate_booked_once")
    first = Attendance.objects.filter(is_released=False).earliest("pk")
    others = Attendance.objects.filter(is_released=False).exclude(meeting__attendances__delegate=first.delegate_id)
    second = others.earliest("pk")
    Attendance.objects.filter(pk=second.pk).update(delegate=first.delegate_id, starts_at=first.starts_at)


def faults() -> list[str]:
    """Return every broken rule, counted from the rows alone."""
    from praya.match.diary.models import Attendance, Meeting

    found = []
    booked: Counter[tuple[int, datetime]] = Counter()
    at_table: Counter[tuple[int | None, datetime]] = Counter()
    met: Counter[int | None] = Counter()
    totals: Counter[Any] = Counter()
    meetings = {meeting.pk: meeting for meeting in Meeting.objects.all()}
    sides: Counter[int] = Counter()
    for row in Attendance.objects.select_related("calendar"):
        meeting = meetings[row.meeting_id]
        if not row.is_released and meeting.status == "cancelled":
            found.append(f"attendance {row.pk} goes to a cancelled meeting")
        if row.is_released:
            continue
        sides[row.meeting_id] += 1
        booked[row.delegate_id, row.starts_at] += 1
        totals[row.calendar] += 1
        if row.starts_at != meeting.starts_at:
            found.append(f"attendance {row.pk} has another slot than its meeting")
    for meeting in meetings.values():
        if meeting.status != "cancelled":
            at_table[meeting.table_id, meeting.starts_at] += meeting.table_id is not None
            met[meeting.request_id] += 1
            if sides[meeting.pk] != 2:
                found.append(f"meeting {meeting.pk} has {sides[meeting.pk]} sides")
    found += [f"delegate {who} has {n} meetings at {at}" for (who, at), n in booked.items() if n > 1]
    found += [f"table {table} holds {n} meetings at {at}" for (table, at), n in at_table.items() if n > 1]
    found += [f"request {number} is met {n} times" for number, n in met.items() if n > 1]
    limits = [(calendar, n) for calendar, n in totals.items() if calendar.quota_total is not None and n > calendar.quota_total]
    return found + [f"calendar {calendar.pk} has {n} meetings, quota {calendar.quota_total}" for calendar, n in limits]


if __name__ == "__main__":
    sys.exit(int(is_failed(main(sys.argv[1:]).marks)))
