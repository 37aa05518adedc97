"""Keep the verdicts, so that only what has changed is tried again.

A killed fault stays killed while its module and the file of the test that noticed it stay as they are; a survivor is tried
again when its module, the tests that reach it, or their files have changed. What other modules do is not looked at:
`--fresh` tries everything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from .faults import Mutant
from .known import House
from .trial import KILLED


@dataclass(frozen=True)
class Verdict:
    """Hold how a trial ended, and which test noticed it or why none could."""

    verdict: str
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """Hold the verdict of one fault together with what reads its line."""

    path: str
    function: str
    number: int
    line: str
    mutation: str
    verdict: str
    note: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what survives when lines shift."""
        return (self.path, self.function, self.line, self.mutation)


class Ledger:
    """Hold the verdicts of a room."""

    def __init__(self, house: House, room: str, *, is_fresh: bool = False) -> None:
        self.house, self.room = house, room
        self._lines = house.folder / f"{house.file_of(room)}.jsonl"
        self._seen: dict[str, dict[str, str]] = {}
        if self._lines.exists() and not is_fresh:
            for line in self._lines.read_text(encoding="utf-8").splitlines():
                held = json.loads(line)
                self._seen[held["name"]] = held
        self._lines.parent.mkdir(parents=True, exist_ok=True)
        self._print = cache(self._print_of)

    def _print_of(self, path: str) -> str:
        return hashlib.sha256((self.house.root / path).read_bytes()).hexdigest()[:16]

    def _fingerprint(self, mutant: Mutant, tests: Iterable[str]) -> str:
        files = sorted({test.partition("::")[0] for test in tests})
        parts = [self._print(mutant.path), *files, *map(self._print, files), *sorted(tests)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def remembered(self, mutant: Mutant, tests: set[str]) -> Verdict | None:
        """Return an earlier verdict that still holds."""
        held = self._seen.get(mutant.name)
        if held is None:
            return None
        is_killed = held["verdict"] == KILLED and held["note"] in tests
        asked = {held["note"]} if is_killed else tests
        return Verdict(held["verdict"], held["note"]) if held["print"] == self._fingerprint(mutant, asked) else None

    def note(self, mutant: Mutant, tests: set[str], verdict: Verdict) -> None:
        """Write a verdict down at once: a run that is broken off goes on from there."""
        asked = {verdict.note} if verdict.verdict == KILLED and verdict.note else tests
        held = {"name": mutant.name, "print": self._fingerprint(mutant, asked), **asdict(verdict)}
        self._seen[mutant.name] = held
        with self._lines.open("a", encoding="utf-8") as written:
            written.write(json.dumps(held, ensure_ascii=False) + "\n")

    def close(self, chosen: Sequence[Mutant], total: int) -> None:
        """Write what the report reads: the verdicts of this run, and of how many faults they were chosen."""
        mutants = {one.name: one for one in chosen}
        entries = [
            {**asdict(Entry(one.path, one.function, one.number, one.line, one.mutation, "", "")),
             "verdict": self._seen[name]["verdict"], "note": self._seen[name]["note"]}
            for name, one in mutants.items()
        ]  # fmt: skip  # one fault a line
        path = outcome_of(self.house, self.room)
        path.write_text(json.dumps({"total": total, "entries": entries}, ensure_ascii=False), encoding="utf-8")


def outcome_of(house: House, room: str) -> Path:
    """Return where the verdicts of a room's last run are."""
    return house.folder / f"{house.file_of(room)}.json"


def entries_of(house: House, room: str) -> tuple[list[Entry], int]:
    """Read the verdicts of a room's last run, and of how many faults they were chosen."""
    held = json.loads(outcome_of(house, room).read_text(encoding="utf-8"))
    return [Entry(**one) for one in held["entries"]], held["total"]
