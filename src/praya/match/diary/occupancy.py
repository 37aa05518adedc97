"""Know who of a few calendars is free when: the staff behind each calendar, their hours and what they already attend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from praya.match.diary.queries import attending
from praya.meet.accreditation.hours import hours_of_delegates, usual_hours
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.grid import Grid
from praya.meet.parties.models import Party


@dataclass
class Occupancy:
    """Hold sets of slots (one bit each) by delegate, and the delegates behind each calendar, all by number.

    `hours` are the slots in which a delegate can meet, `usual` those in which they could if they had said nothing of it.
    """

    grid: Grid
    staff: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[int, int] = field(default_factory=dict)
    usual: dict[int, int] = field(default_factory=dict)
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
    """Return the occupancy of a few calendars (with exhibitor loaded), in four queries."""
    found = Occupancy(grid, *people_behind(edition, grid, calendars))
    taken = attending(delegate__in=list(found.hours)).order_by()
    for number, starts_at in taken.values_list("delegate_id", "starts_at"):
        if (slot := grid.number.get(starts_at)) is not None:
            found.attend(number, slot)
    return found


def people_behind(
    edition: int, grid: Grid, calendars: Sequence[Party], *, is_whole: bool = False
) -> tuple[dict[int, list[int]], dict[int, int], dict[int, int]]:
    """Return who meets for each calendar, lowest number first, and when each can and usually could; `is_whole` reads all."""
    by_organisation = {c.exhibitor.organisation_id: c.pk for c in calendars if c.exhibitor is not None}
    by_delegate = {c.delegate_id: c.pk for c in calendars if c.delegate_id is not None}
    people = Delegate.objects.filter(CAN_MEET, edition=edition).order_by("pk")
    if not is_whole:
        people = people.filter(Q(organisation__in=list(by_organisation)) | Q(pk__in=list(by_delegate)))
    delegates = list(people)
    staff: dict[int, list[int]] = defaultdict(list)
    for delegate in delegates:
        if delegate.organisation_id in by_organisation:
            staff[by_organisation[delegate.organisation_id]].append(delegate.pk)
        if delegate.pk in by_delegate:
            staff[by_delegate[delegate.pk]].append(delegate.pk)
    usual = {delegate.pk: usual_hours(delegate, grid) for delegate in delegates}
    return staff, hours_of_delegates(delegates, grid), usual


def quotas_of(calendar: Party) -> tuple[int | None, int | None]:
    """Return how many meetings a calendar may have in total and per day: its own limits, else its category's."""
    category = calendar.delegate.category if calendar.delegate is not None else None
    total = calendar.quota_total if calendar.quota_total is not None else getattr(category, "quota_total", None)
    daily = calendar.quota_per_day if calendar.quota_per_day is not None else getattr(category, "quota_per_day", None)
    return total, daily
