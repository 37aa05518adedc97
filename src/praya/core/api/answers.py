"""Write answers for programs: JSON with a fingerprint, and faults of one form."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

# What programs compare: a code for each status that has but one cause, and those of the causes that share a status.
CODES = {
    400: "not_understood",
    403: "refused",
    404: "absent",
    405: "method",
    408: "too_slow",
    413: "too_large",
    415: "media_type",
    429: "too_often",
    500: "broken",
    503: "busy",
}
OF_CAUSES = ("parameter", "token", "read_only")


def content(value: Any) -> HttpResponse:
    """Return an answer that holds a value."""
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})


def fault(status: int, code: str, message: str, *, parameter: str = "") -> HttpResponse:
    """Return a fault: a code that programs compare, a sentence for whoever reads the log, and the parameter it is about."""
    about = {"parameter": parameter} if parameter else {}
    answer = JsonResponse({"error": {"code": code, **about, "message": message}}, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def wrong(parameter: str, message: str) -> HttpResponse:
    """Return the fault of a parameter."""
    return fault(400, "parameter", message, parameter=parameter)


def absent() -> HttpResponse:
    """Return the one answer for what is absent, forbidden or foreign."""
    return fault(404, "absent", _("Nothing is here that you may read."))


def refused(request: HttpRequest) -> HttpResponse:
    """Ask a stranger for a token; tell everybody else that nothing is here."""
    if request.user.is_authenticated:
        return absent()
    answer = fault(401, "token", _("Send a token that may read this: Authorization: Bearer praya_…"))
    answer["WWW-Authenticate"] = 'Bearer realm="Praya"'
    return answer


def too_often(seconds: int) -> HttpResponse:
    """Ask a caller to wait."""
    answer = fault(429, "too_often", _("Too many requests in this minute. Ask again after %(n)d seconds.") % {"n": seconds})
    answer["Retry-After"] = str(seconds)
    return answer


def conditional(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Put a fingerprint on an answer, and leave its content out where the caller has it already (RFC 9110, 13.1.2).

    A program may keep what it was told and ask whether it still holds; a browser keeps of a session neither pages nor this.
    """
    patch_vary_headers(answer, ["Authorization", "Cookie"])
    if not isinstance(answer, HttpResponse) or answer.status_code != 200:
        return answer
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    if tag in known or "*" in known:
        answer = HttpResponseNotModified(headers={"Vary": answer["Vary"]})
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-store" if has_session else "private, no-cache"
    return answer
