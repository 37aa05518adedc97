"""A database that is busy or away is answered with a time to come back; every other fault is left to be seen."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from praya.site.busy import BusyDatabase

BUSY = (
    "database is locked",
    "canceling statement due to lock timeout",
    "deadlock detected",
    "FATAL:  sorry, too many clients already",
)


@pytest.mark.parametrize("words", BUSY)
def test_a_busy_database_is_said_to_be_busy(words) -> None:
    answer = BusyDatabase(lambda request: None).process_exception(RequestFactory().post("/"), OperationalError(words))
    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"], b"nothing of what you did" in answer.content) == (503, "5", True)


@pytest.mark.parametrize("fault", [OperationalError("no such table: core_stream"), ValueError("database is locked")])
def test_other_faults_are_seen(fault) -> None:
    assert BusyDatabase(lambda request: None).process_exception(RequestFactory().get("/"), fault) is None


@pytest.mark.django_db
def test_a_view_that_finds_the_database_locked_answers_so(client, monkeypatch) -> None:
    def locked(*words: object, **more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("praya.core.accounts.views.set_language", locked)
    monkeypatch.setattr("praya.core.accounts.views.remember_language", locked)
    assert client.post("/language/", {"language": "pt"}).status_code == 503
