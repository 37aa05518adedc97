"""Coverage is measured while a test is played that it is held to, and not meanwhile."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests import covered
from tests.covered import Measuring, is_measured


@pytest.mark.parametrize(
    ("nodeid", "is_all", "measured"),
    [
        ("tests/engines/zones/test_days.py::test_one", False, True),
        ("tests/core/keys/test_pages.py::test_one", False, False),
        ("tests/core/keys/test_pages.py::test_one", True, True),
    ],
)
def test_the_engines_are_measured_every_day(nodeid: str, is_all: bool, measured: bool) -> None:
    assert is_measured(nodeid, is_all=is_all) is measured


def test_all_that_measures_stops_and_goes_on_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[Fake] = []

    class Fake:
        """Stand for coverage, which knows only what measures now."""

        @staticmethod
        def current() -> Fake | None:
            """Return what was begun last."""
            return running[-1] if running else None

        def start(self) -> None:
            """Begin above what runs."""
            running.append(self)

        def stop(self) -> None:
            """End, if it is what was begun last."""
            assert running.pop() is self

    monkeypatch.setattr(covered, "Coverage", Fake)
    lower, upper = Fake(), Fake()
    lower.start()
    upper.start()
    measuring = Measuring()
    measuring.be(False)
    measuring.be(False)
    assert running == []
    measuring.be(True)
    measuring.be(True)
    assert running == [lower, upper]


@pytest.mark.parametrize(("asked", "stops"), [([True], 1), ([], 0), (None, 0)])
def test_what_others_measure_for_themselves_goes_on(
    monkeypatch: pytest.MonkeyPatch, asked: list[bool] | None, stops: int
) -> None:
    stopped: list[object] = []
    running = [SimpleNamespace(stop=lambda: stopped.append(running.pop()))]
    monkeypatch.setattr(covered, "Coverage", SimpleNamespace(current=lambda: running[-1] if running else None))
    options = {"cov_source": asked, "--all": False}
    config = SimpleNamespace(stash=pytest.Stash(), getoption=lambda name, default=None: options[name] or default)
    item = SimpleNamespace(config=config, nodeid="tests/core/keys/test_pages.py::test_one")
    next(covered.pytest_runtest_protocol(item))  # type: ignore[arg-type]
    assert len(stopped) == stops
