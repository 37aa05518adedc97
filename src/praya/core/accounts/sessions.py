"""Ask who is signed in by a session, from outside of a request."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest


def request_in(session: str) -> HttpRequest:
    """Return a request as if made in a session, with its user; of nobody where the session or the account is no more."""
    request = HttpRequest()
    request.method = "GET"
    request.session = cast("Any", import_module(settings.SESSION_ENGINE)).SessionStore(session)
    request.user = get_user(request)
    return request


def account_in(session: str) -> int | None:
    """Return the number of the account that is signed in by a session, None where nobody is any more."""
    return request_in(session).user.pk
