"""Print how many tests ran, per report of pytest; with `--passed` only the number of those that passed in one."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def counts(path: Path) -> tuple[dict[str, int], float]:
    """Return how many tests a report in JUnit's form holds, by what became of them, and its seconds."""
    suites = ElementTree.parse(path).getroot().iter("testsuite")  # noqa: S314 - our own report
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    seconds = 0.0
    for suite in suites:
        for name in total:
            total[name] += int(suite.get(name, 0))
        seconds += float(suite.get("time", 0))
    wrong = total["failures"] + total["errors"]
    return {"passed": total["tests"] - wrong - total["skipped"], "skipped": total["skipped"], "failed": wrong}, seconds


def line(path: Path) -> str:
    """Return one line for a report."""
    if not path.exists():
        return f"{path.stem:>12}: not run"
    found, seconds = counts(path)
    return f"{path.stem:>12}: {', '.join(f'{count} {word}' for word, count in found.items())}, {seconds:.0f} s"


if sys.argv[1:2] == ["--passed"]:
    print(counts(Path(sys.argv[2]))[0]["passed"])  # noqa: T201
else:
    print("\n".join(line(Path(name)) for name in sys.argv[1:]))  # noqa: T201
