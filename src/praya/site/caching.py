"""Keep from browsers and proxies what is said to one person, and what was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ACCOUNTS = "/accounts/"


class NothingKept:
    """Say `no-store` where a page has said nothing: to whoever has a session, about signing in, when leading on, of every fault.

    An answer that nothing is here may be wrong a moment later, and must look alike to everybody.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say how long the answer may be kept."""
        response = self.answer(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session or response.status_code >= 300 or request.path.startswith(ACCOUNTS):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
