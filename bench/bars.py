"""Judge what was measured: a bar says what a figure has to reach, a mark what it reached.

CPU time is what the work cost whoever else was using the machine, so it is what a bar on computing means; the best of a few
runs leaves out what others did to caches and clock. Time that passes is kept where waiting is the matter, and says so.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeVar

Clock = Literal["", "CPU", "wall"]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Bar:
    """State what a figure has to reach: `limit` at most, or at least where it is a floor; without a limit it is only shown."""

    what: str
    limit: float | None
    unit: str = ""
    clock: Clock = ""
    is_floor: bool = False

    def __str__(self) -> str:
        """Return the bar in words."""
        return self.what if self.limit is None else f"{self.what} {self.asked()}"

    def asked(self) -> str:
        """Return the limit with its sign, unit and clock."""
        if self.limit is None:
            return "no bar"
        sign = "≥" if self.is_floor else "≤"
        return f"{sign} {written(self.limit, self.unit)}" + f" {self.clock}" * bool(self.clock)

    def mark(self, seen: float, of: str = "", beside: str = "") -> Mark:
        """Return what was reached, of which page or market, with a remark to print beside it."""
        return Mark(self, seen, of, beside)


@dataclass(frozen=True, slots=True)
class Mark:
    """Keep a figure beside its bar."""

    bar: Bar
    seen: float
    of: str = ""
    beside: str = ""

    @property
    def name(self) -> str:
        """Say what was measured."""
        return f"{self.of}: {self.bar.what}" if self.of else self.bar.what

    @property
    def is_missed(self) -> bool:
        """Tell whether the bar is missed; what is not a number misses every bar."""
        if self.bar.limit is None:
            return False
        return not (self.seen >= self.bar.limit if self.bar.is_floor else self.seen <= self.bar.limit)

    def reached(self) -> str:
        """Return the figure as it is printed, with as many digits as it takes to tell it from a limit it misses."""
        text = written(self.seen, self.bar.unit)
        if self.is_missed and self.bar.limit is not None and text == written(self.bar.limit, self.bar.unit):
            return f"{self.seen!r} {self.bar.unit}".rstrip()
        return text

    def verdict(self) -> str:
        """Return one word: held, missed, or that there is no bar."""
        return "no bar" if self.bar.limit is None else "MISSED" if self.is_missed else "held"

    def kept(self) -> dict[str, Any]:
        """Return it as it is written to a file."""
        told = {"reached": self.reached(), "asked": self.bar.asked(), "verdict": self.verdict(), "beside": self.beside}
        return {"name": self.name, **asdict(self.bar), "seen": self.seen, **told}


@dataclass(frozen=True, slots=True)
class Result:
    """Return what a benchmark found: its marks, and figures worth keeping."""

    marks: tuple[Mark, ...]
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """Count the seconds that something took: of this process's CPU, and as they passed."""

    cpu: float
    wall: float


def timed(work: Callable[[], Found]) -> tuple[Found, Taken]:
    """Do something once; return its result and how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, Taken(time.process_time() - cpu, time.perf_counter() - wall)


def best_of(runs: int, work: Callable[[], Found], *, enough: float = 0.0) -> tuple[Found, Taken]:
    """Do something up to so many times and return the run that cost least CPU; one within `enough` seconds ends it."""
    best = timed(work)
    for _ in range(runs - 1):
        if best[1].cpu <= enough:
            break
        best = min(best, timed(work), key=lambda one: one[1].cpu)
    return best


def written(value: float, unit: str = "") -> str:
    """Return a figure with its unit: whole numbers in full, shares in six digits, others in four."""
    if isinstance(value, int) or (value == value and abs(value) >= 1000 and abs(value) != float("inf")):
        text = f"{value:,.0f}"
    else:
        text = f"{value:.6g}" if unit == "%" else f"{value:.4g}"
    return f"{text} {unit}".rstrip()


def table(rows: Iterable[Sequence[str]], heads: Sequence[str], left: int = 1) -> str:
    """Return columns as wide as they need to be, so many of them to the left, the others to the right."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if n >= left else cell.ljust(width) for n, (cell, width) in enumerate(zip(line, widths))
        ).rstrip()
        for line in lines
    )


def marks_table(marks: Iterable[Mark]) -> str:
    """Return the table that every benchmark prints: each bar with its figure."""
    rows = [(mark.name, mark.reached(), mark.bar.asked(), mark.verdict(), mark.beside) for mark in marks]
    return table(rows, ("bar", "seen", "asked", "", ""))


def unmeasured(bars: Iterable[Bar], marks: Iterable[Mark]) -> list[Bar]:
    """Return the bars that nothing was measured for."""
    seen = {mark.bar for mark in marks}
    return [bar for bar in bars if bar.limit is not None and bar not in seen]


def verdict(marks: Sequence[Mark], left: Sequence[Bar] = ()) -> str:
    """Return the last line of a benchmark: the bars missed by name, or that all held; `left` were not measured."""
    missed = [mark.name for mark in marks if mark.is_missed]
    if missed:
        return f"bars missed: {'; '.join(missed)}"
    if not any(mark.bar.limit is not None for mark in marks):
        return "bars missed: nothing was judged"
    if left:
        return f"all bars measured were held; not measured: {'; '.join(bar.what for bar in left)}"
    return "all bars held"


def is_failed(marks: Sequence[Mark]) -> bool:
    """Tell whether a benchmark ends with an error: a bar is missed, or none was judged."""
    return verdict(marks).startswith("bars missed")


def load_notice() -> str:
    """Say when others are computing too; empty on a quiet machine."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if load <= cores - 1:
        return ""
    return f"load {load:.1f} on {cores} cores: taken on a shared machine, where time that passes says little"
