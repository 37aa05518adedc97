"""Answer every fault that a reader can meet in our own words: a page for people, one shape of JSON for programs.

Django, its libraries and the gate answer some with a blank, and know no programs. What is a page already stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from praya.core.access.returning import page_at
from praya.core.api.answers import CODES, fault
from praya.core.texts.regions import reading_in, region_accepted

_API = re.compile(r"/(e/[^/]+/)?api/")
MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


def is_for_programs(path: str) -> bool:
    """Tell whether programs are answered at an address.

    >>> [is_for_programs(path) for path in ("/api/catalogue/", "/e/pearl/api/works/", "/e/api/works/", "/e/pearl/works/api/")]
    [True, True, False, False]
    """
    return _API.match(path) is not None


def said_to_programs(status: int, most: int = MOST) -> str:
    """Return the sentence that goes with a fault, for whoever reads the log of a program."""
    return {
        400: _("The request cannot be read, or holds too much at once."),
        403: _("This was refused, and nothing has changed."),
        404: _("Nothing is here that you may read."),
        405: _("This address only reads: ask with GET."),
        408: _("The request took too long to arrive. Please send it again."),
        413: _("This is more than %(most)d MB. Please send less at once.") % {"most": most},
        415: _("Nobody here reads what was sent in this form."),
        429: _("Too many requests in a short time. Wait before you ask again."),
        500: _("Something broke on our side, and nothing has been half saved. Ask again in a minute."),
        503: _("The system is busy. Ask again in a few seconds."),
    }[status]


class OwnRefusals:
    """Stand below what knows the reader's language, and word what comes back."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and the answer back in our words."""
        response = self.answer(request)
        if response.status_code not in CODES or response.streaming or not isinstance(response, HttpResponse):
            return response
        with reading_in(getattr(request, "region", "")):
            said = worded(request, response)
        if said is not response:
            vars(said)["_resource_closers"] += vars(response)["_resource_closers"]
            for name in KEPT:
                if name in response.headers:
                    said.headers[name] = response.headers[name]
        return said


def worded(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a fault as its reader can use it."""
    status = response.status_code
    if is_for_programs(request.path):
        is_ours = response.headers.get("Content-Type", "").startswith("application/json")
        return response if is_ours else fault(status, CODES[status], said_to_programs(status))
    if response.content:
        return response
    return render(request, f"{status}.html", {"back": page_at(request.path), "most": MOST}, status=status)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer what came without the token of a form; a program that sends to what only reads is told that."""
    if is_for_programs(request.path):
        answer = fault(405, CODES[405], said_to_programs(405))
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    return csrf_failure(request, reason)


def refused_before(path: str, headers: Mapping[str, str], status: int, *, most: int = MOST) -> tuple[str, bytes]:
    """Return the type and the content of what is answered before Django sees a request, in its sender's language."""
    with override(_language_of(headers)), reading_in(region_accepted(headers.get("accept-language", ""))):
        if is_for_programs(path):
            answer = fault(status, CODES[status], said_to_programs(status, most))
            return answer.headers["Content-Type"], answer.content
        page = render_to_string(f"{status}.html", {"back": page_at(path), "most": most})
    return "text/html; charset=utf-8", page.encode()


def _language_of(headers: Mapping[str, str]) -> str:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get("accept-language", "")
    try:
        request.COOKIES = {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        request.COOKIES = {}
    return get_language_from_request(request)
