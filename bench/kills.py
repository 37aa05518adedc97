"""Kill job workers at random moments and count jobs lost or done twice.

    script/bench kills [--database URL] [--jobs 200] [--workers 2] [--kills 1] [--seeds 3]

Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of the URL and dropped again.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any


def main(words: list[str]) -> dict[str, Any]:
    """Print one line per seed and return the figures; `faults` when a job was lost or done twice."""
    parser = argparse.ArgumentParser(prog="bench kills", description=__doc__)
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-kills-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": options.database, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        tallies = measure(options)
    faults = [tally for tally in tallies if tally["lost"] or tally["twice"]]
    return {"tallies": tallies, "faults": faults}


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
