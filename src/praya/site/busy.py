"""Answer that the database is busy, where it is: nothing was written, and trying again soon is right."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.retrying import is_busy

RETRY_SECONDS, FAILED = 5, 400


class BusyDatabase:
    """Turn a database that lets nobody write, or is away, into 503 with the time after which to try again."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer the faults that pass by themselves; leave all others to be seen."""
        if isinstance(fault, OperationalError) and is_busy(fault):
            return _later(request, is_done=False)
        return None


class Sessions(SessionMiddleware):
    """Keep sessions as Django does; one that cannot be written, after a page has done its work, is no fault of the program."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session, or answer that the page may have done what it was asked, and that its end was not written."""
        try:
            return super().process_response(request, response)
        except OperationalError as fault:
            if not is_busy(fault):
                raise
            return _later(request, is_done=response.status_code < FAILED)


def _later(request: HttpRequest, *, is_done: bool) -> HttpResponse:
    answer = render(request, "503.html", {"is_done": is_done and request.method != "GET"}, status=503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
