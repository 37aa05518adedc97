"""Know which slots one side may still offer the other: free for all, not offered to somebody else, and few of each day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet

from praya.engines.offers import drawn
from praya.engines.zones import mask_of
from praya.match.diary.occupancy import Occupancy, occupancy_behind, occupancy_of
from praya.match.requests.models import LostSlot, ProposedSlot, Request
from praya.match.requests.writing import pair_name
from praya.meet.editions.grid import Grid, edition_grid, slots_in
from praya.meet.editions.models import Edition, Site
from praya.meet.parties.models import Party

MOST_SLOTS = 3


def held_by(calendars: Sequence[int], *, except_for: int = 0) -> Counter[datetime]:
    """Count how often these calendars have offered each slot in requests that wait for an answer."""
    rows = held_slots(calendars).exclude(request=except_for).order_by()
    return Counter(rows.values_list("starts_at", flat=True))


def held_slots(calendars: Sequence[int]) -> QuerySet[ProposedSlot]:
    """Return the slots that these calendars have offered in requests that wait for an answer."""
    return ProposedSlot.objects.filter(_proposed_by(calendars), request__status=Request.Status.SENT)


def _proposed_by(calendars: Sequence[int]) -> Q:
    """Choose the slots that these calendars have proposed: those of a request belong to the side that proposed last."""
    asking = Q(request__sender__in=calendars, request__is_countered=False)
    return asking | Q(request__recipient__in=calendars, request__is_countered=True)


def lost_between(request: Request) -> set[datetime]:
    """Return the slots that the two sides of a request have lost, whatever stood against them."""
    lost = LostSlot.objects.filter(edition=request.edition_id, pair=pair_name(request.sender_id, request.recipient_id))
    return set(lost.values_list("starts_at", flat=True))


def slots_to_offer(
    edition: Edition,
    sites: Sequence[Site],
    offering: int,
    others: Sequence[int],
    *,
    after: datetime,
    except_for: int = 0,
    named: int | None = None,
) -> list[datetime]:
    """Return the slots that the party `offering` can offer to the others, the one asked first, earliest slot first.

    A party offers a slot to as many as it has people free in it: one delegate to one, a company's staff each to one. Of the
    slots in which the one asked is free, the same few of each day are shown on every look, so that nobody's calendar can be
    read by asking; those that it proposes already in the request `except_for` stay while they are possible. What the others
    have offered elsewhere does not count, and neither does any wish: an answer must not tell of a *no*. A slot that two parties
    have lost they do not offer each other again. `named` is the one of the offering party's own people who is asked for.
    """
    return offers_of(edition, sites, offering, others, after=after, except_for=except_for, named=named).free


@dataclass(frozen=True, slots=True)
class Offers:
    """Hold the slots that a party can offer, earliest first, and those of its own hours that it needs itself."""

    free: list[datetime]
    taken: list[datetime]


def offers_of(
    edition: Edition,
    sites: Sequence[Site],
    offering: int,
    others: Sequence[int],
    *,
    after: datetime,
    except_for: int = 0,
    named: int | None = None,
) -> Offers:
    """Return what `slots_to_offer` returns, beside what stands in the party's own calendar."""
    found = _BothSides.read(edition, sites, offering, others, after=after, except_for=except_for)
    kept = _slots_of(ProposedSlot.objects.filter(request=except_for).exclude(_proposed_by(others)), found.grid)
    return Offers(found.starts(found.possible(named) & (found.shown() | kept)), found.starts(found.taken()))


def slots_still_possible(
    edition: Edition,
    sites: Sequence[Site],
    answering: int,
    proposed: Iterable[datetime],
    *,
    named: int | None,
    after: datetime,
) -> list[datetime]:
    """Return in which of the slots that were proposed to it the answering party is free itself.

    Whether the sender still is, the answer will show: a slot said to be possible and then lost would tell of a *no*.
    """
    found = _BothSides.read(edition, sites, answering, [], after=after)
    return found.starts(found.possible(named) & mask_of(found.grid.number[one] for one in proposed if one in found.grid.number))


def slots_of_own(
    edition: Edition, sites: Sequence[Site], answering: int, held: Counter[datetime], *, after: datetime
) -> Callable[[int | None], set[datetime]]:
    """Return a function that says in which slots a party is free itself, or the one of its people who was asked for by name.

    `held` are those that it has offered; two queries.
    """
    grid = edition_grid(edition, sites)
    found = _BothSides(grid, occupancy_behind(edition.pk, grid, answering), answering, [], held, 0, after)
    return cache(lambda named: set(found.starts(found.possible(named))))


