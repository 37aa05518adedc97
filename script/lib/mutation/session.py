"""Try the faults of one room: one start of pytest, one run that notes what reaches what, then one fork for each fault.

    python -m script.lib.mutation.session ROOM [--sample N] [--seed S] [--fresh]

Writes the verdicts to var/mutation/ROOM.json. Exits 2 when a test fails without any fault.
"""

from __future__ import annotations

import ast
import gc
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import FunctionType

import pytest

from .databases import keep
from .faults import Mutant, mutants_of
from .known import House
from .ledger import Ledger, Verdict
from .planting import caches_of, functions_in, plant
from .reach import Reach
from .trial import KILLED, SURVIVED, Nobody, read_tree, try_out

NOBODY = "no test reaches it"
RED = 2


@dataclass(frozen=True)
class Wanted:
    """Hold what was asked for: the room, how many of its faults, and whether earlier verdicts count."""

    room: str
    sample: int = 0
    seed: int = 1
    is_fresh: bool = False


class Session:
    """Lead pytest through the run, as its plugin."""

    def __init__(self, house: House, wanted: Wanted, say: Callable[[str], None]) -> None:
        self.house, self.wanted, self.say = house, wanted, say
        self.paths = house.modules_of(wanted.room)
        self.reach = Reach(self.paths)
        self.folder = Path(tempfile.mkdtemp(prefix="mutation-"))
        self.renew: Callable[[], None] = lambda: None
        self.failed: list[str] = []
        self.living: dict[str, list[FunctionType]] = {}
        self.caches: list[_lru_cache_wrapper[object]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that fails without any fault."""
        if report.failed:
            self.failed.append(report.nodeid)
            self.say(report.longreprtext)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> object:
        """Keep the database as soon as it is made."""
        answer = yield
        if fixturedef.argname == "django_db_setup":
            self.renew = keep(self.folder)
        return answer

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Play all tests once, then the faults."""
        if not session.items:
            self.failed.append("nothing to run")
            return True
        nobody = Nobody(session)
        self.reach.begin()
        for item, following in zip(session.items, [*session.items[1:], nobody], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        self.reach.end()
        if not self.failed:
            self._try_all({item.nodeid: item for item in session.items})
        return True

    def pytest_unconfigure(self) -> None:
        """Remove the kept database, however the run has ended."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _try_all(self, items: dict[str, pytest.Item]) -> None:
        found = [one for path in self.paths for one in self._mutants(path)]
        chosen = found
        if self.wanted.sample and self.wanted.sample < len(found):
            numbers = sorted(random.Random(self.wanted.seed).sample(range(len(found)), self.wanted.sample))  # noqa: S311
            chosen = [found[number] for number in numbers]
        ledger = Ledger(self.house, self.wanted.room, is_fresh=self.wanted.is_fresh)
        reach = {self.house.short(path): self.reach.tests_by_line(path) for path in self.paths}
        self.living = functions_in({str(path) for path in self.paths})
        self.caches = caches_of("praya")
        gc.collect()
        gc.freeze()
        if not self._is_steady(items):
            return
        began, tried = time.monotonic(), 0
        for number, mutant in enumerate(chosen, 1):
            tests = {test for line in mutant.lines for test in reach[mutant.path].get(line, ())}
            verdict = ledger.remembered(mutant, tests)
            if verdict is None:
                verdict = self._judge(mutant, tests, items)
                tried += 1
                ledger.note(mutant, tests, verdict)
            if number % 25 == 0 or number == len(chosen):
                each = (time.monotonic() - began) / max(tried, 1)
                self.say(f"{self.wanted.room}: {number} of {len(chosen)}, {tried} tried, {each:.2f} s each")
        ledger.close(chosen, len(found))

    def _is_steady(self, items: dict[str, pytest.Item]) -> bool:
        """Try no fault at all: a test that fails in a trial by itself would seem to notice everything."""
        seconds = sum(self.reach.seconds.values())
        outcome = try_out(list(items.values()), seconds, self.renew)
        if outcome.verdict != SURVIVED:
            self.failed.append(f"{outcome.test} ({outcome.verdict} in a trial without a fault)\n{outcome.told}")
        return outcome.verdict == SURVIVED

    def _mutants(self, path: Path) -> list[Mutant]:
        text = path.read_text(encoding="utf-8")
        return mutants_of(self.house.short(path), text, ast.parse(text))

    def _judge(self, mutant: Mutant, tests: set[str], items: dict[str, pytest.Item]) -> Verdict:
        if not tests:
            return Verdict(SURVIVED, NOBODY)
        seconds = self.reach.seconds
        ordered = sorted((test for test in tests if test in items), key=lambda one: (seconds[one], one))
        usual = sum(seconds[test] for test in ordered)
        outcome = try_out([items[test] for test in ordered], usual, lambda: self._plant(mutant))
        return Verdict(outcome.verdict, outcome.test if outcome.verdict == KILLED else "")

    def _plant(self, mutant: Mutant) -> None:
        """Plant a fault in the child: its tree is read anew, so the parent's stays as it is."""
        self.renew()
        for cache in self.caches:
            cache.cache_clear()
        path = self.house.root / mutant.path
        tree = read_tree(path)
        text = path.read_text(encoding="utf-8")
        twin = next(one for one in mutants_of(mutant.path, text, tree) if one.name == mutant.name)
        if not plant(twin, tree, str(path), self.living.get(str(path), [])):
            raise LookupError(f"no living function holds {mutant.name}")


def main(words: list[str]) -> int:
    """Try the faults of a room and return 0, or 2 when its tests fail by themselves."""
    options = iter(words[1:])
    wanted = {"room": words[0]}
    numbers = {"sample": 0, "seed": 1}
    for option in options:
        name = option.removeprefix("--")
        if name in numbers:
            numbers[name] = int(next(options))
    house = House(Path.cwd())
    log = house.folder / f"{house.file_of(words[0])}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)
        with log.open("a", encoding="utf-8") as written:
            written.write(f"{text}\n")

    session = Session(house, Wanted(**wanted, **numbers, is_fresh="--fresh" in words), say)
    plugins = ["no:cacheprovider", "no:randomly", "no:random_order", "no:xdist", "no:cov"]
    arguments = [word for plugin in plugins for word in ("-p", plugin)]
    ended = pytest.main([*arguments, "-q", "-s", "--no-header", *house.tests_of(words[0])], plugins=[session, session.reach])
    if session.failed:
        say("fails without any fault: " + ", ".join(session.failed))
        return RED
    return int(ended)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
