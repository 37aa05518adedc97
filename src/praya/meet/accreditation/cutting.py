"""Take time away from a delegate: late, gone for the day, left."""

from __future__ import annotations

from datetime import datetime, timedelta

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.holding import Subject
from praya.meet.accreditation.consequences import follow
from praya.meet.accreditation.hours import stated_hours
from praya.meet.accreditation.models import OVER, Availability, Delegate
from praya.meet.editions.grid import Grid, slots_in


def windows_of(grid: Grid, mask: int) -> list[tuple[datetime, datetime]]:
    """Return the spans of a set of slots, slots that touch joined together."""
    spans: list[tuple[datetime, datetime]] = []
    for slot in slots_in(mask):
        start, end = grid.slots[slot].start, grid.slots[slot].end
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def cut_hours(delegate: Delegate, grid: Grid, lost: int, *, by: Account | None) -> None:
    """Make a delegate unavailable in a set of slots; call it inside the transaction that settles their meetings."""
    left = stated_hours(delegate, grid) & ~lost
    delegate.availability.all().delete()
    Availability.objects.bulk_create(
        Availability(delegate=delegate, starts_at=start, ends_at=end) for start, end in windows_of(grid, left)
    )
    delegate.has_own_hours = True
    delegate.save(update_fields=["has_own_hours"])
    spans = [[start.isoformat(), end.isoformat()] for start, end in windows_of(grid, lost)]
    record("cut hours", delegate, by=by, edition=delegate.edition_id, after={"lost": spans})


def leave(delegate: Delegate, *, by: Account | None) -> None:
    """Record that a delegate has left the edition, in the caller's transaction."""
    before = delegate.status
    delegate.status = Delegate.Status.LEFT
    delegate.save(update_fields=["status"])
    record("leave", delegate, by=by, edition=delegate.edition_id, before={"status": before}, after={"status": "left"})
    follow(delegate.edition, [delegate])


def leave_ahead(who: Subject, at: datetime) -> None:
    """Take somebody who is erased out of every edition that is not over anywhere."""
    rows = Delegate.objects.filter(person__in=who.people, edition__ends_on__gte=at.date() - timedelta(days=1))
    for delegate in rows.exclude(status__in=OVER).select_related("edition"):
        leave(delegate, by=who.account)