def slots_to_answer(
    edition: Edition, sites: Sequence[Site], answering: int, request: Request, *, after: datetime
) -> list[datetime]:
    """Return the slots, beside the proposed ones, in which a side can have the meeting of a request, earliest slot first.

    They are the few of each day that it would be shown if it asked the other side itself, and tell no more of a calendar.
    """
    is_asked = answering == request.recipient_id
    other = request.sender_id if is_asked else request.recipient_id
    found = _BothSides.read(edition, sites, answering, [other], after=after)
    # Whom the other side is to send is theirs to know.
    possible = found.possible(request.named_id if is_asked else None)
    proposed = _slots_of(ProposedSlot.objects.filter(request=request.pk), found.grid)
    return found.starts(possible & found.shown() & ~proposed)


@dataclass(frozen=True, slots=True)
class _BothSides:
    """Hold what is known of the party that offers slots and of those it offers them to, in five queries."""

    grid: Grid
    occupancy: Occupancy
    offering: int
    others: Sequence[Party]
    held: Counter[datetime]
    lost: int
    after: datetime

    @classmethod
    def read(
        cls,
        edition: Edition,
        sites: Sequence[Site],
        offering: int,
        others: Sequence[int],
        *,
        after: datetime,
        except_for: int = 0,
    ) -> _BothSides:
        """Ask the database, the same questions whatever the answers."""
        grid = edition_grid(edition, sites)
        parties = Party.objects.filter(pk__in=[offering, *others], edition=edition).select_related("exhibitor", "delegate")
        known = {party.pk: party for party in parties}
        occupancy = occupancy_of(edition.pk, grid, list(known.values()))
        asked = [known[number] for number in others if number in known]
        pairs = [pair_name(offering, other) for other in others]
        lost = LostSlot.objects.filter(edition=edition.pk, pair__in=pairs).values_list("starts_at", flat=True)
        gone = mask_of(grid.number[start] for start in lost if start in grid.number)
        return cls(grid, occupancy, offering, asked, held_by([offering], except_for=except_for), gone, after)

    def possible(self, named: int | None = None) -> int:
        """Return the slots in which all are free, which the offering party has not offered to others, and none of them lost."""
        mask = self.occupancy.common([self.offering, *(party.pk for party in self.others)], named)
        return mask_of(slot for slot in slots_in(mask & ~self.lost & self._to_come()) if self._is_spare(slot))

    def shown(self) -> int:
        """Return the few slots of each day that this party is shown of the one it asks.

        They hang on nothing that it can change at will: neither on its own hours nor on what it offers to others, only on
        its meetings, for which others have to agree, and on the hours of its site.
        """
        asked = self.others[0] if self.others else None
        if asked is None:
            return 0
        behind, own = self.occupancy.staff[asked.pk], self.occupancy.staff[self.offering]
        ever = reduce(or_, (self.occupancy.hours.get(one, 0) for one in behind), 0)
        ever &= reduce(or_, (self.occupancy.usual.get(one, 0) for one in own), 0)
        unmet = reduce(or_, (~self.occupancy.busy[one] for one in own), 0)
        days = [ever & self.grid.day_of(day) for day in range(self.grid.day_count)]
        free = self.occupancy.free_of(asked.pk) & ever & unmet & self._to_come()
        return drawn(free, days, secret=settings.SECRET_KEY.encode(), pair=f"{self.offering}-{asked.pk}")

    def taken(self) -> int:
        """Return the slots to come in which the offering party would have somebody, were it not for what it has agreed on."""
        could = reduce(or_, (self.occupancy.hours.get(one, 0) for one in self.occupancy.staff[self.offering]), 0)
        return mask_of(slot for slot in slots_in(could & self._to_come()) if not self._is_spare(slot))

    def starts(self, mask: int) -> list[datetime]:
        """Return when the slots of a set begin."""
        return [self.grid.starts[slot] for slot in slots_in(mask)]

    def _to_come(self) -> int:
        return self.grid.after(self.after + timedelta(microseconds=1))

    def _is_spare(self, slot: int) -> bool:
        return self.held[self.grid.starts[slot]] < self.occupancy.people_free(self.offering, slot)


def _slots_of(proposed: QuerySet[ProposedSlot], grid: Grid) -> int:
    starts = proposed.order_by().values_list("starts_at", flat=True)
    return mask_of(grid.number[start] for start in starts if start in grid.number)
