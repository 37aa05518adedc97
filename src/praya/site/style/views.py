"""Show the style page where people build or try Praya, and to operators."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from praya.core.access.gate import gate, may_operate, plain
from praya.site.style.samples import samples


def may_see_style(visit: HttpRequest) -> bool:
    """Let everybody in on a machine for building or trying, operators elsewhere."""
    return bool(settings.DEBUG or settings.DEMO) or may_operate(visit)


@gate(may_see_style, visit=plain)
def style(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Show each component; ?in=ar shows the page as a language that runs from right to left would."""
    language = request.GET.get("in", "")
    if language in {"ar", "he", "fa"}:
        with override(language):
            return render(request, "style.html", samples())
    return render(request, "style.html", samples())
