"""Let no pair pause in these tests: which ones do depends on the numbers that a database gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from praya.match.suggestions import gathering


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "LIMITS", replace(gathering.LIMITS, rests=0))
