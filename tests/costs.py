"""Note what every test costs, in seconds of processor time: waiting for others on a shared machine does not count."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Generator

import pytest
from script.lib.pace import pace

EVERY = 25  # tests; the machine's pace is noted again after so many
_BEGAN = pytest.StashKey[float]()
_ended = itertools.count()
_shared = {"seconds": 0.0}


def spent() -> float:
    """Return the seconds of processor time of this process and of the children that it has waited for."""
    children = os.times()
    return time.process_time() + children.children_user + children.children_system - _shared["seconds"]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """Leave out what is made once for the whole run, as the test database is: it is no cost of the test that comes first."""
    began = spent()
    made = yield
    if fixturedef.scope == "session":
        _shared["seconds"] += spent() - began
    return made


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Begin to count before the fixtures are made."""
    item.stash[_BEGAN] = spent()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write the cost into the report of the test's end, from where JUnit's file takes it."""
    if call.when == "teardown" and _BEGAN in item.stash:
        item.user_properties.append(("cpu", f"{spent() - item.stash[_BEGAN]:.3f}"))
        if next(_ended) % EVERY == 0:
            item.user_properties.append(("pace", f"{pace():.4f}"))
    return (yield)
