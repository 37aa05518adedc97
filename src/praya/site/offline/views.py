"""Hand out the service worker, and the page that stands in for those it does not keep."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from praya.core.access.gate import anyone, gate, plain

KEPT_FILES = (
    "praya/praya.css",
    "praya/frame.css",
    "praya/parts.css",
    "praya/lines.css",
    "praya/timeline.css",
    "praya/agenda.css",
    "praya/frame.js",
    "praya/agenda.js",
    "praya/icons.svg",
    "praya/mark.svg",
    "django_htmx/htmx-2.min.js",
)


@gate(anyone, visit=plain)
def service_worker(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Write the worker with the addresses of the files it keeps; a changed address makes a new worker."""
    files = [static(name) for name in KEPT_FILES]
    version = sha256(" ".join(files).encode()).hexdigest()[:12]
    text = render_to_string("offline/worker.js", {"files": files, "version": version, "icon": static("praya/mark.svg")})
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@gate(anyone, visit=plain)
def offline(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Say that there is no network; the page knows nobody, because the worker keeps it."""
    return render(request, "offline/offline.html")
