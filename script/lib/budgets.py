"""Hold the costs of a run of the tests against the budget of each folder.

    budgets.py [--all] REPORT...

A report is pytest's JUnit file, named after its run (sqlite, postgresql, journeys); tests/costs.py has put the seconds of
processor time into it. Prints the ten dearest tests and the sum of each folder; exits 1 when a folder has no budget or passes
its own by half. Budgets are seconds on the machine on which they were written; on a slower one they are scaled by a piece
of work that is timed here and there. They are those of every day: with --all, which plays much more, nothing is judged.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

BUDGETS = Path("tests/budgets.toml")
TOLERATED = 1.5
LEAST = 5.0  # seconds; what is below is noise


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


def over_budget(sums: Mapping[str, float], budgets: Mapping[str, float], factor: float) -> list[str]:
    """Return a sentence for each folder without a budget and for each that passes its budget by half."""
    found = []
    for folder, seconds in sums.items():
        if folder not in budgets:
            found.append(f"{folder} took {seconds:.1f} s and has no budget: give it one in {BUDGETS}")
        elif seconds / factor > max(TOLERATED * budgets[folder], LEAST):
            found.append(f"{folder} took {seconds / factor:.1f} s of the reference machine, its budget is {budgets[folder]:g} s")
    return found


def measured_speed() -> float:
    """Return how long a fixed piece of work takes here, in seconds of processor time: the best of nine times."""
    return min(_worked() for _ in range(9))


def _worked() -> float:
    began = time.process_time()
    words: dict[str, int] = {}
    for number in range(60_000):
        word = f"{number % 977}:{number % 13}"
        words[word] = words.get(word, 0) + len(word)
    sorted(words.items(), key=lambda one: (one[1], one[0]))
    return time.process_time() - began


def main(words: list[str]) -> int:
    """Print the table of each report and return 1 when a folder is over its budget."""
    names = [word for word in words if word != "--all"]
    written = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))
    factor = measured_speed() / written["reference"]["seconds"]
    print(f"this machine takes {factor:.2f} times as long as the reference")
    faults = []
    for report in (path for path in map(Path, names) if path.exists()):
        costs, budgets = costs_in(report), written.get(report.stem, {})
        sums = by_folder(costs)
        print(f"\n{report.stem}: {sum(sums.values()):.0f} s of processor time in {len(costs)} tests")
        for folder, seconds in sums.items():
            if seconds >= 1:
                print(f"  {seconds:7.1f} s of {budgets.get(folder, 0):5g}  {folder}")
        for cost in sorted(costs, key=lambda one: -one.seconds)[:10]:
            print(f"  {cost.seconds:7.1f} s {cost.folder} {cost.test}")
        faults += [f"{report.stem}: {fault}" for fault in over_budget(sums, budgets, factor)]
    if len(names) < len(words):
        print("\nbudgets are those of every day; this run played everything and is not judged")
        return 0
    print("\n" + ("\n".join(faults) if faults else "every folder keeps its budget"))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
