"""Word names of places as the reader's region does, for the length of a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from praya.core.texts.regions import reading_in, region_accepted, region_of_zone


class ReaderRegion:
    """Read in the region of the account's clock, else in that of the browser's languages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's region."""
        if get_language() != "zh-hant":
            return self.get_response(request)
        own = region_of_zone(getattr(request.user, "zone", "") or "")
        found = own or region_accepted(request.headers.get("Accept-Language", ""))
        request.region = found  # type: ignore[attr-defined] # for who words a fault when all this is over
        with reading_in(found):
            return self.get_response(request)
