"""Solve markets of three sizes with `praya solve` and tabulate share of the bound, seconds, memory and breaks.

Run as `script/bench meetings [--instances FOLDER] [--sizes S,M,L] [--seeds 1,2,3] [--seconds N]`. With a folder, the files
named S1.json, M2.json and so on in it are solved; without one, markets of the same sizes are drawn here. Every schedule is
judged by the plain checker, and memory is the sum over the process and its children, sampled ten times a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.markets import SIZES, drawn_market
from praya.engines.meetings import check, files
from praya.engines.meetings.problem import Problem

COLUMNS = ("market", "share", "proved", "settled", "seconds", "MB", "placed", "before", "breaks", "most", "faults")


def main(words: Sequence[str]) -> dict[str, Any]:
    """Solve every chosen market and return the rows of the table printed."""
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
    return {"rows": rows, "faults": sum(row["faults"] for row in rows)}


def _instance(folder: Path | None, size: str, seed: int, scratch: Path) -> Path:
    if folder is not None:
        return folder / f"{size}{seed}.json"
    if size not in SIZES:
        raise SystemExit(f"--sizes: {size} is not one of {', '.join(SIZES)}")
    path = scratch / f"{size}{seed}.json"
    path.write_text(files.problem_as_json(drawn_market(size, seed)), encoding="utf-8")
    return path


def measured(path: Path, output: Path, seconds: str, threads: str) -> dict[str, Any]:
    """Run `praya solve` on one file in a process of its own and return what it achieved and took."""
    command = [sys.executable, "-m", "praya", "solve", str(path), "-o", str(output), "--seconds", seconds]
    began = time.monotonic()
    process = subprocess.Popen([*command, "--threads", threads], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    settled, before = 0.0, 0
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, tree_megabytes(process.pid))
        time.sleep(0.1)
    took = time.monotonic() - began
    told, errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"{path.name}: {errors.strip().splitlines()[-1]}")
    settled = float(told.partition("after ")[2].partition(" s)")[0])
    before = breaks_before_polish(told)
    problem, schedule = files.read_problem(path), files.read_schedule(output)
    return {
        "market": path.stem,
        "share": 100 * (1 - schedule.gap),
        "proved": schedule.value >= schedule.bound,
        "settled": settled,
        "seconds": took,
        "MB": peak,
        "placed": len(schedule.assignments),
        "before": before,
        **_breaks(problem, dict(schedule.assignments)),
        "value": schedule.value,
        "bound": schedule.bound,
        "faults": len(check.faults(problem, schedule)),
        "versions": dict(schedule.versions),
    }


def breaks_before_polish(told: str) -> int:
    """Return the breaks before polishing from the summary of a run."""
    return int(told.partition("(before polishing ")[2].partition(")")[0].replace(",", ""))


def _breaks(problem: Problem, placed: dict[str, int]) -> dict[str, int]:
    breaks, most = check.breaks(problem, placed)
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
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4f}" if isinstance(value, float) and value > 99 and value <= 100 else _number(value)


def _number(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else f"{value}"
