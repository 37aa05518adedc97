"""Put jobs that end whatever does them among a thousand good ones; count what is lost, late, or held without fault.

    script/bench jobs [--database URL] [--jobs 1000] [--workers 1 3]

One job aborts its process, one is killed as for memory, one sleeps while it holds a transaction. Long jobs run beside them, and
timed ones come due all the while. Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of
the URL and dropped again. The first run has no poison: it tells how many jobs are done in a second.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result

LOST, TWICE = Bar("good jobs lost", 0, "jobs"), Bar("good jobs done twice", 0, "jobs")
GIVEN_UP = Bar("innocent jobs given up or held", 0, "jobs")
LATE = Bar("latest timed job", 5, "s")
HELD = Bar("culprits not in quarantine after three strikes", 0, "jobs")
RATE = Bar("good jobs a second without poison, one worker", None, "jobs/s", is_floor=True)
BARS = (LOST, TWICE, GIVEN_UP, LATE, HELD, RATE)
HEADS = ("poison", "workers", "jobs", "lost", "twice", "innocents", "late median", "late worst", "held", "good s", "all s")


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Print one line per run and judge that nobody but the culprits suffered."""
    parser = argparse.ArgumentParser(prog="script/bench jobs", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 3])
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-jobs-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": options.database, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        plain, *poisoned = runs = measure(options)
    innocent = sum(run["given_up"] + run["innocents"] - run["innocents_done"] + run["untimely"] for run in runs)
    free = sum(run["states"][kind] != "held" or run["executions"][kind] != 3 for run in poisoned for kind in run["states"])
    marks = (
        LOST.mark(sum(run["lost"] for run in runs), beside=f"of {sum(run['good'] for run in runs)}"),
        TWICE.mark(sum(run["twice"] for run in runs)),
        GIVEN_UP.mark(innocent),
        LATE.mark(round(max(max(run["late"], default=0.0) for run in poisoned), 2)),
        HELD.mark(free),
        RATE.mark(round(plain["good"] / plain["good_seconds"], 1)),
    )
    return Result(marks, {"runs": runs})


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Run once without poison and once with it for each number of workers, each time in a fresh database."""
    from django.db import connection, connections
    from tests.ops.poisoning import POISONS, poison

    if connection.vendor == "sqlite":
        # A file: the workers are other processes.
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["PRAYA_VAR"]) / "jobs.sqlite3")
    print("  ".join(HEADS), flush=True)
    found = []
    for kinds, workers in (((), 1), *((POISONS, workers) for workers in options.workers)):
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            harm = poison(good=options.jobs, workers=workers, kinds=kinds, timed=60 if kinds else 0, over=60.0, limit=900)
        finally:
            connections.close_all()
            connection.creation.destroy_test_db(name, verbosity=0)
        held = [f"{kind} {state} {harm.executions[kind]}x" for kind, state in harm.states.items()]
        cells = (
            "yes" if kinds else "no", workers, harm.good, harm.lost, harm.twice, f"{harm.innocents_done}/{harm.innocents}",
            f"{harm.middle:.2f} s", f"{harm.latest:.2f} s", ", ".join(held) or "-", harm.good_seconds, harm.seconds,
        )  # fmt: skip  # one row a line
        print("  ".join(f"{cell!s:>{len(head)}}" for cell, head in zip(cells, HEADS, strict=True)), flush=True)
        found.append({"database": connection.vendor, "workers": workers, "kinds": kinds, **asdict(harm)})
    return found
