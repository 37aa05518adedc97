"""Hold the costs of a run of the tests against the budget of each folder.

    python -m script.lib.budgets [--all] REPORT...
    python -m script.lib.budgets --growing REPORT

A report is pytest's JUnit file, named after its run (sqlite, postgresql, journeys); tests/costs.py has put the seconds of
processor time into it. Prints the ten dearest tests and the sum of each folder, and names each folder that passes its budget
by half. Exits 1 when one takes three times its budget, or when a run passes the sum of all budgets: one folder's figure hangs
on what ran beside it (measured: up to twice), a run's sum does not. A folder without a line in tests/budgets.toml has five
seconds. `--all` says that the runs left nothing out: what that makes dearer has a budget of its own. `--growing` prints what
part of a run's cost grows with the routes, in per cent.

Budgets are seconds on the machine on which they were written. A fixed piece of work, timed again and again between the tests
(script/lib/pace.py), scales them to another machine, and to one that is busy with something else.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any
from xml.etree import ElementTree

from script.lib.pace import pace

BUDGETS = Path("tests/budgets.toml")
TOLERATED = 1.5  # times the budget of a folder: it is named
REFUSED = 3.0  # times the budget of a folder: the run fails
UNWRITTEN = 5.0  # seconds: the budget of a folder without a line, so that a new room needs none


@dataclass(frozen=True)
class Cost:
    """Hold what one test took of the processor, in seconds."""

    folder: str
    test: str
    seconds: float


def costs_in(report: Path) -> list[Cost]:
    """Read a report; a test without a noted cost counts with the time that it took."""
    found = []
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - our own report
        noted = [one.get("value") for one in case.iter("property") if one.get("name") == "cpu"]
        names = (case.get("classname") or "").split(".")
        seconds = float(noted[0] if noted and noted[0] else case.get("time") or 0)
        found.append(Cost("/".join(names[1:-1][:2]) or "tests", f"{names[-1]}::{case.get('name')}", seconds))
    return found


def by_folder(costs: Iterable[Cost]) -> dict[str, float]:
    """Add up the costs of each folder, dearest first."""
    sums: dict[str, float] = defaultdict(float)
    for cost in costs:
        sums[cost.folder] += cost.seconds
    return dict(sorted(sums.items(), key=lambda one: -one[1]))


def budgets_of(run: str, written: Mapping[str, Any], *, is_all: bool) -> dict[str, float]:
    """Return the budget of each folder in a run.

    Where nothing is left out, the second database plays folders that it plays at no other time: they may cost what they
    cost on the first, unless `all` says something else.
    """
    if not is_all:
        return dict(written.get(run, {}))
    return {**written.get("sqlite", {}), **written.get(run, {}), **written.get("all", {}).get(run, {})}


def over_budget(sums: Mapping[str, float], budgets: Mapping[str, float], factor: float, times: float = TOLERATED) -> list[str]:
    """Return a sentence for each folder that takes more than so many times its budget."""
    found = []
    for folder, seconds in sums.items():
        budget = budgets.get(folder, UNWRITTEN)
        if seconds / factor > times * budget:
            took = f"{seconds / factor:.1f} s of the reference machine"
            found.append(f"{folder} took {took}, its budget in {BUDGETS} is {budget:g} s")
    return found


def whole_over_budget(sums: Mapping[str, float], budgets: Mapping[str, float], factor: float) -> list[str]:
    """Return a sentence if all folders together take more than all their budgets."""
    took, allowed = sum(sums.values()) / factor, sum(budgets.get(folder, UNWRITTEN) for folder in sums)
    if took <= allowed:
        return []
    return [f"all folders took {took:.0f} s of the reference machine, their budgets in {BUDGETS} are {allowed:g} s together"]


def growing_share(sums: Mapping[str, float], constant: Iterable[str]) -> int:
    """Return how much of the costs belongs to folders that grow with the routes, in per cent, rounded up.

    `constant` are the folders that do not, alone or with all that is in them.
    """
    fixed = frozenset(constant)
    whole = sum(sums.values())
    growing = sum(seconds for folder, seconds in sums.items() if folder not in fixed and folder.split("/")[0] not in fixed)
    return min(100, math.ceil(100 * growing / whole)) if whole else 100


def pace_of(report: Path) -> float:
    """Return the mean seconds of the fixed piece of work while the tests ran; of now, where a report holds none."""
    noted = [
        float(one.get("value") or 0)
        for one in ElementTree.parse(report).getroot().iter("property")  # noqa: S314 - our own report
        if one.get("name") == "pace"
    ]
    return mean(noted or [pace() for _ in range(9)])


def main(words: list[str]) -> int:
    """Print the table of each report and return 1 when a folder is far over its budget, or all together over theirs."""
    reader = argparse.ArgumentParser(prog="python -m script.lib.budgets")
    reader.add_argument("reports", nargs="+", type=Path, metavar="REPORT")
    reader.add_argument("--all", action="store_true", help="the runs left nothing out")
    reader.add_argument("--growing", action="store_true", help="only print what part of the cost grows with the routes")
    asked = reader.parse_args(words)
    written = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))
    if asked.growing:
        print(growing_share(by_folder(costs_in(asked.reports[0])), written["growth"]["constant"]))
        return 0
    faults, remarks = [], []
    for report in (path for path in asked.reports if path.exists()):
        factor = pace_of(report) / written["reference"]["seconds"]
        costs, budgets = costs_in(report), budgets_of(report.stem, written, is_all=asked.all)
        sums = by_folder(costs)
        print(f"\n{report.stem}: {sum(sums.values()):.0f} s of processor time in {len(costs)} tests")
        print(f"this machine took {factor:.2f} times as long as the reference")
        for folder, seconds in sums.items():
            if seconds >= 1:
                print(f"  {seconds:7.1f} s of {budgets.get(folder, UNWRITTEN):5g}  {folder}")
        for cost in sorted(costs, key=lambda one: -one.seconds)[:10]:
            print(f"  {cost.seconds:7.1f} s {cost.folder} {cost.test}")
        found = over_budget(sums, budgets, factor, REFUSED) + whole_over_budget(sums, budgets, factor)
        faults += [f"{report.stem}: {fault}" for fault in found]
        remarks += [f"{report.stem}: {remark}" for remark in over_budget(sums, budgets, factor) if remark not in found]
    print("\n" + "\n".join([*(f"to look at, {remark}" for remark in remarks), *(faults or ["the budgets are kept"])]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
