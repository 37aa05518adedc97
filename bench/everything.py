"""Run every benchmark, one after another and each in a process of its own, and write one table of all bars.

    script/bench all [--instances FOLDER] [--database URL] [--only NAME,NAME] [--leave NAME,NAME]

FOLDER (and the folders in it) holds what cannot be drawn here: brokerage events (*.dzn), markets (S1.json ... L3.json), a
catalogue with its queries (*.jsonl.gz beside *.yaml). URL is a PostgreSQL server on which databases may be made; what
waits for other processes is measured there as well. What lacks its instances is listed as such, never as held.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.bars import table
from bench.machine import load_now, machine_facts

HERE = Path(__file__).parent.parent
HEADS = ("bench", "bar", "seen", "asked", "")


@dataclass(frozen=True, slots=True)
class Planned:
    """Name one run: its label, its module, its arguments, and what it lacks when it cannot be done."""

    label: str
    module: str
    words: tuple[str, ...] = ()
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Keep what a run came to; `found` is empty when it wrote nothing."""

    planned: Planned
    status: int
    seconds: float
    found: dict[str, Any]

    @property
    def is_failed(self) -> bool:
        """Tell whether it missed a bar or broke."""
        return self.status != 0

    def rows(self) -> list[tuple[str, ...]]:
        """Return its lines of the table."""
        label = self.planned.label
        if self.planned.lacks:
            return [(label, f"needs {self.planned.lacks}", "", "", "not measured")]
        if not self.found:
            return [(label, f"ended with {self.status} before it had figures", "", "", "BROKE")]
        rows: list[tuple[str, ...]] = [(label, *_cells(mark)) for mark in self.found["bars"] if mark["limit"] is not None]
        rows += [(label, bar, "", "", "not measured") for bar in self.found["unmeasured"]]
        return rows or [(label, "nothing was judged", "", "", "MISSED")]


def main(known: Sequence[str], words: Sequence[str], output: Path) -> int:
    """Run what is known; return 1 when any bar was missed or a benchmark broke."""
    parser = argparse.ArgumentParser(prog="script/bench all", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--instances", type=Path, help="folder of what cannot be drawn here")
    parser.add_argument("--database", default="", help="a PostgreSQL server, for what is measured on both databases")
    parser.add_argument("--only", type=_names, default=(), help="names, with commas")
    parser.add_argument("--leave", type=_names, default=(), help="names to leave out, with commas")
    options = parser.parse_args(list(words))
    if unknown := {*options.only, *options.leave}.difference(known):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    if options.instances and not options.instances.is_dir():
        parser.error(f"{options.instances} is no folder")
    chosen = [name for name in known if name not in options.leave and (not options.only or name in options.only)]
    return run_all(plan(chosen, options.instances, options.database), output)


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


def plan(names: Iterable[str], instances: Path | None, database: str) -> list[Planned]:
    """Ask every benchmark how it wants to be run with what there is."""
    found = []
    for name in names:
        asked = getattr(importlib.import_module(f"bench.{name}"), "planned", None)
        runs: dict[str, Sequence[str] | str] = asked(instances.resolve() if instances else None, database) if asked else {"": ()}
        for more, words in runs.items():
            label = f"{name} {more}".rstrip()
            lacks = words if isinstance(words, str) else ""
            found.append(Planned(label, f"bench.{name}", () if lacks else tuple(words), lacks))
    return found


def run_all(planned: Sequence[Planned], output: Path) -> int:
    """Do the runs, print and write the table; return 1 when a bar was missed, a run broke, or nothing was run."""
    facts = machine_facts()
    done = [_run(one, output) for one in planned]
    facts["load_after"] = load_now()
    rows = [row for one in done for row in one.rows()]
    failed = [one.planned.label for one in done if one.is_failed]
    lacking = [one.planned.label for one in done if one.planned.lacks]
    is_empty = len(lacking) == len(done)
    last = _last(done, failed, lacking)
    output.mkdir(parents=True, exist_ok=True)
    (output / "all.md").write_text(as_markdown(facts, rows, last), encoding="utf-8")
    kept = {
        "machine": facts,
        "verdict": last,
        "runs": [
            {"label": one.planned.label, "status": one.status, "seconds": one.seconds, "lacks": one.planned.lacks, **one.found}
            for one in done
        ],
    }
    (output / "all.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n== all")
    print("\n".join(f"{name}: {value}" for name, value in _facts(facts)))
    print(f"\n{table(rows, HEADS, left=2)}\n\n{_seconds(done)}\ntable kept in {output / 'all.md'} and all.json\n{last}")
    return int(bool(failed) or is_empty)


def _run(planned: Planned, output: Path) -> Done:
    print(f"\n== {planned.label}", flush=True)
    if planned.lacks:
        print(f"needs {planned.lacks}", flush=True)
        return Done(planned, 0, 0.0, {})
    kept = output.resolve() / f"{planned.label.replace(' ', '-')}.json"
    kept.unlink(missing_ok=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "bench.running", planned.module, str(kept), *planned.words]
    status = subprocess.run(command, cwd=HERE, check=False).returncode
    found = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    return Done(planned, status if found else status or 1, round(time.monotonic() - began, 1), found)


def _last(done: Sequence[Done], failed: Sequence[str], lacking: Sequence[str]) -> str:
    missed = [
        f"{one.planned.label}: {mark['name']}"
        for one in done
        for mark in one.found.get("bars", [])
        if mark["verdict"] == "MISSED"
    ]
    named = {name.split(":")[0] for name in missed}
    missed += [f"{label} (broke)" for label in failed if label not in named]
    if missed:
        return f"bars missed: {'; '.join(missed)}"
    if len(lacking) == len(done):
        return "bars missed: nothing was run"
    left = [*lacking, *(f"{one.planned.label}: {bar}" for one in done for bar in one.found.get("unmeasured", []))]
    return f"all bars measured were held; not measured: {'; '.join(left)}" if left else "all bars held"


def _cells(mark: dict[str, Any]) -> tuple[str, str, str, str]:
    return mark["name"], mark["reached"], mark["asked"], mark["verdict"]


def _facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    told = {name: value for name, value in facts.items() if name != "packages"}
    return [(name, str(value)) for name, value in {**told, **facts["packages"]}.items()]


def _seconds(done: Sequence[Done]) -> str:
    each = ", ".join(f"{one.planned.label} {one.seconds:.0f}" for one in done if not one.planned.lacks)
    return f"seconds: {each}; {sum(one.seconds for one in done):.0f} in all"


def as_markdown(facts: dict[str, Any], rows: Sequence[Sequence[str]], last: str) -> str:
    """Return the table with the facts of the machine as a page."""
    lines = ["# All benchmarks", "", "| Machine | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in _facts(facts)]
    lines += ["", "| Bench | Bar | Seen | Asked | |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", last, ""])
