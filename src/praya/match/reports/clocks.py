"""Tell an instant on the clocks of all sites of an edition, that of its own place first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from praya.core.texts.days import day_text
from praya.meet.editions.models import Site


def in_order(sites: Sequence[Site], site: int | None) -> list[Site]:
    """Return the sites, the one of a number first."""
    return sorted(sites, key=lambda one: one.pk != site)


def clocks_of(instant: datetime, site: int | None, sites: Sequence[Site], viewer: ZoneInfo) -> list[str]:
    """Return an instant at each site, at its own first; a day is said where it is another one than before. Without sites, as
    its reader's clock shows it.
    """
    found, said = [], ""
    for one in in_order(sites, site):
        local = instant.astimezone(one.zone_info)
        day = day_text(local, "D j M")
        found.append(f"{'' if day == said else f'{day} '}{local:%H:%M} {one.short_name}")
        said = day
    own = instant.astimezone(viewer)
    return found or [f"{day_text(own, 'D j M')} {own:%H:%M}"]
