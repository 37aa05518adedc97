"""Note which statements each test asks of the first database, and choose for the second the tests that ask each of them once.

A statement is taken by its form: what is compared, how many rows it writes and how long a list is do not count. On the second
database every form that any test has asked is asked again, by the fewest tests that a plain greedy choice finds. What the first
run cannot speak for is played in any case: what commits (constraints at the end of a transaction, threads, processes), what
tests/databases.py names, and tests that the note does not know. Rows that are locked are noted too, though SQLite is never asked
to lock them.
"""

from __future__ import annotations

import heapq
import json
import os
import re
from collections.abc import Generator, Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from tests.databases import is_always_for_both

# What a test costs beside its statements, in statements.
START = 20
_asked: dict[str, int] = {}
_noted: dict[str, dict[str, Any]] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run note what it asks, or choose by what another one has noted."""
    parser.addoption("--note-statements", metavar="FOLDER", help="write down which statements each test asks")
    parser.addoption("--by-statements", metavar="FOLDER", help="play the tests that ask every noted statement once")


def pytest_configure(config: pytest.Config) -> None:
    """Listen to every cursor."""
    if not config.getoption("--note-statements"):
        return
    for name in ("execute", "executemany"):
        setattr(CursorWrapper, name, _listening(getattr(CursorWrapper, name)))
    QuerySet.select_for_update = _noting_locks(QuerySet.select_for_update)  # type: ignore[method-assign]


def _note(text: str) -> None:
    _asked[text] = _asked.get(text, 0) + 1


def _listening(usual: Any) -> Any:
    def listening(self: Any, sql: Any, *words: Any, **named: Any) -> Any:
        _note(str(sql))
        return usual(self, sql, *words, **named)

    return listening


def _noting_locks(usual: Any) -> Any:
    def locking(self: Any, *words: Any, **named: Any) -> Any:
        with suppress(EmptyResultSet):
            _note(f"lock {self.query.sql_with_params()[0]} {words} {named}")
        return usual(self, *words, **named)

    return locking


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note what one test asks, from the making of its fixtures to their end."""
    _asked.clear()
    ended = yield
    if item.config.getoption("--note-statements"):
        asked = dict(_asked)
        _noted[item.nodeid] = {"forms": sorted({form(text) for text in asked}), "count": sum(asked.values())}
    return ended


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write down what was noted; every process has a file of its own."""
    folder = session.config.getoption("--note-statements")
    if folder and _noted:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        (place / f"{worker}.json").write_text(json.dumps(_noted), encoding="utf-8")


_VALUES = (
    (re.compile(r"'[^']*'|\b\d+\b"), "?"),
    (re.compile(r"\?|%s|%\(\w+\)s"), "?"),
    (re.compile(r"\((?:\?, ?)*\?\)"), "(?)"),
    (re.compile(r"\(\?\)(?:, ?\(\?\))+"), "(?)"),
    (re.compile(r"\bs\d+_x\d+\b"), "s"),
)


@cache
def form(statement: str) -> str:
    """Return a short name of a statement's form: alike for statements that differ in values and in the length of lists only."""
    for pattern, put in _VALUES:
        statement = pattern.sub(put, statement)
    return sha256(statement.encode()).hexdigest()[:12]


def read_notes(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what all processes of a run have noted, by the name of the test."""
    notes: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        notes |= json.loads(path.read_text(encoding="utf-8"))
    return notes


def covering(tests: Iterable[str], notes: Mapping[str, Mapping[str, Any]], asked: Iterable[str] = ()) -> set[str]:
    """Return tests that together ask every form that all of them ask, but for those `asked` already.

    The test that asks most new forms for what it costs comes first; the same notes always lead to the same choice.
    """
    left = {name: set(notes[name]["forms"]) - set(asked) for name in tests}
    costs = {name: notes[name]["count"] + START for name in left}
    heap = [(-len(forms) / costs[name], name) for name, forms in left.items() if forms]
    heapq.heapify(heap)
    chosen: set[str] = set()
    done: set[str] = set()
    while heap:
        _worth, name = heapq.heappop(heap)
        left[name] -= done
        if not left[name]:
            continue
        worth = -len(left[name]) / costs[name]
        if heap and worth > heap[0][0]:
            heapq.heappush(heap, (worth, name))
            continue
        chosen.add(name)
        done |= left[name]
    return chosen


def chosen_for_the_second(items: list[pytest.Item], folder: Path) -> set[pytest.Item]:
    """Return the tests that the second database plays; all of them where nothing was noted."""
    notes = read_notes(folder)
    in_any_case = {item for item in items if item.nodeid not in notes or is_always_for_both(item) or _commits(item)}
    asked = {one for item in in_any_case - _cut(items) for one in notes.get(item.nodeid, {"forms": ()})["forms"]}
    others = {item.nodeid: item for item in items if item not in in_any_case and not _is_skipped(item)}
    return in_any_case | {others[name] for name in covering(sorted(others), notes, asked)}


def _cut(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return the tests that play less on the second database than what was noted on the first: they speak for nothing there."""
    return {item for item in items if item.nodeid.startswith("tests/access/") or _is_skipped(item)}


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(mark and mark.kwargs.get("transaction")) or bool(fixtures & {"transactional_db", "live_server"})


def _is_skipped(item: pytest.Item) -> bool:
    return any(bool(mark.args and mark.args[0] is True) for mark in item.iter_markers("skipif"))
