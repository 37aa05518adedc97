"""Write a released session as an iCalendar text: an event for each of its places, with the version as its sequence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from praya.core.texts.calendars import in_calendar, new_calendar
from praya.core.texts.joining import joined
from praya.core.texts.reading import read
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item, Programme


def calendar_of(visit: EditionVisit, programme: Programme, items: Sequence[Item], language: str) -> bytes:
    """Return the places of one session; the same version always gives the same bytes."""
    from icalendar import Event

    release = programme.release
    assert release is not None  # noqa: S101 - there are items; this tells the type checker
    calendar = new_calendar("PUBLISH")
    for item in items:
        event = Event()
        event.add("uid", f"{item.place}@praya")
        event.add("sequence", release.number)
        for name in ("dtstamp", "last-modified"):
            event.add(name, release.at.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", item.starts_at.astimezone(UTC))
        event.add("dtend", item.ends_at.astimezone(UTC))
        event.add("status", "CANCELLED" if item.is_cancelled else "CONFIRMED")
        title = read(item.title, language).text
        event.add("summary", in_calendar(_("Cancelled: %(who)s") % {"who": title} if item.is_cancelled else title))
        site = read(item.site.name, language).text if item.site is not None else ""
        place = item.room_name or item.told["stream"] or _("online")
        event.add("location", in_calendar(joined(word for word in (place, item.hall_name, site) if word)))
        event.add("description", in_calendar(read(item.told["abstract"], language).text))
        event.add("url", settings.PUBLIC_URL.rstrip("/") + reverse("session", args=[visit.edition.slug, item.code]))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
