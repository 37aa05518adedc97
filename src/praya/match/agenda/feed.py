"""Write a delegate's meetings as an iCalendar text (RFC 5545) that calendar programs fetch again and again.

A feed tells of the counterpart's name and company and nothing else: no messages, no notes of either side. A meeting that
was cancelled or handed over stays in it as CANCELLED, because programs keep what silently disappears.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from praya.core.texts.days import day_text
from praya.core.texts.plain import without_controls
from praya.core.texts.reading import read
from praya.match.agenda.days import place_words
from praya.match.agenda.queries import Item
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Site

if TYPE_CHECKING:
    from icalendar import Calendar, Event

REFRESH = timedelta(minutes=15)


def feed_text(delegate: Delegate, items: Sequence[Item], sites: Sequence[Site], language: str) -> bytes:
    """Return the feed; the same meetings always give the same bytes, so that an ETag tells of real changes."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", without_controls(read(delegate.edition.name, language).text or delegate.edition.slug))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for item in items:
        calendar.add_component(_event_for(delegate, item, sites, language))
    return bytes(calendar.to_ical())


def invitation_text(delegate: Delegate, item: Item, sites: Sequence[Site], language: str, method: str) -> bytes:
    """Return one meeting as a calendar program takes it from a letter: REQUEST or CANCEL, with the feed's UID and SEQUENCE."""
    from icalendar import vCalAddress

    calendar, event = _calendar(method), _event_for(delegate, item, sites, language)
    event.add("organizer", vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}"))
    account = delegate.person.account
    attendee = vCalAddress(f"mailto:{account.email if account is not None else delegate.person.email}")
    attendee.params["partstat"], attendee.params["rsvp"] = "ACCEPTED", "FALSE"
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    from icalendar import Calendar  # a process that answers no calendar program does without

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Praya//Praya//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event_for(delegate: Delegate, item: Item, sites: Sequence[Site], language: str) -> Event:
    by_number = {site.pk: site for site in sites}
    home = by_number.get(delegate.site_id or 0)
    zone = home.zone if home is not None else delegate.zone or "UTC"
    return _event(item, by_number.get(item.site or 0), zone, language)


def _event(item: Item, site: Site | None, own_zone: str, language: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{item.code}@praya")
    event.add("sequence", item.sequence)
    event.add("dtstamp", item.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", item.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", item.starts_at.astimezone(UTC))
    event.add("dtend", item.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if item.is_gone else "CONFIRMED")
    event.add("summary", without_controls(_("Meeting: %(who)s") % {"who": who_words(item)}))
    places = (place_words(item), site and read(site.name, language).text)
    event.add("location", without_controls(", ".join(part for part in places if part)))
    event.add("description", time_words(item, site.zone if site is not None else own_zone))
    return event


def who_words(item: Item) -> str:
    """Write whom one meets: names, each with the company."""
    people = [f"{one.name} ({one.organisation})" if one.organisation else one.name for one in item.with_whom]
    return ", ".join(people) or _("to be announced")


def time_words(item: Item, zone: str) -> str:
    """Write the time at the site (online: the reader's own) with the zone's name, whatever clock a program shows."""
    begins, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (item.starts_at, item.ends_at))
    return f"{day_text(begins, 'l j F Y')}, {begins:%H:%M}–{ends:%H:%M} ({zone})"


def etag_of(text: bytes) -> str:
    """Return the strong validator of a feed."""
    return f'"{hashlib.sha256(text).hexdigest()[:32]}"'
