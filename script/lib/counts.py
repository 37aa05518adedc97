"""Print how many tests ran, per report of pytest."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def counts(path: Path) -> str:
    """Return one line for a report in JUnit's form."""
    suites = ElementTree.parse(path).getroot().iter("testsuite")  # noqa: S314 - our own report
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    seconds = 0.0
    for suite in suites:
        for name in total:
            total[name] += int(suite.get(name, 0))
        seconds += float(suite.get("time", 0))
    passed = total["tests"] - total["failures"] - total["errors"] - total["skipped"]
    wrong = total["failures"] + total["errors"]
    return f"{path.stem:>12}: {passed} passed, {total['skipped']} skipped, {wrong} failed, {seconds:.0f} s"


for name in sys.argv[1:]:
    report = Path(name)
    print(counts(report) if report.exists() else f"{report.stem:>12}: not run")  # noqa: T201
