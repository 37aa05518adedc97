"""Build rows once for many tests: what is dear to make is made in a transaction around them all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import TestCase
from pytest_django import DjangoDbBlocker


@contextmanager
def stage(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keep what the block writes until it ends, as Django does for a class of tests; each test's own changes are taken back.

    For fixtures of a module or package none of whose tests is transactional (those empty the database at their end).
    """

    class Stage(TestCase):
        """Hold the transaction."""

    with blocker.unblock():
        Stage.setUpClass()
        try:
            yield
        finally:
            Stage.tearDownClass()
            Stage.doClassCleanups()
