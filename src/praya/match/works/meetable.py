"""Know who presents works and is free for a meeting now or in the slot that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from praya.match.meetings.occupancy import occupancy_of
from praya.match.wishes.models import Calendar
from praya.meet.editions.grid import edition_grid, mask_of
from praya.meet.editions.models import Edition, Site
from praya.meet.works.listing import presenter_value
from praya.meet.works.models import Work


@dataclass(frozen=True, slots=True)
class FreeNow:
    """Hold the slots meant by now and next, and the presenters free in one of them as the index names them."""

    slots: tuple[datetime, ...]
    presenters: tuple[str, ...]


def free_now(edition: Edition, sites: list[Site], now: datetime) -> FreeNow:
    """Return who of those who present works is free in the slot that is on or in the next one, in ten queries.

    Wishes are not looked at: the answer must not tell of a *no*.
    """
    grid = edition_grid(edition, sites)
    slots = [index for index, slot in enumerate(grid.slots) if slot.start <= now < slot.end]
    slots += [index for index, slot in enumerate(grid.slots) if slot.start > now][:1]
    if not slots:
        return FreeNow((), ())
    shown = Work.objects.filter(edition=edition.pk, status=Work.Status.ACCEPTED)
    stands = set(shown.exclude(exhibitor=None).values_list("exhibitor", flat=True).distinct())
    desks = set(shown.filter(exhibitor=None).exclude(contact=None).values_list("contact", flat=True).distinct())
    calendars = [
        calendar
        for calendar in Calendar.objects.filter(edition=edition.pk).select_related("exhibitor")
        if calendar.exhibitor_id in stands or calendar.delegate_id in desks
    ]
    occupancy = occupancy_of(edition.pk, grid, calendars)
    wanted = mask_of(slots)
    free = [calendar for calendar in calendars if occupancy.free_of(calendar.pk) & wanted]
    names = tuple(presenter_value(calendar.exhibitor_id, calendar.delegate_id) for calendar in free)
    return FreeNow(tuple(grid.starts[slot] for slot in slots), names)
