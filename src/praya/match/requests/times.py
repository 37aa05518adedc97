"""Write slots in words, for choices that cannot hold markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from praya.core.texts.days import day_text
from praya.meet.editions.models import Site


def sites_of_slot(sites: Sequence[Site], numbers: Iterable[int | None]) -> list[Site]:
    """Return the sites among `numbers`, in the edition's order; the first site of all when both sides are remote."""
    wanted = set(numbers)
    return [site for site in sites if site.pk in wanted] or list(sites[:1])


def slot_words(start: datetime, sites: Sequence[Site], viewer: ZoneInfo) -> str:
    """Write a slot's day and time at the first site, and its times at the others and at the viewer's own clock.

    The viewer's is left out where it is that of a site, the other days where they are the first site's.
    """
    zones = [(ZoneInfo(site.zone), site.short_name) for site in sites]
    if all(start.astimezone(zone).utcoffset() != start.astimezone(viewer).utcoffset() for zone, _name in zones):
        zones.append((viewer, _("your time")))
    first = start.astimezone(zones[0][0])
    words = [f"{day_text(first, 'D j M')} {first:%H:%M} {zones[0][1]}"]
    for zone, name in zones[1:]:
        local = start.astimezone(zone)
        day = "" if local.date() == first.date() else f"{day_text(local, 'D')} "
        words.append(f"{day}{local:%H:%M} {name}")
    return " · ".join(words)
