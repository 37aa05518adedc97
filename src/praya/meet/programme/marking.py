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
from praya.core.catalogue.queries import Card
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item, Named

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_SCHEMA = "https://schema.org"
_PERFORMING = {"speaker", "moderator", "guest"}
_TYPES = {
    "screening": "ScreeningEvent",
    "workshop": "EducationEvent",
    "reception": "SocialEvent",
    "ceremony": "SocialEvent",
    "showcase": "ExhibitionEvent",
}
_SERIES = {"series", "micro_drama"}


def event_of(
    request: HttpRequest,
    visit: EditionVisit,
    places: Sequence[Item],
    people: Sequence[Named],
    hosts: Sequence[Named],
    works: Sequence[Card] = (),
) -> SafeString:
    """Return the element that marks a session up, its origin first; it holds nothing that the page does not show."""
    item, language = places[0], get_language() or "en"
    address = request.build_absolute_uri(address_of("session", visit.edition.slug, item.code))
    top = request.build_absolute_uri(address_of("programme", visit.edition.slug))
    facts: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": _TYPES.get(item.kind, "BusinessEvent"),
        "name": read(item.title, language).text,
        "url": address,
        **_when(item),
        **_where(item, address, language),
        "superEvent": {"@type": "Event", "name": read(visit.edition.name, language).text, "url": top},
    }
    abstract = read(item.told["abstract"], language).text
    facts |= {"description": abstract} if abstract else {}
    spoken = list(item.told["languages"])
    facts |= {"inLanguage": spoken} if spoken else {}
    performers = [_person(one) for one in people if one.role in _PERFORMING]
    facts |= {"performer": performers} if performers else {}
    organisers = [{"@type": "Organization", "name": one.said} for one in hosts if one.role in {"host", "cohost", "organiser"}]
    facts |= {"organizer": organisers} if organisers else {}
    sponsors = [{"@type": "Organization", "name": one.said} for one in hosts if one.role in {"supporter", "media"}]
    facts |= {"sponsor": sponsors} if sponsors else {}
    shown = [_work(one, language) for one in works]
    facts |= {"workPresented" if item.kind == "screening" else "workFeatured": shown} if shown else {}
    others = [
        {"@type": "Event", "name": facts["name"], "url": address, **_when(one), **_where(one, address, language)}
        for one in places[1:]
    ]
    facts |= {"subEvent": others} if others else {}
    text = json.dumps(facts, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - no tag can end in it


def _when(item: Item) -> dict[str, Any]:
    """Return when a session is at a place, and whether that is as it was first announced."""
    first = next((place.get("first_at") for place in item.told["places"] if place["code"] == item.place), None)
    state = "EventCancelled" if item.is_cancelled else "EventRescheduled" if first else "EventScheduled"
    found = {
        "startDate": item.starts_at.isoformat(),
        "endDate": item.ends_at.isoformat(),
        "eventStatus": f"{_SCHEMA}/{state}",
    }
    return found | ({"previousStartDate": first} if first and not item.is_cancelled else {})


def _where(item: Item, address: str, language: str) -> dict[str, Any]:
    """Return where a session is and how one attends: in a room, online, or in both ways where a room's has a stream."""
    stream = item.told["stream"]
    online = {"@type": "VirtualLocation", "url": stream or address}
    if not item.room:
        return {"eventAttendanceMode": f"{_SCHEMA}/OnlineEventAttendanceMode", "location": online}
    city = read(item.site.name, language).text if item.site is not None else ""
    room = {"@type": "Place", "name": joined((item.room_name, item.hall_name)), "address": city}
    if stream:
        return {"eventAttendanceMode": f"{_SCHEMA}/MixedEventAttendanceMode", "location": [room, online]}
    return {"eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode", "location": room}


def _person(one: Named) -> Mapping[str, Any]:
    others = [name for name in (one.name, *one.names.values()) if name != one.said]
    title = {"jobTitle": one.note} if one.note else {}
    return {"@type": "Person", "name": one.said, **({"alternateName": others} if others else {}), **title}


def _work(card: Card, language: str) -> Mapping[str, Any]:
    """Return a work as far as its card shows it to the reader."""
    document = card.document
    found: dict[str, Any] = {"@type": "TVSeries" if document["kind"] in _SERIES else "Movie", "name": card.name}
    found |= {"dateCreated": str(document["year"])} if document.get("year") else {}
    found |= {"duration": f"PT{document['minutes']}M"} if document.get("minutes") else {}
    found |= {"director": [{"@type": "Person", "name": name} for name in card.directors]} if card.directors else {}
    found |= {"countryOfOrigin": [{"@type": "Country", "name": code} for code in card.countries]} if card.countries else {}
    return found
