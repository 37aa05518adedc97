"""Build the small world once per worker, before its editions begin, and keep thousands of expected refusals out of the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoDbBlocker

from praya.core.accounts import proof
from tests.access.gatekeeping import Extent
from tests.access.world import World, build_world
from tests.access.written import fillers
from tests.clock import go_back
from tests.stages import stage


@pytest.fixture(autouse=True)
def quiet_refusals() -> Iterator[None]:
    """Log a request only when the server fails."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(before)


@pytest.fixture(autouse=True)
def in_time(before_the_market: None) -> None:
    """Play before the world's editions begin, whatever the day."""


@pytest.fixture(autouse=True)
def still_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let who plays have proved lately who they are, however long it takes on a slow machine."""
    monkeypatch.setattr(proof, "LASTS", timedelta(days=1))


@pytest.fixture(scope="package")
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build the world for all tests of this folder; it is gone when the last of them has ended."""
    with stage(django_db_blocker):
        with pytest.MonkeyPatch.context() as monkeypatch:
            go_back(monkeypatch)
            world = build_world(fillers())
        yield world


@pytest.fixture
def world(built_world: World, db: None) -> World:
    """Give a test the world; whatever the test changes in the database is taken back after it.

    Its jobs wait anew: on a slow machine the tests of this folder take longer than a job may wait before `ready` complains.
    """
    DBTaskResult.objects.ready().update(enqueued_at=timezone.now())
    return built_world


@pytest.fixture
def extent(request: pytest.FixtureRequest) -> Extent:
    """Return how much this run plays: where another database was asked before, a small cross-check is enough."""
    if request.config.getoption("--all"):
        return Extent.EVERYTHING
    return Extent.SAMPLE if connection.vendor == "postgresql" else Extent.ENTERED
