"""Serve the document that describes what programs may ask for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from praya.core.access.gate import anyone, gate, plain
from praya.core.api.answers import conditional, content
from praya.core.api.documents import document


@gate(anyone, visit=plain)
def api_document(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Return the OpenAPI document."""
    return conditional(request, content(document()))
