"""Measure a repair from the click to the page at the size of a large market, database and page included.

    script/bench clicks [--folder DIR] [--database URL] [--repairs 40] [--requests 48000]

Loads a market of 700 exhibitors and 5,000 other delegates, computes and publishes its schedule (kept when a folder is
given), then lets people be late, be gone for the day or leave: each time the form is posted and the page of the proposal
fetched, then the proposal applied and its page fetched again. SQLite works in this process, so its share is in the CPU that
is judged; a database server's is not, so with --database the time that passes is judged.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.bars import Bar, Result, timed

CPU = Bar("slowest click", 1.0, "s", "CPU")
WALL = Bar("slowest click", 1.0, "s", "wall")
BARS = (CPU,)


def main(words: list[str]) -> Result:
    """Print a table and judge the slowest click of each kind."""
    parser = argparse.ArgumentParser(prog="script/bench clicks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--database", default="")
    parser.add_argument("--repairs", type=int, default=40)
    parser.add_argument("--requests", type=int, default=48_000)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-clicks-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        os.environ |= {"PRAYA_VAR": str(folder), "PRAYA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        os.environ |= {"DATABASE_URL": options.database, "PRAYA_HOSTS": "testserver"}
        import django

        django.setup()
        found = measure(prepared(options.requests), options.repairs)
    bar, clock = (WALL, "worst_ms") if options.database else (CPU, "worst_cpu_ms")
    marks = [
        bar.mark(found[name][clock] / 1000, name, f"median {found[name]['median_ms']}, worst {found[name]['worst_ms']} ms wall")
        for name in ("propose", "apply")
    ]
    return Result(tuple(marks), found)


def prepared(requests: int) -> Any:
    """Return the large edition, published."""
    from django.utils import timezone

    from praya.demo.market import existing, load
    from praya.demo.publishing import published_run, solve_and_publish
    from praya.demo.size import Size
    from praya.site.readiness import bring_up_to_date

    size = Size(
        exhibitors=700,
        others=5000,
        requests=requests,
        vetoes=1000,
        groups=60,
        hong_kong_stands=400,
        hong_kong_tables=150,
        los_angeles_stands=140,
        los_angeles_tables=60,
        works=1500,
    )
    bring_up_to_date(lambda line: None)
    edition = existing() or load(size, 1, timezone.now()).edition
    if published_run(edition) is None:
        run = solve_and_publish(edition, seed=1, seconds=120, now=timezone.now(), tell=lambda line: None)
        share = (run.value or 0) / (run.bound or 1)
        print(f"published {run.placed:,} of {run.requested:,} requests, {share:.4%}, {run.seconds or 0:.0f} s")
    return edition


def measure(edition: Any, repairs: int) -> dict[str, Any]:
    """Let people miss their meetings and time every click."""
    from django.test import Client

    from praya.core.accounts.models import Account
    from praya.demo.places import ORGANISER
    from praya.match.diary.models import Attendance, Meeting
    from praya.meet.editions.grid import edition_grid

    client = Client()
    client.force_login(Account.objects.get(email=ORGANISER), backend="django.contrib.auth.backends.ModelBackend")
    grid = edition_grid(edition, list(edition.sites.all()))
    going = Attendance.objects.filter(meeting__edition=edition, is_released=False).order_by("pk")
    people = sorted(set(going.values_list("delegate__code", flat=True)))
    chance = random.Random(1)
    rows = []
    for code in chance.sample(people, min(repairs, len(people))):
        rows.append(one_repair(client, edition, code, grid.slots[0].start, chance.choice(["late", "gone", "left"])))
    found = {
        "meetings": Meeting.objects.filter(edition=edition).count(),
        "repairs": len(rows),
        "steps": sum(row["steps"] for row in rows),
    }
    print(f"{found['meetings']:,} meetings, {found['repairs']} repairs, {found['steps']} steps")
    for name in ("propose", "apply"):
        wall, cpu = (sorted(1000 * getattr(row[name], clock) for row in rows) for clock in ("wall", "cpu"))
        found[name] = {
            "median_ms": round(median(wall)),
            "worst_ms": round(wall[-1]),
            "median_cpu_ms": round(median(cpu)),
            "worst_cpu_ms": round(cpu[-1]),
        }
    return found


def one_repair(client: Any, edition: Any, code: str, first: Any, kind: str) -> dict[str, Any]:
    """Propose and apply one repair, and return how long each took from the click to the page."""
    from django.urls import reverse

    from praya.match.repairs.applying import steps_of
    from praya.match.repairs.models import Repair

    words = {"kind": kind, "on": first.date().isoformat(), "since": "", "until": "16:00" if kind == "late" else ""}
    answer, proposed = timed(lambda: client.post(reverse("manage_repair_person", args=[edition.slug, code]), words, follow=True))
    assert answer.status_code == 200, answer.content[:2000]
    repair = Repair.objects.latest("pk")
    answer, applied = timed(lambda: client.post(reverse("manage_repair_apply", args=[edition.slug, repair.code]), follow=True))
    repair.refresh_from_db()
    assert answer.status_code == 200 and repair.status == "applied", answer.content[:2000]
    return {"propose": proposed, "apply": applied, "steps": len(steps_of(repair))}
