"""Run one benchmark here and on an older revision in turns, and judge the ratio of every figure.

    script/bench paired NAME --against REV [--rounds 5] [-- arguments]

REV is checked out in a temporary folder and measured with this revision's benchmark and the installation at hand, or with
one of its own where its requirements are others. NAME is one that keeps what it builds in --folder and looks at the product
from outside. CPU may be 1.05 times as much, queries may not be more. The lesser of two ratios counts, best round to best round
and the median of the rounds: what is truly slower raises both, what others do to a shared machine seldom does.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.bars import Bar, Mark, is_failed, load_notice, table, verdict, written
from bench.machine import machine_facts

HERE = Path(__file__).parent.parent
CPU = Bar("CPU here / there", 1.05)
QUERIES = Bar("queries here / there", 1.0)
SHOWN = Bar("here / there", None)
HEADS = ("figure", "here", "there", "best / best", "median ratio", "asked", "")

Figures = dict[str, tuple[float, str, str]]


@dataclass(frozen=True, slots=True)
class Side:
    """Name a revision's folder, its interpreter, and where it keeps what it builds."""

    root: Path
    python: str
    var: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment in which its own source is what `import praya` finds."""
        return {**os.environ, "PYTHONPATH": str(self.root / "src")}


@dataclass(frozen=True, slots=True)
class Compared:
    """Keep one figure of both sides over the rounds, with its unit and clock."""

    name: str
    unit: str
    clock: str
    here: tuple[float, ...]
    there: tuple[float, ...]

    @property
    def best(self) -> float:
        """Return the ratio of the least here to the least there."""
        return _ratio(min(self.here), min(self.there))

    @property
    def middle(self) -> float:
        """Return the median of the rounds' ratios."""
        return median(_ratio(one, other) for one, other in zip(self.here, self.there, strict=True))

    @property
    def mark(self) -> Mark:
        """Return the lesser ratio beside its bar."""
        bar = CPU if self.clock == "CPU" else QUERIES if self.unit == "queries" else SHOWN
        return bar.mark(round(min(self.best, self.middle), 4), self.name)

    def cells(self) -> tuple[str, ...]:
        """Return its line of the table."""
        here, there = (written(min(one), self.unit) for one in (self.here, self.there))
        return self.name, here, there, f"{self.best:.3f}", f"{self.middle:.3f}", self.mark.bar.asked(), self.mark.verdict()


def _ratio(one: float, other: float) -> float:
    if other:
        return one / other
    return math.inf if one else 1.0


def compared(here: Sequence[Figures], there: Sequence[Figures]) -> list[Compared]:
    """Put the rounds of both sides together; a figure that one of them lacks in a round is a KeyError."""
    first = here[0]
    if any(one.keys() != first.keys() for one in (*here, *there)):
        names = {name for one in (*here, *there) for other in (*here, *there) for name in one.keys() - other.keys()}
        raise KeyError(f"not measured on both sides in every round: {', '.join(sorted(names))}")
    return [
        Compared(name, unit, clock, tuple(one[name][0] for one in here), tuple(one[name][0] for one in there))
        for name, (_seen, unit, clock) in first.items()
    ]


