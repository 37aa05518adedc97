"""Guard every view with one named rule; absent, forbidden and foreign records all answer alike.

A gated view carries `rule`, `visit` and `methods`; a test walks every address and fails on a view without them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from praya.core.access.absence import Absent

Rule = Callable[[Any], bool]
Visitor = Callable[[HttpRequest, dict[str, Any]], Any]
View = Callable[..., HttpResponseBase]
POST, BOTH = ("POST",), ("GET", "POST")


def gate(
    rule: Rule,
    *,
    visit: Visitor,
    methods: tuple[str, ...] = ("GET",),
    refused: Callable[[HttpRequest], HttpResponse] | None = None,
) -> Callable[[View], View]:
    """Let a view be entered only when `rule` holds for the visit.

    `visit` turns the request and the address's words into whatever the rule judges (taking its words out), or raises
    Absent. The view receives (request, visit, **other words). Strangers are asked to sign in, everybody else refused
    gets the same 404 as for an address that does not exist; `refused` says both to a program in its own form. What a view
    asks for and is Absent is a 404 too: what stands below the pages knows no HTTP.
    """
    deny = refused or refuse
    allowed = tuple(dict.fromkeys([*methods, *(["HEAD"] if "GET" in methods else [])]))

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, **words: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            try:
                subject = visit(request, words)
            except Absent:
                return deny(request)
            if not rule(subject):
                return deny(request)
            request.visit = subject  # type: ignore[attr-defined]
            try:
                response: HttpResponseBase = view(request, subject, **words)
            except Absent:
                raise Http404 from None
            if request.user.is_authenticated:
                response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        gated.rule = rule  # type: ignore[attr-defined]
        gated.visit = visit  # type: ignore[attr-defined]
        gated.methods = allowed  # type: ignore[attr-defined]
        return gated

    return decorate


def refuse(request: HttpRequest) -> HttpResponse:
    """Ask a stranger to sign in; tell everybody else that nothing is here."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


def anyone(visit: Any) -> bool:
    """Let everybody in."""
    return True


def signed_in(visit: HttpRequest) -> bool:
    """Let everybody in who has signed in."""
    return bool(visit.user.is_authenticated)


def may_operate(visit: HttpRequest) -> bool:
    """Let system operators in."""
    return bool(getattr(visit.user, "is_operator", False))


def plain(request: HttpRequest, words: dict[str, Any]) -> HttpRequest:
    """Judge the request itself: for pages outside any edition."""
    return request
