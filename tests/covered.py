"""Let a run that measures coverage measure what it is held to: on Python 3.11 measuring makes a test three quarters dearer.

Every day that is the engines, by their own tests; with `--all` the whole house, by all tests.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Generator
from dataclasses import dataclass, field

import pytest
from coverage import Coverage

import praya.engines

EVERY_DAY = "tests/engines/"
_HELD = pytest.StashKey["Measuring"]()


@dataclass
class Measuring:
    """Hold what measures while it does not: coverage itself forgets what was stopped.

    A worker of xdist has two, the one that pytest-cov begins before it knows where it is, and its own above; a lower one goes on
    as soon as the upper one stops.
    """

    stopped: list[Coverage] = field(default_factory=list)

    def be(self, is_on: bool) -> None:
        """Measure, or measure not."""
        if is_on:
            while self.stopped:
                self.stopped.pop().start()
            return
        while (upper := Coverage.current()) is not None:
            upper.stop()
            self.stopped.append(upper)


def is_measured(nodeid: str, *, is_all: bool) -> bool:
    """Tell whether coverage is measured while a test is played."""
    return is_all or nodeid.startswith(EVERY_DAY)


def _import_all() -> None:
    for found in pkgutil.walk_packages(praya.engines.__path__, f"{praya.engines.__name__}."):
        importlib.import_module(found.name)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Begin or stop to measure before the fixtures of a test are made."""
    stash = item.config.stash
    # What others measure for themselves, as script/mutate does, is theirs to begin and to stop.
    if _HELD not in stash and item.config.getoption("cov_source", None) and Coverage.current() is not None:
        stash[_HELD] = Measuring()
        _import_all()  # or what a module does when it is imported would be missed where that happens unmeasured
    if _HELD in stash:
        stash[_HELD].be(is_measured(item.nodeid, is_all=item.config.getoption("--all")))
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave the measuring as the plugin began it."""
    if _HELD in session.config.stash:
        session.config.stash[_HELD].be(True)
