"""Solve markets of three sizes and tabulate share of the bound, seconds, memory and breaks.

Run as `script/bench meetings [--instances FOLDER] [--sizes S,M,L] [--seeds 1,2,3] [--seconds N]`. With a folder, the files
named S1.json, M2.json and so on in it are solved; without one, markets of the same sizes are drawn here. A share of the bound
counts from the moment it is certified, in CPU of both threads since the file began to be read. Every schedule is judged by
the plain checker, and memory is the sum over the process and its children, sampled ten times a second.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.markets import SIZES, drawn_market
from praya.engines.meetings import Problem, breaks_of, faults, problem_as_json, read_problem, read_schedule

SPEED = {
    "S": {"100": Bar("S proved after", 1.0, "s", "CPU")},
    "M": {"99.97": Bar("M at 99.97 % after", 5.0, "s", "CPU"), "99.99": Bar("M at 99.99 % after", 15.0, "s", "CPU")},
    "L": {"99.97": Bar("L at 99.97 % after", 45.0, "s", "CPU"), "99.99": Bar("L at 99.99 % after", 90.0, "s", "CPU")},
}
MEMORY = Bar("memory at L", 1000, "MB")
FEWER = Bar("fewer breaks at L than before polishing", 95.0, "%", is_floor=True)
MOST = Bar("breaks of one calendar at L", 2, "breaks")
EQUAL = Bar("value that polishing costs at L", 0)
RULES = Bar("rules broken", 0)
BARS = (*(bar for bars in SPEED.values() for bar in bars.values()), MEMORY, FEWER, MOST, EQUAL, RULES)
COLUMNS = ("market", "share", "proved", "CPU", "wall", "MB", "placed", "before", "breaks", "most", "faults")


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on the markets of a folder, where there are any, else on markets drawn here."""
    wanted = {f"{size}{seed}.json" for size in "SML" for seed in "123"}
    found = sorted(path.parent for path in instances.rglob("S1.json")) if instances else []
    complete = [folder for folder in found if wanted <= {path.name for path in folder.iterdir()}]
    return {"": ["--instances", str(complete[0])] if complete else []}


def main(words: Sequence[str]) -> Result:
    """Solve every chosen market, print a row for each and judge it."""
    parser = argparse.ArgumentParser(prog="script/bench meetings", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--instances", type=Path, help="folder with S1.json, M1.json, L1.json …")
    parser.add_argument("--sizes", default="S,M,L")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--seconds", default="90")
    parser.add_argument("--threads", default="2")
    options = parser.parse_args(list(words))
    rows = []
    print("  ".join(f"{name:>8}" for name in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            for seed in options.seeds.split(","):
                path = _instance(options.instances, size, int(seed), Path(folder))
                rows.append(measured(path, Path(folder) / "schedule.json", options.seconds, options.threads))
                print("  ".join(f"{_cell(rows[-1][name]):>8}" for name in COLUMNS), flush=True)
    return Result(tuple(mark for row in rows for mark in marks_of(row)), {"rows": rows})


def _instance(folder: Path | None, size: str, seed: int, scratch: Path) -> Path:
    if folder is not None:
        return folder / f"{size}{seed}.json"
    if size not in SIZES:
        raise SystemExit(f"--sizes: {size} is not one of {', '.join(SIZES)}")
    path = scratch / f"{size}{seed}.json"
    path.write_text(problem_as_json(drawn_market(size, seed)), encoding="utf-8")
    return path


def measured(path: Path, output: Path, seconds: str, threads: str) -> dict[str, Any]:
    """Solve one file in a process of its own and return what it achieved and took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "bench.solving", str(path), str(output), seconds, threads]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, tree_megabytes(process.pid))
        time.sleep(0.1)
    took = time.monotonic() - began
    told, errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"{path.name}: {errors.strip().splitlines()[-1]}")
    found = json.loads(told)
    problem, schedule = read_problem(path), read_schedule(output)
    return {
        "market": path.stem,
        "share": 100 * (1 - schedule.gap),
        "reached": {share: taken["cpu"] for share, taken in found["reached"].items()},
        "proved": found["reached"].get("100", {}).get("cpu", math.inf),
        "CPU": found["cpu"],
        "wall": took,
        "MB": peak,
        "placed": len(schedule.assignments),
        "before": found["before"],
        "lost": found["lost"],
        **_breaks(problem, dict(schedule.assignments)),
        "value": schedule.value,
        "bound": schedule.bound,
        "faults": len(faults(problem, schedule)),
        "versions": dict(schedule.versions),
    }


def marks_of(row: dict[str, Any]) -> Iterator[Mark]:
    """Return what one market is judged by."""
    market = row["market"]
    for share, bar in SPEED.get(market[0], {}).items():
        yield bar.mark(row["reached"].get(share, math.inf), market, f"{row['share']:.4f} % in the end")
    if market[0] == "L":
        yield MEMORY.mark(row["MB"], market)
        yield FEWER.mark(100 * (1 - row["breaks"] / max(1, row["before"])), market, f"{row['before']} to {row['breaks']}")
        yield MOST.mark(row["most"], market)
        yield EQUAL.mark(row["lost"], market)
    yield RULES.mark(row["faults"], market)


def _breaks(problem: Problem, placed: dict[str, int]) -> dict[str, int]:
    breaks, most = breaks_of(problem, placed)
    return {"breaks": breaks, "most": most}


def tree_megabytes(process: int) -> float:
    """Return the memory resident in a process and its children now (Linux; 0 elsewhere)."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    own = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return own + sum(tree_megabytes(int(child)) for child in children)


def _cell(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, float) and value > 99 and value <= 100 else _number(value)


def _number(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else f"{value}"
