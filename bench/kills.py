"""Kill job workers at random moments and count jobs lost or done twice.

    script/bench kills [--database URL] [--jobs N] [--workers N] [--kills N] [--seeds 3]

Works on a database of its own: an SQLite file, on which there is one worker, killed five times in a hundred jobs while another
takes its place; or one made beside the PostgreSQL database of the URL and dropped again, on which two workers share two
hundred jobs and one of them is killed.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result

LOST, TWICE = Bar("jobs lost", 0, "jobs"), Bar("jobs done twice", 0, "jobs")
KILLED = Bar("workers killed", 1, "workers", is_floor=True)
BARS = (LOST, TWICE, KILLED)


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Print one line per seed and judge that no job was lost or done twice."""
    parser = argparse.ArgumentParser(prog="script/bench kills", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    for name in ("jobs", "workers", "kills"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args(words)
    usual = {"jobs": 200, "workers": 2, "kills": 1} if options.database else {"jobs": 100, "workers": 1, "kills": 5}
    for name, value in usual.items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    if options.workers == 1 and options.kills == 1:
        parser.error("one worker killed once leaves nobody to go on: --kills 2 or more starts another in its place")
    with tempfile.TemporaryDirectory(prefix="praya-kills-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": options.database, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        tallies = measure(options)
    beside = f"of {sum(tally['jobs'] for tally in tallies)}"
    marks = (
        LOST.mark(sum(tally["lost"] for tally in tallies), beside=beside),
        TWICE.mark(sum(tally["twice"] for tally in tallies), beside=beside),
        KILLED.mark(sum(tally["kills"] for tally in tallies)),
    )
    return Result(marks, {"tallies": tallies})


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Rehearse once per seed, each time in a fresh database."""
    from django.db import connection, connections
    from tests.ops.killing import rehearse

    if connection.vendor == "sqlite":
        # A file: the workers are other processes.
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["PRAYA_VAR"]) / "kills.sqlite3")
    print("seed  jobs  workers  kills  executions  lost  twice  seconds")
    tallies = []
    for seed in range(1, options.seeds + 1):
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            tally = rehearse(
                jobs=options.jobs, workers=options.workers, kills=options.kills, seconds_each=0.02, seed=seed, limit=600
            )
        finally:
            connections.close_all()
            connection.creation.destroy_test_db(name, verbosity=0)
        tallies.append({"seed": seed, "database": connection.vendor, "workers": options.workers, **asdict(tally)})
        print(
            f"{seed:4}  {tally.jobs:4}  {options.workers:7}  {tally.kills:5}  {tally.executions:10}  {tally.lost:4}  "
            f"{tally.twice:5}  {tally.seconds:7.1f}"
        )
    return tallies
