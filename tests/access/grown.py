"""Add routes that do what an average one does, to see what the matrix costs when the program has grown."""

from __future__ import annotations

import sys
from types import ModuleType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from praya.core.access.gate import gate
from praya.match.requests.models import Request
from praya.meet.accreditation.rules import is_delegate, may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from tests.access.policy import POST, Line, edition, thing
from tests.access.roles import DELEGATES, ORGANISERS


@gate(is_delegate, visit=visit_edition)
def a_page(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show a page of the edition with a few rows of it."""
    return render(request, "base.html", {"rows": list(Request.objects.filter(sender__edition=visit.edition)[:20])})


@gate(may_organise, visit=visit_edition)
def a_record(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a record to organisers."""
    return render(request, "base.html", {"rows": list(Request.objects.filter(sender__edition=visit.edition, code=code))})


@gate(may_organise, visit=visit_edition, methods=POST)
def a_button(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Change something of the edition."""
    visit.edition.save()
    return HttpResponse(status=204)


KINDS = (
    ("page", "", a_page, edition(DELEGATES)),
    ("record", "<slug:code>/", a_record, thing({"code": "calendar"}, ORGANISERS)),
    ("button", "", a_button, edition(ORGANISERS, POST)),
)


def grown(count: int) -> tuple[str, dict[str, Line]]:
    """Return the name of an address plan with this many further routes behind the real ones, and their lines."""
    name = f"tests.access.grown_by_{count}"
    plan, lines = ModuleType(name), {}
    plan.urlpatterns = [path("", include("praya.site.urls"))]  # type: ignore[attr-defined]
    for number in range(count):
        kind, words, view, line = KINDS[number % len(KINDS)]
        route = f"grown_{kind}_{number}"
        plan.urlpatterns.append(path(f"e/<slug:edition>/grown/{kind}/{number}/{words}", view, name=route))
        lines[route] = line
    sys.modules[name] = plan
    return name, lines
