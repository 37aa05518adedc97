"""Note which tests reach which line of a room, and how long each test takes.

What a fixture of a module or of the whole run reaches counts for every test that could share it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Generator, Iterable
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from coverage import Coverage

from .planting import caches_of

_FIXTURE = "fixture of "


class Reach:
    """Watch a run of the tests, as a plugin of pytest."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._coverage = Coverage(data_file=None, include=[str(path) for path in paths], config_file=False)
        self.seconds: dict[str, float] = {}
        self._test = ""
        self._is_watching = False
        self._caches: list[_lru_cache_wrapper[object]] = []

    def begin(self) -> None:
        """Start to watch; every test is to reach by itself what an earlier one's remembered answer would spare it."""
        self._caches = caches_of("praya")
        self._coverage.start()
        self._is_watching = True

    def end(self) -> None:
        """Stop watching."""
        self._coverage.stop()
        self._is_watching = False

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note what one test reaches."""
        for one in self._caches:
            one.cache_clear()
        self._test = item.nodeid
        self._coverage.switch_context(self._test)
        began = time.process_time()
        answer = yield
        self.seconds[item.nodeid] = time.process_time() - began
        return answer

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """Note what a fixture that several tests share reaches."""
        if fixturedef.scope == "function" or not self._is_watching:
            return (yield)
        shared = self._test.partition("::")[0] if fixturedef.scope in {"module", "class"} else ""
        self._coverage.switch_context(_FIXTURE + shared)
        try:
            return (yield)
        finally:
            self._coverage.switch_context(self._test)

    def tests_by_line(self, path: Path) -> dict[int, set[str]]:
        """Return the tests that reach each line of a file."""
        found: dict[int, set[str]] = defaultdict(set)
        for line, contexts in self._coverage.get_data().contexts_by_lineno(str(path)).items():
            for context in contexts:
                if context.startswith(_FIXTURE):
                    shared = context.removeprefix(_FIXTURE)
                    found[line].update(test for test in self.seconds if test.startswith(shared))
                elif context:
                    found[line].add(context)
        return found
