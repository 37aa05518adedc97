"""Give every page what its frame shows: where we are, who is here and which languages there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the visit (an edition's page has one), the languages, whether this is a demonstration, and how a restore stands."""
    return {
        "visit": getattr(request, "visit", None),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
        "restored": getattr(request, "restored", None),
    }
