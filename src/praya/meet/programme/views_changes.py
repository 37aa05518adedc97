"""Answer feed readers with what changes in the released programme."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from praya.core.access.absence import existing
from praya.core.access.gate import gate
from praya.core.api.answers import conditional
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.feeding import ENTRIES, TYPE, feed_of
from praya.meet.programme.queries_versions import lines_by, revisions_in, versions_of


@gate(may_see_edition, visit=visit_edition)
def programme_feed(request: HttpRequest, visit: EditionVisit, language: str) -> HttpResponseBase:
    """Answer with the feed of one language; 304 where the reader's copy is still true."""
    existing(dict(settings.LANGUAGES).get(language))
    releases = versions_of(visit.edition)[:ENTRIES]
    numbers = [one.pk for one in releases]
    with translation.override(language):
        text = feed_of(visit.edition, visit.sites, releases, lines_by(numbers), revisions_in(numbers), language)
    answer = HttpResponse(text, content_type=TYPE)
    answer["Content-Language"] = language
    return conditional(request, answer)