def main(known: Sequence[str], words: Sequence[str], output: Path) -> int:
    """Measure both, print the ratios and keep them; return 1 when one is above its bar."""
    parser = argparse.ArgumentParser(
        prog="script/bench paired", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("name", choices=[name for name in known if _is_paired(name)])
    parser.add_argument("--against", required=True, metavar="REV")
    parser.add_argument("--rounds", type=int, default=5)
    # What follows -- is the benchmark's own.
    end = list(words).index("--") if "--" in words else len(words)
    options = parser.parse_args(list(words[:end]))
    if options.rounds < 1:
        parser.error("--rounds: at least one")
    if not _is_known(options.against):
        parser.error(f"--against: this clone knows no revision {options.against!r} (git fetch --unshallow fetches older ones)")
    here, there = measured(options.name, options.against, options.rounds, words[end + 1 :])
    return judged(f"paired-{options.name}", compared(here, there), output, {"against": options.against})


def _is_known(revision: str) -> bool:
    command = ["git", "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
    return subprocess.run(command, cwd=HERE, check=False, stdout=subprocess.DEVNULL).returncode == 0


def _is_paired(name: str) -> bool:
    return bool(getattr(importlib.import_module(f"bench.{name}"), "IS_PAIRED", False))


def judged(label: str, found: Sequence[Compared], output: Path, facts: dict[str, Any]) -> int:
    """Print the ratios beside their bars and keep them; return 1 when one is missed."""
    marks = [one.mark for one in found]
    last = verdict(marks)
    kept = output / f"{label}.json"
    output.mkdir(parents=True, exist_ok=True)
    rows = [
        {"name": one.name, "unit": one.unit, "here": one.here, "there": one.there, "best": one.best, "median": one.middle}
        for one in found
    ]
    told = {**facts, "machine": machine_facts(), "verdict": last, "figures": rows}
    kept.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\n{table((one.cells() for one in found), HEADS)}\n\nfigures kept in {kept}")
    if notice := load_notice():
        print(notice)
    print(last)
    return int(is_failed(marks))


def measured(name: str, revision: str, rounds: int, words: Sequence[str]) -> tuple[list[Figures], list[Figures]]:
    """Run the benchmark here, there, here, there."""
    with tempfile.TemporaryDirectory(prefix="praya-paired-") as temporary:
        folder = Path(temporary)
        with checked_out(revision, folder / "there") as root:
            python = sys.executable if _wants_the_same(revision) else _installed(root)
            sides = (Side(HERE, sys.executable, folder / "var-here"), Side(root, python, folder / "var-there"))
            found: tuple[list[Figures], list[Figures]] = ([], [])
            for number in range(rounds):
                for side, rows in zip(sides, found, strict=True):
                    print(f"round {number + 1} of {rounds}, {'here' if side is sides[0] else revision}", flush=True)
                    rows.append(_figures(side, name, words, folder / "figures.json"))
    return found


@contextmanager
def checked_out(revision: str, root: Path) -> Iterator[Path]:
    """Check a revision out beside this one and put this revision's benchmarks in it."""
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(root), revision], cwd=HERE, check=True)
    try:
        shutil.copytree(HERE / "bench", root / "bench", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        yield root
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(root)], cwd=HERE, check=True)


def _wants_the_same(revision: str) -> bool:
    command = ["git", "diff", "--quiet", revision, "--", "requirements/run.txt", "requirements/dev.txt"]
    return subprocess.run(command, cwd=HERE, check=False).returncode == 0


def _installed(root: Path) -> str:
    print("its requirements are others: making an installation of its own", flush=True)
    subprocess.run(["bash", "-c", ". script/lib/setup.sh && setup dev"], cwd=root, check=True)
    return str(root / ".venv" / "bin" / "python")


def _figures(side: Side, name: str, words: Sequence[str], kept: Path) -> Figures:
    """Run the benchmark on one side and read its figures; missed bars of its own do not matter here."""
    ask = [side.python, "-c", "import praya; print(praya.__file__)"]
    source = subprocess.run(ask, cwd=side.root, env=side.environment, capture_output=True, text=True, check=True).stdout.strip()
    if not Path(source).is_relative_to(side.root / "src"):
        raise RuntimeError(f"{source} would be measured instead of {side.root}")
    kept.unlink(missing_ok=True)
    command = [side.python, "-m", "bench.running", f"bench.{name}", str(kept), "--folder", str(side.var), *words]
    done = subprocess.run(command, cwd=side.root, env=side.environment, capture_output=True, text=True, check=False)
    if not kept.exists():
        raise RuntimeError(f"{name} broke on {side.root}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    bars = json.loads(kept.read_text(encoding="utf-8"))["bars"]
    return {one["name"]: (one["seen"], one["unit"], one["clock"]) for one in bars}
