"""Mark a session up for search engines, as schema.org describes an event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from praya.core.actions.answering import address_of
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item, Named

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_SCHEMA = "https://schema.org"
_PERFORMING = {"speaker", "moderator", "guest"}


def event_of(
    request: HttpRequest, visit: EditionVisit, places: Sequence[Item], people: Sequence[Named], hosts: Sequence[Named]
) -> SafeString:
    """Return the element that marks a session's origin up; it holds nothing that the page does not show."""
    item, language = places[0], get_language() or "en"
    address = request.build_absolute_uri(address_of("session", visit.edition.slug, item.code))
    state = "EventCancelled" if item.is_cancelled else "EventScheduled"
    is_online = not item.room
    facts: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "ScreeningEvent" if item.kind == "screening" else "Event",
        "name": read(item.title, language).text,
        "url": address,
        "startDate": item.starts_at.isoformat(),
        "endDate": item.ends_at.isoformat(),
        "eventStatus": f"{_SCHEMA}/{state}",
        "eventAttendanceMode": f"{_SCHEMA}/{'Online' if is_online else 'Offline'}EventAttendanceMode",
        "location": _place(item, address, language),
        "superEvent": {"@type": "Event", "name": read(visit.edition.name, language).text},
    }
    abstract = read(item.told["abstract"], language).text
    facts |= {"description": abstract} if abstract else {}
    performers = [{"@type": "Person", "name": one.said} for one in people if one.role in _PERFORMING]
    facts |= {"performer": performers} if performers else {}
    organisers = [{"@type": "Organization", "name": one.said} for one in hosts if one.role in {"host", "cohost", "organiser"}]
    facts |= {"organizer": organisers} if organisers else {}
    text = json.dumps(facts, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - no tag can end in it


def _place(item: Item, address: str, language: str) -> Mapping[str, Any]:
    if not item.room:
        return {"@type": "VirtualLocation", "url": item.told["stream"] or address}
    city = read(item.site.name, language).text if item.site is not None else ""
    return {"@type": "Place", "name": joined((item.room_name, item.hall_name)), "address": city}
