"""Answer text that no database can keep like an address that does not exist."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found


class UnstorableText:
    """Turn PostgreSQL's refusal of a NUL in text into a 404: a code or a word that holds one names nothing.

    SQLite looks such text up and finds nothing; forms refuse it with a sentence before it gets that far.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer the one fault that only hostile input can cause; leave all others to be seen."""
        if isinstance(fault, DataError) and "NUL (0x00)" in str(fault):
            return page_not_found(request, Http404("text with a NUL"))
        return None
