"""Write one line of JSON per request, for machines to read; switched on by PRAYA_REQUEST_LOG.

No name, address or query leaves through it: people are told apart by a keyed hash that changes with the secret key.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

logger = logging.getLogger("praya.requests")


class RequestLog:
    """Time each request and count its queries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and write the line; the answer carries the line's number."""
        number, began, count = secrets.token_hex(8), time.monotonic(), Count()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers["X-Request-Id"] = number
        milliseconds = round(1000 * (time.monotonic() - began), 1)
        logger.info(json.dumps(line(request, response, number, milliseconds, count.queries), ensure_ascii=False))
        return response


class Count:
    """Count queries as they pass."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        """Let one pass."""
        self.queries += 1
        return execute(*words)


def line(request: HttpRequest, response: HttpResponseBase, number: str, milliseconds: float, queries: int) -> dict[str, Any]:
    """Return what is told of a request: the route's name, never the address itself."""
    match = request.resolver_match
    account = getattr(request, "user", None)
    key = str(account.pk) if account is not None and account.is_authenticated else ""
    return {
        "request": number,
        "method": request.method,
        "route": (match.url_name or match.route) if match else "",
        "edition": str(match.kwargs.get("edition", "")) if match else "",
        "status": response.status_code,
        "ms": milliseconds,
        "queries": queries,
        "account": salted_hmac("praya.requests", key).hexdigest()[:16] if key else "",
    }
