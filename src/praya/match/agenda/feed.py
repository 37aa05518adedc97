"""Write a delegate's meetings as an iCalendar text (RFC 5545) that calendar programs fetch again and again.

A feed tells with whom, where and about which work one meets, and nothing else: no messages, no notes of either side. A meeting
that was cancelled or handed over stays in it as CANCELLED, because programs keep what silently disappears.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from praya.core.texts.calendars import in_calendar, new_calendar
from praya.core.texts.days import day_text
from praya.core.texts.joining import joined, timed, with_note
from praya.core.texts.reading import read
from praya.match.agenda.days import place_words
from praya.match.agenda.joining import link_of
from praya.match.agenda.queries import Item
from praya.match.agenda.topics import topics_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.cities import city_of
from praya.meet.editions.models import Site

if TYPE_CHECKING:
    from icalendar import Alarm, Event

REFRESH, ALARM = timedelta(minutes=15), timedelta(minutes=15)


def feed_text(delegate: Delegate, items: Sequence[Item], sites: Sequence[Site], language: str) -> bytes:
    """Return the feed; the same meetings always give the same bytes, so that an ETag tells of real changes."""
    calendar = new_calendar("PUBLISH")
    calendar.add("x-wr-calname", in_calendar(read(delegate.edition.name, language).text or delegate.edition.slug))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(minutes=1)}M")  # what Outlook understands
    topics = topics_of(delegate, items, sites)
    for item in items:
        event = _event_of_session if item.session is not None else partial(_event_for, topics=topics)
        calendar.add_component(event(delegate, item, sites, language))
    return bytes(calendar.to_ical())


def invitation_text(delegate: Delegate, item: Item, sites: Sequence[Site], language: str, method: str) -> bytes:
    """Return one meeting as a calendar program takes it from a letter: REQUEST or CANCEL, with the feed's UID and SEQUENCE."""
    from icalendar import vCalAddress

    topics = topics_of(delegate, [item], sites)
    calendar, event = new_calendar(method), _event_for(delegate, item, sites, language, topics)
    event.add("organizer", vCalAddress(in_calendar(f"mailto:{settings.DEFAULT_FROM_EMAIL}")))
    account = delegate.person.account
    attendee = vCalAddress(in_calendar(f"mailto:{account.email if account is not None else delegate.person.email}"))
    attendee.params["partstat"], attendee.params["rsvp"] = "ACCEPTED", "FALSE"
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event_for(delegate: Delegate, item: Item, sites: Sequence[Site], language: str, topics: Mapping[int, str]) -> Event:
    from icalendar import Event

    site = next((one for one in sites if one.pk == item.site), None)
    link, about = link_of(item, delegate.edition), topics.get(item.title or 0, "")
    event = Event()
    event.add("uid", f"{item.code}@praya")
    event.add("sequence", item.sequence)
    event.add("dtstamp", item.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", item.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", item.starts_at.astimezone(UTC))
    event.add("dtend", item.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if item.is_gone else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if item.is_gone else "OPAQUE")
    event.add("summary", in_calendar(_summary(item) % {"who": who_words(item)}))
    places = (place_words(item), site and read(site.name, language).text)
    event.add("location", in_calendar(link or joined(part for part in places if part)))
    lines = (
        time_words(item, site.zone if site is not None else _own_zone(delegate, sites)),
        _who_else(item),
        about and _("About: %(work)s") % {"work": about},
        link and _("Join: %(address)s") % {"address": link},
    )
    event.add("description", "\n".join(in_calendar(line) for line in lines if line))
    event.add("url", settings.PUBLIC_URL.rstrip("/") + reverse("meeting", args=[delegate.edition.slug, item.code]))
    if not item.is_gone:
        event.add_component(_alarm(str(event["summary"])))
    return event


def _event_of_session(delegate: Delegate, item: Item, sites: Sequence[Site], language: str) -> Event:
    """Return a session with the UID that the programme's own calendars give its place; what is only noted leaves one free."""
    from icalendar import Event

    session = item.session
    assert session is not None  # noqa: S101 - the only caller has looked
    site = next((one for one in sites if one.pk == item.site), None)
    event = Event()
    event.add("uid", f"{item.code}@praya")
    event.add("sequence", item.sequence)
    for name in ("dtstamp", "last-modified"):
        event.add(name, item.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", item.starts_at.astimezone(UTC))
    event.add("dtend", item.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if item.is_gone else "CONFIRMED")
    event.add("transp", "OPAQUE" if session.is_busy and not item.is_gone else "TRANSPARENT")
    name = session.name
    event.add("summary", in_calendar(_("Cancelled: %(who)s") % {"who": name} if item.is_gone else name))
    places = (session.place, site and read(site.name, language).text)
    event.add("location", in_calendar(joined(part for part in places if part)))
    lines = (time_words(item, site.zone if site is not None else _own_zone(delegate, sites)), session.reason)
    event.add("description", "\n".join(in_calendar(line) for line in lines))
    event.add("url", settings.PUBLIC_URL.rstrip("/") + session.address)
    if not item.is_gone:
        event.add_component(_alarm(str(event["summary"])))
    return event


def _summary(item: Item) -> str:
    """Return how an event is called: some programs show what was cancelled, or handed over, as if it took place."""
    if item.state == "cancelled":
        return _("Cancelled: %(who)s")
    return _("Handed over: %(who)s") if item.is_gone else _("Meeting: %(who)s")


def _alarm(words: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM)
    alarm.add("description", words)
    return alarm


def _own_zone(delegate: Delegate, sites: Sequence[Site]) -> str:
    home = next((site for site in sites if site.pk == delegate.site_id), None)
    return home.zone if home is not None else delegate.zone or "UTC"


def who_words(item: Item, *, of_ours: bool = False) -> str:
    """Write whom one meets, or who comes from the own side: names, each with the company, in the reader's script."""
    attending = item.own_people if of_ours else item.with_whom
    people = [with_note(one.read().name, one.company_read().name) for one in attending]
    return joined(people) or _("to be announced")


def _who_else(item: Item) -> str:
    """Write the same people in the other script, where there is one."""
    pairs = [(one.read(), one.company_read()) for one in item.with_whom]
    return joined(with_note(a.other or a.name, b.other or b.name) for a, b in pairs if a.other or b.other)


def time_words(item: Item, zone: str) -> str:
    """Write the time at the site (online: the reader's own) with the city of its clock, whatever clock a program shows."""
    begins, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (item.starts_at, item.ends_at))
    return with_note(timed(day_text(begins, "l j F Y"), f"{begins:%H:%M}–{ends:%H:%M}"), city_of(zone))
