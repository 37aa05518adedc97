"""Load the small demo market once for all tests of a module that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from praya.demo.market import Loaded, load
from praya.demo.size import SMALL
from tests.stages import stage

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def staged_market(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """Load the market; it is gone after the module's last test."""
    with stage(django_db_blocker):
        yield load(SMALL, 1, NOW)


@pytest.fixture
def loaded(staged_market: Loaded, db: None) -> Loaded:
    """Give a test the market; what the test changes is taken back."""
    return staged_market
