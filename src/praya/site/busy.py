"""Answer that the database is busy, where it is: nothing was written, and trying again soon is right."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.retrying import is_busy

RETRY_SECONDS = 5


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
            answer = render(request, "503.html", status=503)
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
            return answer
        return None
