"""Say in words where the clock of a reader stands."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import template

from praya.core.texts.joining import with_note
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.cities import city_of, offset_words

register = template.Library()


@register.filter
def zone_words(zone: ZoneInfo, visit: EditionVisit) -> str:
    """Return the city of a zone with how far its clock is from UTC on the first day of the edition."""
    noon = datetime.combine(visit.edition.starts_on, time(12), zone)
    return with_note(city_of(zone.key, visit.sites), offset_words(noon))
