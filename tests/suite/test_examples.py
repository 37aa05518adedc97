"""Property tests draw their full number of examples where nothing is left out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests import examples


@pytest.mark.parametrize(("is_thorough", "drawn"), [(False, 20), (True, 60)])
def test_the_number_drawn_hangs_on_the_run(monkeypatch: pytest.MonkeyPatch, is_thorough: bool, drawn: int) -> None:
    monkeypatch.setitem(examples._run, "is_thorough", is_thorough)
    assert examples.examples(20, thorough=60).max_examples == drawn


def test_no_test_hangs_on_how_fast_examples_are_drawn() -> None:
    for one in (settings(max_examples=5), examples.examples(20, thorough=60)):
        assert (one.deadline, HealthCheck.too_slow in one.suppress_health_check) == (None, True)
