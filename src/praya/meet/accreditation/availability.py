"""Let delegates say in which slots they can meet."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.meet.accreditation.cutting import windows_of
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.grid import Grid, slots_in


def possible_slots(delegate: Delegate, grid: Grid) -> int:
    """Return the slots a delegate may choose from: their site's hours, or the whole grid for somebody remote."""
    return grid.open_at.get(delegate.site_id, 0) if delegate.site_id else grid.everything


def say_hours(delegate: Delegate, grid: Grid, wanted: int, *, by: Account | None) -> int:
    """Replace a delegate's hours by a set of slots; return the set kept, which leaves out what their site does not open."""
    kept = wanted & possible_slots(delegate, grid)
    windows = windows_of(grid, kept)
    with transaction.atomic():
        delegate.availability.all().delete()
        Availability.objects.bulk_create(Availability(delegate=delegate, starts_at=start, ends_at=end) for start, end in windows)
        delegate.has_own_hours = True
        delegate.save(update_fields=["has_own_hours"])
        spans = [[start.isoformat(), end.isoformat()] for start, end in windows]
        record("say hours", delegate, by=by, edition=delegate.edition_id, after={"hours": spans})
    return kept


def follow_site(delegate: Delegate, *, by: Account | None) -> None:
    """Let a delegate be available whenever their site is open (remote: 9 to 18 in their zone)."""
    with transaction.atomic():
        delegate.availability.all().delete()
        delegate.has_own_hours = False
        delegate.save(update_fields=["has_own_hours"])
        record("follow site hours", delegate, by=by, edition=delegate.edition_id)


def same_times_every_day(grid: Grid, zone: ZoneInfo, day: str, chosen: int, possible: int) -> int:
    """Return the slots of every day at the clock times chosen on one civil day (an ISO date) of a zone."""
    times: set[time] = set()
    for slot in slots_in(chosen):
        local = grid.slots[slot].start.astimezone(zone)
        if local.date().isoformat() == day:
            times.add(local.time())
    copied = 0
    for slot in slots_in(possible):
        if grid.slots[slot].start.astimezone(zone).time() in times:
            copied |= 1 << slot
    return copied
