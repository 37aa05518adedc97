"""Know who presents works and is free for a meeting now or in the slot that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from praya.engines.zones import mask_of
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition, Site
from praya.meet.parties.models import Party
from praya.meet.works.indexing import presenter_value
from praya.meet.works.models import Work
from praya.show.works.meeting import free_parties

# Whoever asks in the evening shall not be told of the next morning.
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FreeNow:
    """Hold the slots meant by now and next, and the presenters free in one of them as the index names them."""

    slots: tuple[datetime, ...]
    presenters: tuple[str, ...]


def free_now(edition: Edition, sites: list[Site], now: datetime) -> FreeNow:
    """Return who of those who present works is free in the slot that is on or in the next within the hour, in ten queries.

    Wishes are not looked at: the answer must not tell of a *no*.
    """
    grid = edition_grid(edition, sites)
    slots = [index for index, slot in enumerate(grid.slots) if slot.start <= now < slot.end]
    slots += [index for index, slot in enumerate(grid.slots) if now < slot.start <= now + SOON][:1]
    if not slots:
        return FreeNow((), ())
    shown = Work.objects.filter(edition=edition.pk, status=Work.Status.ACCEPTED)
    stands = set(shown.exclude(exhibitor=None).values_list("exhibitor", flat=True).distinct())
    desks = set(shown.filter(exhibitor=None).exclude(contact=None).values_list("contact", flat=True).distinct())
    parties = [
        party
        for party in Party.objects.filter(edition=edition.pk).select_related("exhibitor")
        if party.exhibitor_id in stands or party.delegate_id in desks
    ]
    free = free_parties(edition.pk, grid, parties, mask_of(slots))
    names = tuple(presenter_value(party.exhibitor_id, party.delegate_id) for party in parties if party.pk in free)
    return FreeNow(tuple(grid.starts[slot] for slot in slots), names)
