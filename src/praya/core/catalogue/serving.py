"""Answer with the bytes of a picture, so that a browser keeps of them only what its user may see."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

YEAR = 365 * 24 * 3600


def jpeg(request: HttpRequest, digest: str, read: Callable[[bool], bytes], *, is_for_all: bool = False) -> HttpResponse:
    """Answer with a picture; with ?small it is `read` small. Its address names its content: what is for all is asked for once.

    What only some may see is asked for each time, so that a browser shows nothing that its user may see no longer.
    """
    is_small, tag = "small" in request.GET, f'"{digest}"'
    keeping = f"private, max-age={YEAR}, immutable" if is_for_all else "private, no-cache"
    headers = {"Cache-Control": keeping, "ETag": tag, "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(read(is_small), content_type="image/jpeg", headers=headers)
