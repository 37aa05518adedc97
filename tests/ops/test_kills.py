"""Kill workers while they work: nothing is lost, nothing is done twice to effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.ops.killing import rehearse

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="a dead process is told by /proc"),
]


def test_one_worker_killed_again_and_again_loses_nothing():
    tally = rehearse(jobs=40, workers=1, kills=4, seconds_each=0.08, seed=1)

    assert (tally.lost, tally.twice, tally.kills) == (0, 0, 4)


def test_two_workers_share_two_hundred_jobs_while_one_is_killed():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one worker")
    tally = rehearse(jobs=200, workers=2, kills=1, seconds_each=0.02, seed=2)

    assert (tally.jobs, tally.lost, tally.twice, tally.kills, tally.executed_by) == (200, 0, 0, 1, 2)
