"""Run one benchmark, print its bars, keep its figures with the facts of the machine, and end with what it came to.

`python -m bench.running MODULE KEPT [arguments]` runs the module of that dotted name and writes the file KEPT.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.bars import is_failed, load_notice, marks_table, unmeasured, verdict
from bench.machine import load_now, machine_facts


def run(module: str, kept: Path, words: Sequence[str]) -> int:
    """Run it; return 1 when a bar was missed or none was judged, else 0."""
    bench = importlib.import_module(module)
    facts, began = machine_facts(), time.monotonic()
    result = bench.main(list(words))
    left = unmeasured(bench.BARS, result.marks)
    last = verdict(result.marks, left)
    found: dict[str, Any] = {
        "bench": module.rpartition(".")[2],
        "arguments": list(words),
        "seconds": round(time.monotonic() - began, 1),
        "machine": {**facts, "load_after": load_now()},
        "bars": [mark.kept() for mark in result.marks],
        "unmeasured": [str(bar) for bar in left],
        "verdict": last,
        "result": result.figures,
    }
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(found, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
    print(f"\n{marks_table(result.marks)}")
    print(f"\nfigures kept in {kept}; {found['seconds']} s")
    if notice := load_notice():
        print(notice)
    print(last, flush=True)
    return int(is_failed(result.marks))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
