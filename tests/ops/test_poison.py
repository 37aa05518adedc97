"""Put jobs among good ones that end whatever does them: nobody but they themselves suffers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.examples import amount
from tests.ops.poisoning import POISONS, poison

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="a dead process is told by /proc"),
]
LATEST_SECONDS = 5.0


def test_poison_harms_nobody_else_and_is_in_quarantine_after_three_strikes():
    harm = poison(good=40, workers=1, timed=6, innocents=2, over=6.0, limit=150)

    assert (harm.lost, harm.twice, harm.given_up, harm.untimely, harm.running, harm.halves) == (0, 0, 0, 0, 0, 0)
    assert harm.innocents_done == harm.innocents
    assert harm.states == dict.fromkeys(POISONS, "held")
    assert harm.executions == dict.fromkeys(POISONS, 3)
    assert harm.latest <= LATEST_SECONDS


def test_three_workers_share_good_jobs_and_poison():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one worker")
    harm = poison(good=60, workers=3, timed=6, innocents=3, over=6.0, kinds=("aborts", "is_killed"), limit=150)

    assert (harm.lost, harm.twice, harm.given_up, harm.untimely, harm.running) == (0, 0, 0, 0, 0)
    assert harm.innocents_done == harm.innocents
    assert (set(harm.states.values()), set(harm.executions.values())) == ({"held"}, {3})
    assert harm.latest <= LATEST_SECONDS


@pytest.mark.one_database(reason="the same is asked of forty and of sixty jobs on both; a thousand take minutes on PostgreSQL")
def test_hundreds_of_good_jobs_are_each_done_once_beside_every_way_to_die():
    kinds = (*POISONS, "leaves", "sleeps")
    harm = poison(good=amount(300, thorough=1000), workers=1, timed=10, innocents=2, over=20.0, kinds=kinds, limit=600)

    assert (harm.lost, harm.twice, harm.given_up, harm.untimely, harm.running, harm.halves) == (0, 0, 0, 0, 0, 0)
    assert harm.innocents_done == harm.innocents
    assert (harm.states, harm.executions) == (dict.fromkeys(kinds, "held"), dict.fromkeys(kinds, 3))
    assert harm.latest <= LATEST_SECONDS
