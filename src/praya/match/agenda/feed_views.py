"""Serve private calendar addresses: whoever knows one reads that delegate's agenda, without signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation

from praya.core.access.gate import anyone, gate
from praya.core.texts.calendars import etag_of
from praya.match.agenda.feed import feed_text
from praya.match.agenda.queries import delegate_of_feed
from praya.match.agenda.queries_sessions import whole_agenda
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.queries import sites_of


def visit_feed(request: HttpRequest, words: dict[str, Any]) -> Delegate | None:
    """Return whose feed an address is, None for nobody's: an unknown address must not ask a calendar to sign in."""
    return delegate_of_feed(words.pop("token"))


@gate(anyone, visit=visit_feed)
def feed(request: HttpRequest, visit: Delegate | None) -> HttpResponse:
    """Return the feed, or 304 when the reader's copy is still true."""
    if visit is None:
        raise Http404
    account = visit.person.account
    language = (account.language if account else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        text = feed_text(visit, whole_agenda(visit, visit.edition, with_gone=True), sites_of(visit.edition), language)
    etag = etag_of(text)
    response: HttpResponse = (
        HttpResponseNotModified()
        if etag in request.headers.get("If-None-Match", "")
        else HttpResponse(text, content_type="text/calendar; charset=utf-8")
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
