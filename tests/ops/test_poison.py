"""Put jobs among good ones that end whatever does them: nobody but they themselves suffers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from praya.core.audit.actions import record
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job
from tests.core.jobs import poisons, probes
from tests.examples import amount
from tests.ops.poisoning import POISONS, count, poison

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


def test_every_harm_is_counted():
    """The control: what poison did to an older worker, planted as rows, is told by the same count."""
    good, (innocent, culprit) = (
        [enqueue(probes.add_entry, number) for number in range(4)],
        [enqueue(task, *words) for task, words in ((poisons.innocent, (1, 1.0)), (poisons.aborts, ()))],
    )
    for number in (0, 0, 1):
        record("probe", str(number), by=None)
    record("poison", "half", by=None)
    DBTaskResult.objects.filter(pk=innocent.pk).update(status="FAILED")
    DBTaskResult.objects.filter(pk=good[2].pk).update(status="RUNNING")
    harm = count(4, 1, 2, {"aborts": Job.objects.get(pk=culprit.pk)}, 0.0, 0.0)

    assert (harm.lost, harm.twice, harm.given_up, harm.untimely, harm.running, harm.halves) == (2, 1, 1, 2, 1, 1)
    assert (harm.innocents_done, harm.states, harm.executions) == (0, {"aborts": "waiting"}, {"aborts": 0})
