"""Know which slots one side may still offer the other: free for all, and not offered to somebody else already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from praya.match.diary.occupancy import occupancy_of
from praya.match.requests.models import ProposedSlot, Request
from praya.meet.editions.grid import edition_grid, slots_in
from praya.meet.editions.models import Edition, Site
from praya.meet.parties.models import Party

MOST_SLOTS = 3


def held_by(calendars: Sequence[int], *, except_for: int = 0) -> Counter[datetime]:
    """Count how often these calendars have offered each slot in requests that wait for an answer."""
    rows = ProposedSlot.objects.filter(request__sender__in=calendars, request__status=Request.Status.SENT)
    return Counter(rows.exclude(request=except_for).order_by().values_list("starts_at", flat=True))


def slots_to_offer(
    edition: Edition,
    sites: Sequence[Site],
    offering: int,
    others: Sequence[int],
    *,
    named: int | None = None,
    after: datetime,
    except_for: int = 0,
) -> list[datetime]:
    """Return the slots that the calendar `offering` can offer to the others, earliest first, in nine queries.

    A calendar offers a slot to as many as it has people free in it: one delegate to one, a company's staff each to one.
    What the others have offered elsewhere does not count, and neither does any wish: an answer must not tell of a *no*.
    """
    grid = edition_grid(edition, sites)
    calendars = list(Party.objects.filter(pk__in=[offering, *others], edition=edition).select_related("exhibitor"))
    occupancy = occupancy_of(edition.pk, grid, calendars)
    held = held_by([offering], except_for=except_for)
    mask = occupancy.common([calendar.pk for calendar in calendars], named)
    return [
        start
        for slot in slots_in(mask)
        if (start := grid.starts[slot]) > after and held[start] < occupancy.people_free(offering, slot)
    ]
