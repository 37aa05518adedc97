"""Answer what a machine room asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.jobs.actions import enqueue
from praya.core.jobs.tasks import prune_jobs
from praya.site import health, probes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unremembered(monkeypatch):
    """Look at the migrations anew."""
    monkeypatch.setattr(probes, "_migrations", probes.Migrations())


def test_process_answers_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/health").json() == {"alive": True}


def test_everything_in_place():
    answer = Client().get("/ready")

    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "database": True, "migrations": True, "jobs": True, "disk": True},
    )


def test_asked_again_it_costs_two_queries(django_assert_num_queries):
    Client().get("/ready")
    with django_assert_num_queries(2):
        Client().get("/ready")


def test_job_that_waits_too_long():
    job = enqueue(prune_jobs)
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(minutes=11))
    answer = Client().get("/ready")

    assert (answer.status_code, answer.json()["jobs"]) == (503, False)


def test_database_that_does_not_answer(monkeypatch):
    def refuse(*words):
        raise DatabaseError

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False, "disk": True})


def test_migration_that_is_missing(monkeypatch):
    monkeypatch.setattr("praya.site.readiness.unapplied_migrations", lambda: ["core.0009_new"])

    assert Client().get("/ready").json()["migrations"] is False


def test_full_disk(monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)

    assert Client().get("/ready").json()["disk"] is False
