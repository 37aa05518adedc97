"""Tell another site's page nothing: whatever it makes a browser ask for, everybody gets the same answer to it.

A browser says itself who makes it ask (`Sec-Fetch-Site`, on https and on this machine). What comes from a page of another
origin is answered before anybody is recognised and before any record is looked up: a new page by one page of ours, the same for
every address, which steps on from our own origin by itself; everything else by one refusal. So the session is looked at only once
nobody watches: `Cross-Origin-Opener-Policy` has taken the window from whoever opened it, even where what follows is a download.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

SITE = "Sec-Fetch-Site"
# What a browser says of its own user's steps and of ours; programs and old browsers say nothing.
OWN = frozenset({"same-origin", "none", ""})
REFUSAL = "Other sites may not ask for this.\n"
# Nothing of ours is for another origin's page, neither as a part of it nor as a window that it holds.
BOUNDS = {"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"}
ARRIVAL = {
    **BOUNDS,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Praya-Arrival": "1",  # the service worker keeps no such answer
}


def is_from_elsewhere(site: str) -> bool:
    """Tell whether a page of another origin asks, by what the browser says in `Sec-Fetch-Site`.

    >>> [is_from_elsewhere(site) for site in ("same-origin", "none", "", "same-site", "cross-site")]
    [False, False, False, True, True]
    """
    return site not in OWN


class Arrivals:
    """Answer other sites' pages alike, and let what is no page of ours follow on an arrival only by a person's own step."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and keep the answer from other origins."""
        response = received(request) if is_from_elsewhere(request.headers.get(SITE, "")) else self.answer(request)
        if is_step(request) and is_file(response):
            response = instead_of(response)
        for name, value in BOUNDS.items():
            response.headers.setdefault(name, value)
        patch_vary_headers(response, [SITE])
        return response


def received(request: HttpRequest) -> HttpResponse:
    """Return the one page for a window that comes to us, or the one refusal for everything else.

    Navigations that our service worker passes on have lost their destination.
    """
    is_window = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.headers.get("Sec-Fetch-Dest") in {
        "document",
        "empty",
    }
    return arrival() if is_window and request.method in {"GET", "HEAD"} else refusal()


def arrival() -> HttpResponse:
    """Return the page on which everybody arrives: it names no address and knows nobody."""
    return HttpResponse(render_to_string("arrival.html"), headers=ARRIVAL)


def instead_of(response: HttpResponseBase) -> HttpResponse:
    """Return the arrival page for a file that waits; the file is closed with it, because closing an answer ends the request."""
    page = arrival()
    vars(page)["_resource_closers"] += vars(response)["_resource_closers"]
    return page


def refusal() -> HttpResponse:
    """Return what another site's page gets for all that is no window."""
    return HttpResponse(REFUSAL, status=403, content_type="text/plain; charset=utf-8", headers=ARRIVAL)


def is_step(request: HttpRequest) -> bool:
    """Tell whether the arrival page steps on by itself: only it leads to its own address and says so."""
    if (
        request.method != "GET"
        or request.headers.get(SITE) != "same-origin"
        or request.headers.get("Sec-Fetch-Mode") != "navigate"
    ):
        return False
    came = urlsplit(request.headers.get("Referer", ""))
    query = f"?{came.query}" if came.query else ""
    return unquote(f"{came.path}{query}") == unquote(request.get_full_path())


def is_file(response: HttpResponseBase) -> bool:
    """Tell whether a browser may save the answer instead of showing it: then its window would stay as it was."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and (not is_page or "attachment" in response.headers.get("Content-Disposition", ""))
