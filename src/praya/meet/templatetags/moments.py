"""Write moments and slots on the pages of delegates."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from praya.core.templatetags.praya import HasZone, site_chip, site_time
from praya.core.texts.days import day_text
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.cities import city_of, offset_words

register = template.Library()


@register.simple_tag
def moment(instant: datetime, visit: EditionVisit) -> SafeString:
    """Write an instant that belongs to no site in the viewer's zone."""
    own = instant.astimezone(visit.zone)
    return format_html('<time datetime="{}">{} {}</time>', instant.isoformat(), day_text(own, "j M"), f"{own:%H:%M}")


@register.simple_tag
def slot_moment(instant: datetime, site: HasZone | None, visit: EditionVisit) -> SafeString:
    """Write a slot with its day and site, and the viewer's own time where it differs."""
    zone = ZoneInfo(site.zone) if site is not None else visit.zone
    day = day_text(instant.astimezone(zone), "D j M")
    mark = site_chip(site) if site is not None else _city(visit, instant)
    return format_html('<span class="when">{} {} {}</span>', day, site_time(instant, site, visit.zone), mark)


@register.simple_tag
def span_moment(start: datetime, end: datetime, site: HasZone | None, visit: EditionVisit) -> SafeString:
    """Write from when until when something lasts at its site, and the same on the viewer's own clock where it differs."""
    zone, own = ZoneInfo(site.zone) if site is not None else visit.zone, start.astimezone(visit.zone)
    local, until = start.astimezone(zone), end.astimezone(visit.zone)
    mark = site_chip(site) if site is not None else _city(visit, start)
    span = format_html("{}–{} {}", _clock(start, zone), _clock(end, zone), mark)
    if own.utcoffset() == local.utcoffset():
        return format_html('<span class="when">{}</span>', span)
    day = "" if own.date() == local.date() else day_text(own, "D j M") + " "
    return format_html(
        '<span class="when">{} <small class="own-time">{}{}–{}</small></span>', span, day, f"{own:%H:%M}", f"{until:%H:%M}"
    )


def _clock(instant: datetime, zone: ZoneInfo) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(), f"{instant.astimezone(zone):%H:%M}")


@register.filter
def moment_words(instant: datetime, visit: EditionVisit) -> str:
    """Return the viewer's own clock time at an instant, after its city."""
    return f"{city_of(visit.zone.key, visit.sites)} {instant.astimezone(visit.zone):%H:%M}"


@register.filter
def clock_on(site: HasZone, day: date) -> str:
    """Return how far a site's clock is from UTC at noon of a day."""
    return offset_words(datetime.combine(day, time(12), ZoneInfo(site.zone)))


@register.simple_tag
def find_site(visit: EditionVisit, number: int | None) -> HasZone | None:
    """Return one of the edition's sites by its number."""
    return visit.site(number)


def _city(visit: EditionVisit, instant: datetime) -> SafeString:
    """Write the city of the viewer's clock, for times that belong to no site; how far it is from UTC shows on hovering."""
    own = instant.astimezone(visit.zone)
    return format_html('<small title="{}">{}</small>', offset_words(own), city_of(visit.zone.key, visit.sites))
