"""Judge the verdicts of a room, and write them down for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from .known import MOST_SURVIVORS, Equivalent, House
from .ledger import Entry, entries_of
from .trial import OVERTIME, SURVIVED

HEADS = ("room", "mutants", "tried", "killed", "survived", "timeouts", "listed", "share")


@dataclass(frozen=True)
class Result:
    """Hold the verdicts of a room: how many faults it has, those tried, and what of the list was met."""

    room: str
    total: int
    entries: Sequence[Entry]
    listed: Sequence[Equivalent]

    @property
    def survivors(self) -> list[Entry]:
        """Return the faults that no test noticed and nobody has explained."""
        known = {one.key for one in self.listed}
        return [one for one in self.entries if one.verdict == SURVIVED and one.key not in known]

    @property
    def excused(self) -> list[Equivalent]:
        """Return the listed ones that survived, as they should."""
        alive = {one.key for one in self.entries if one.verdict == SURVIVED}
        return [one for one in self.listed if one.key in alive]

    @property
    def outdated(self) -> list[Equivalent]:
        """Return the listed ones that a test notices, or, where everything was tried, that are no fault of the room any more."""
        held = {one.key for one in self.entries}
        alive = {one.key for one in self.excused}
        is_whole = len(self.entries) == self.total
        return [one for one in self.listed if one.key not in alive and (one.key in held or is_whole)]

    @property
    def share(self) -> float:
        """Return the survivors' part of what could be noticed."""
        counted = len(self.entries) - self._excused_entries
        return len(self.survivors) / counted if counted else 0.0

    @property
    def _excused_entries(self) -> int:
        return sum(one.verdict == SURVIVED for one in self.entries) - len(self.survivors)

    @property
    def interval(self) -> tuple[float, float]:
        """Return between what the share of the whole room lies with 95 % (Wilson's interval)."""
        count, part, width = len(self.entries) - self._excused_entries, self.share, 1.96
        if not count:
            return (0.0, 1.0)
        middle = part + width**2 / (2 * count)
        spread = width * sqrt(part * (1 - part) / count + width**2 / (4 * count**2))
        scale = 1 + width**2 / count
        return ((middle - spread) / scale, (middle + spread) / scale)

    @property
    def is_over(self) -> bool:
        """Tell whether the room passes the bar."""
        return self.share > MOST_SURVIVORS

    @property
    def row(self) -> list[str]:
        """Return the room's line of the table."""
        verdicts = Counter(one.verdict for one in self.entries)
        alive, late = len(self.survivors), verdicts[OVERTIME]
        share = f"{100 * self.share:.1f} %"
        if len(self.entries) < self.total:
            low, high = self.interval
            share += f" ({100 * low:.1f} to {100 * high:.1f})"
        counts = (self.total, len(self.entries), verdicts["killed"], alive, late, self._excused_entries)
        return [self.room, *map(str, counts), share]


def result_of(house: House, room: str) -> Result:
    """Read a room's last run."""
    entries, total = entries_of(house, room)
    return Result(room, total, entries, house.equivalents(room))


def table(results: Sequence[Result]) -> list[str]:
    """Return the table for a screen."""
    rows = [list(HEADS), *(one.row for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def verdicts(results: Sequence[Result]) -> list[str]:
    """Return the sentences that make a run fail."""
    found = []
    for result in results:
        if result.is_over:
            found.append(f"{result.room}: {100 * result.share:.1f} % survive, the bar is {100 * MOST_SURVIVORS:.0f} %")
        for one in result.outdated:
            path, function, line, mutation = one.key
            found.append(f"{result.room}: out of date in tests/mutants.toml: {path} {function} `{line}` {mutation}")
    return found


def write(house: House, result: Result) -> None:
    """Write the report of a room."""
    path = house.root / "var" / "reports" / "mutation" / f"{house.file_of(result.room)}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# Mutants of {result.room}", "", "| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    lines += ["| " + " | ".join(result.row) + " |", "", "## Survivors", ""]
    for one in result.survivors:
        note = f" ({one.note})" if one.note else ""
        lines.append(f"- {one.path}:{one.number} `{one.function}`{note}\n  - `{one.line}`\n  - {one.mutation}")
    lines += ["", "## Listed as changing nothing", ""]
    for known in result.excused:
        lines.append(f"- {known.key[0]} `{known.key[1]}`: {known.key[3]}: {known.reason}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
