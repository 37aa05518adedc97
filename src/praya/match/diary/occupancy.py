"""Know who of a few calendars is free when: the staff behind each calendar, their hours and what they already attend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from praya.core.gathering import Gathered, gathered_instant
from praya.core.prepared import Prepared
from praya.match.diary.queries import attending
from praya.meet.accreditation.hours import hours_of_delegates, stated_and_taken, usual_hours, with_own_hours
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.grid import Grid
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party


@dataclass
class Occupancy:
    """Hold sets of slots (one bit each) by delegate, and the delegates behind each calendar, all by number.

    `hours` are the slots in which a delegate can meet, `usual` those in which they could if they had said nothing of it, `stated`
    those of which they say so, whatever else they attend then.
    """

    grid: Grid
    staff: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[int, int] = field(default_factory=dict)
    usual: dict[int, int] = field(default_factory=dict)
    stated: dict[int, int] = field(default_factory=dict)
    busy: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def free(self, delegate: int) -> int:
        """Return the slots in which a delegate can meet and has no meeting."""
        return self.hours.get(delegate, 0) & ~self.busy[delegate]

    def free_of(self, calendar: int) -> int:
        """Return the slots in which somebody behind the calendar is free."""
        return reduce(or_, (self.free(delegate) for delegate in self.staff[calendar]), 0)

    def people_free(self, calendar: int, slot: int) -> int:
        """Return how many behind a calendar are free in a slot."""
        return sum(self.free(delegate) >> slot & 1 for delegate in self.staff[calendar])

    def common(self, calendars: Iterable[int], named: int | None = None) -> int:
        """Return the slots in which every calendar, and the named delegate, is free."""
        masks = [self.free_of(calendar) for calendar in calendars]
        if named is not None:
            masks.append(self.free(named))
        return reduce(and_, masks, self.grid.everything)

    def attending(self, calendar: int, slot: int, named: Collection[int] = ()) -> int | None:
        """Choose who goes: a named delegate, else whoever free has most meetings next to the slot, lowest number first."""
        members = self.staff[calendar]
        wanted = [one for one in members if one in named] or members
        able = [one for one in wanted if self.free(one) >> slot & 1]
        near = 1 << slot + 1 | (1 << slot - 1 if slot else 0)
        return max(able, key=lambda one: ((self.busy[one] & near).bit_count(), -one), default=None)

    def attend(self, delegate: int, slot: int) -> None:
        """Take a slot of a delegate."""
        self.busy[delegate] |= 1 << slot


def occupancy_of(edition: int, grid: Grid, calendars: Sequence[Party]) -> Occupancy:
    """Return the occupancy of a few calendars (with exhibitor loaded), in one query."""
    people = list(_occupied(Delegate.objects.filter(_owners(calendars)), edition))
    return _occupancy(grid, people, _staff(people, calendars))


def occupancy_behind(edition: int, grid: Grid, calendar: int) -> Occupancy:
    """Return the occupancy of one calendar by its number, in one query."""
    people = _BEHIND(edition=edition, calendar=calendar)
    return _occupancy(grid, people, {calendar: [delegate.pk for delegate in people]})


def _behind(edition: int, calendar: int) -> QuerySet[Any, Any]:
    company = Exhibitor.objects.filter(calendar=calendar).values("organisation")
    return _occupied(Delegate.objects.filter(Q(calendar=calendar) | Q(organisation__in=company)), edition)


_BEHIND = Prepared(_behind)


def _occupied(rows: QuerySet[Delegate], edition: int) -> QuerySet[Any, Any]:
    """Return who of some delegates meets, lowest number first, with their own hours and what they attend read beside them."""
    taken = Gathered(attending(delegate=OuterRef("pk")), "starts_at")
    found: QuerySet[Any, Any] = with_own_hours(rows.filter(CAN_MEET, edition=edition)).annotate(taken=taken).order_by("pk")
    return found


def _occupancy(grid: Grid, people: Sequence[Any], staff: Mapping[int, list[int]]) -> Occupancy:
    usual = {delegate.pk: usual_hours(delegate, grid) for delegate in people}
    said = stated_and_taken(people, grid)
    hours = {pk: stated & ~taken for pk, (stated, taken) in said.items()}
    found = Occupancy(grid, defaultdict(list, staff), hours, usual, {pk: stated for pk, (stated, _taken) in said.items()})
    for delegate in people:
        for (starts_at,) in delegate.taken:
            if (slot := grid.number.get(gathered_instant(starts_at))) is not None:
                found.attend(delegate.pk, slot)
    return found


def people_behind(
    edition: int, grid: Grid, calendars: Sequence[Party], *, is_whole: bool = False
) -> tuple[dict[int, list[int]], dict[int, int], dict[int, int]]:
    """Return who meets for each calendar, lowest number first, and when each can and usually could; `is_whole` reads all."""
    people = Delegate.objects.filter(CAN_MEET, edition=edition).order_by("pk")
    delegates = list(people if is_whole else people.filter(_owners(calendars)))
    usual = {delegate.pk: usual_hours(delegate, grid) for delegate in delegates}
    return _staff(delegates, calendars), hours_of_delegates(delegates, grid), usual


def _owners(calendars: Iterable[Party]) -> Q:
    """Choose who is behind some calendars."""
    companies = [one.exhibitor.organisation_id for one in calendars if one.exhibitor is not None]
    return Q(organisation__in=companies) | Q(pk__in=[one.delegate_id for one in calendars if one.delegate_id is not None])


def _staff(delegates: Iterable[Delegate], calendars: Iterable[Party]) -> dict[int, list[int]]:
    """Return by calendar which of some delegates are behind it."""
    by_organisation = {one.exhibitor.organisation_id: one.pk for one in calendars if one.exhibitor is not None}
    by_delegate = {one.delegate_id: one.pk for one in calendars if one.delegate_id is not None}
    staff: dict[int, list[int]] = defaultdict(list)
    for delegate in delegates:
        if delegate.organisation_id in by_organisation:
            staff[by_organisation[delegate.organisation_id]].append(delegate.pk)
        if delegate.pk in by_delegate:
            staff[by_delegate[delegate.pk]].append(delegate.pk)
    return staff


def quotas_of(calendar: Party) -> tuple[int | None, int | None]:
    """Return how many meetings a calendar may have in total and per day: its own limits, else its category's."""
    category = calendar.delegate.category if calendar.delegate is not None else None
    total = calendar.quota_total if calendar.quota_total is not None else getattr(category, "quota_total", None)
    daily = calendar.quota_per_day if calendar.quota_per_day is not None else getattr(category, "quota_per_day", None)
    return total, daily
