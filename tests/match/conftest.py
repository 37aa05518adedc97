"""Play the tests of these rooms before the edition of the builders begins, whatever the day."""

from __future__ import annotations

import pytest

from praya.match.requests import slots


@pytest.fixture(autouse=True)
def in_time(before_the_market: None) -> None:
    """Play before the edition begins."""


@pytest.fixture(autouse=True)
def every_free_slot(request, monkeypatch):
    """Offer every free slot, so that tests may name those that they mean; modules about the drawing say so."""
    if not getattr(request.module, "IS_ABOUT_DRAWING", False):
        monkeypatch.setattr(slots, "drawn", lambda free, days, **words: free)
