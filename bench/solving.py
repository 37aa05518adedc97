"""Solve one market in a process of its own, noting what had been reached after how much CPU.

Run by bench.meetings as `python -m bench.solving PROBLEM.json SCHEDULE.json SECONDS THREADS`; prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from praya.engines.meetings import read_problem, schedule_as_json, solve

# Shares of the bound that markets are asked for, in per cent; 100 is proved.
SHARES = (99.97, 99.99, 100.0)


def solved(problem: Path, output: Path, seconds: float, threads: int) -> dict[str, Any]:
    """Read, solve and write; return when each share was certified, and what the whole run took, in seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    reached: dict[str, dict[str, float]] = {}
    schedule = None
    for step in solve(read_problem(problem), seconds=seconds, threads=threads):
        taken = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        for share in SHARES:
            if step.value >= step.bound or 100 * step.value / step.bound >= share:
                reached.setdefault(f"{share:g}", taken)
        schedule = step.schedule or schedule
    if schedule is None:
        raise SystemExit(f"{problem.name}: no schedule within {seconds:g} s")
    output.write_text(schedule_as_json(schedule) + "\n", encoding="utf-8")
    # From the start of the process, with what it imported.
    lost = step.value - schedule.value
    return {"reached": reached, "before": schedule.breaks_unpolished, "lost": lost, "cpu": time.process_time()}


if __name__ == "__main__":
    print(json.dumps(solved(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))))
