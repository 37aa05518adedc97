"""Lead people back to where they were: to a page of this house that can be opened, never to another site.

What only takes what a button sends answers nothing to whoever is led there; the nearest page above it does.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme


def page_asked(request: HttpRequest) -> str:
    """Return the page to which somebody may be led back after a request: what they asked for, or where its button stood."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return way_back(request, request.headers.get("Referer") or request.get_full_path())


def way_back(request: HttpRequest, target: str) -> str:
    """Return a target as an address inside the house that can be opened, or the nearest page above it; else the home page."""
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return home
    parts = urlsplit(target)
    path = parts.path or "/"
    found = urlunsplit(("", "", path, parts.query, parts.fragment)) if _opens(path, absent=True) else page_at(path)
    # "https://our.host//other.host" is ours, and what is left of it without the host is not.
    return found if found.startswith("/") and url_has_allowed_host_and_scheme(found, None) else home


def page_at(path: str) -> str:
    """Return a path that can be opened, or the nearest one above it; the home page stands above all."""
    if _opens(path):
        return path
    above = path.rstrip("/")
    while "/" in above:
        above = above.rpartition("/")[0]
        if _opens(f"{above}/"):
            return f"{above}/"
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _opens(path: str, *, absent: bool = False) -> bool:
    """Tell whether a browser may ask for a path; `absent` is the answer for one that leads nowhere."""
    try:
        view = resolve(path).func
    except Resolver404:
        return absent
    methods = getattr(view, "methods", None)
    if methods is not None:
        return "GET" in methods
    page = getattr(view, "view_class", None)
    return page is None or hasattr(page, "get")
