"""Play the tests of these rooms before the edition of the builders begins, whatever the day."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def in_time(before_the_market: None) -> None:
    """Play before the edition begins."""
