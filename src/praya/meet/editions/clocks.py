"""Write moments as the clock of an edition shows them, for whoever reads what was done there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from praya.core.audit.telling import Clock
from praya.core.texts.days import day_text
from praya.core.texts.joining import with_note
from praya.meet.editions.cities import city_of
from praya.meet.editions.models import Site


def clock_in(zone: ZoneInfo, sites: Sequence[Site]) -> Clock:
    """Return the clock of a zone; it names the city, as the edition calls its site there."""
    city = city_of(zone.key, sites)

    def moment(instant: datetime) -> str:
        local = instant.astimezone(zone)
        return with_note(f"{day_text(local)} {local:%H:%M}", city)

    def span(start: datetime, end: datetime) -> str:
        first, last = start.astimezone(zone), end.astimezone(zone)
        until = f"{last:%H:%M}" if last.date() == first.date() else f"{day_text(last)} {last:%H:%M}"
        return with_note(f"{day_text(first)} {first:%H:%M}–{until}", city)

    return Clock(moment, span)


def clock_of_trail(sites: Sequence[Site]) -> Clock:
    """Return the clock by which the trail of an edition is told: that of its first site."""
    return clock_in(ZoneInfo(sites[0].zone) if sites else ZoneInfo("UTC"), sites)
