"""A database that is busy or away is answered with a time to come back; every other fault is left to be seen."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from praya.site.busy import BusyDatabase, Sessions

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


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "word"), [("post", b"may have been saved"), ("get", b"nothing of what you did")])
def test_a_session_that_cannot_be_written_is_no_fault(monkeypatch, method: str, word: bytes) -> None:
    """The page has done its work by then, which the answer says of whatever does some."""

    def page(request):
        request.session["seen"] = True
        return HttpResponse("done")

    def locked(self, must_create=False):
        raise OperationalError("database is locked")

    monkeypatch.setattr(SessionStore, "save", locked)
    answer = Sessions(page)(getattr(RequestFactory(), method)("/"))
    assert (answer.status_code, answer.headers["Retry-After"], word in answer.content) == (503, "5", True)


@pytest.mark.django_db
def test_another_fault_of_a_session_is_seen(monkeypatch) -> None:
    def broken(self, must_create=False):
        raise OperationalError("no such table: django_session")

    monkeypatch.setattr(SessionStore, "save", broken)

    def page(request):
        request.session["seen"] = True
        return HttpResponse("done")

    with pytest.raises(OperationalError, match="no such table"):
        Sessions(page)(RequestFactory().get("/"))
