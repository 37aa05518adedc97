"""Count what is left of people, quotas and tables while meetings are placed one after the other."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from praya.engines.meetings import Member
from praya.match.diary.occupancy import quotas_of
from praya.match.requests.models import Request
from praya.match.scheduling.snapshot import Snapshot
from praya.meet.editions.grid import slots_in


class Ledger:
    """Take slots of a snapshot; a slot fits when every side has somebody free, quota left, and a table stands ready."""

    def __init__(self, snapshot: Snapshot, *, after: datetime) -> None:
        self.snapshot = snapshot
        self.ahead = snapshot.grid.after(after)
        self.taken: dict[tuple[int, int], int] = defaultdict(int)
        self.named: set[tuple[int, int]] = set()
        self.per_day: dict[tuple[int, int], int] = defaultdict(int)
        self.total: dict[int, int] = defaultdict(int)
        self.tables: dict[tuple[int | None, int], int] = defaultdict(int)
        self.busy: dict[int, int] = defaultdict(int)
        for meeting in snapshot.meetings:
            self._enter(meeting.pk, meeting.starts_at, meeting.site_id if meeting.table_id else None)

    def _enter(self, meeting: int, starts_at: datetime, site: int | None) -> None:
        slot = self.snapshot.grid.number.get(starts_at)
        if slot is None:
            return
        for calendar, delegate in self.snapshot.going.get(meeting, []):
            self._count(calendar, slot)
            self.busy[delegate] |= 1 << slot
        if site is not None:
            self.tables[site, slot] += 1

    def _count(self, calendar: int, slot: int) -> None:
        self.taken[calendar, slot] += 1
        self.total[calendar] += 1
        self.per_day[calendar, self.snapshot.grid.slots[slot].day] += 1

    def obstacle(self, request: Request, slot: int) -> str | None:
        """Return why a request cannot be met in a slot, None when it can."""
        if not self.ahead >> slot & 1:
            return "past"
        for calendar in self.snapshot.attending(request).parties:
            if self.room(calendar, slot) <= 0:
                return "no_common_slot"
            if not self._within_quota(calendar, slot):
                return "quota"
        if not all(self._named_is_free(one, slot) for one in self.snapshot.attending(request).named):
            return "no_common_slot"
        return None if self._has_table(request, slot) else "no_table"

    def room(self, calendar: int, slot: int) -> int:
        """Return how many more meetings a calendar can take in a slot."""
        hours = self.snapshot.hours
        return sum(hours[one] >> slot & 1 for one in self.snapshot.staff.get(calendar, ())) - self.taken[calendar, slot]

    def _named_is_free(self, delegate: int, slot: int) -> bool:
        free = self.snapshot.hours.get(delegate, 0) & ~self.busy[delegate]
        return bool(free >> slot & 1) and (delegate, slot) not in self.named

    def _within_quota(self, calendar: int, slot: int) -> bool:
        total, daily = quotas_of(self.snapshot.calendars[calendar])
        day = self.snapshot.grid.slots[slot].day
        return (total is None or self.total[calendar] < total) and (daily is None or self.per_day[calendar, day] < daily)

    def _has_table(self, request: Request, slot: int) -> bool:
        place = self.snapshot.place(request)
        if not place.needs_table or place.site not in self.snapshot.tables:
            return True
        return self.tables[place.site, slot] < sum(self.snapshot.tables[place.site].values())

    def take(self, request: Request, slot: int) -> None:
        """Use a slot up for a request."""
        for calendar in self.snapshot.attending(request).parties:
            self._count(calendar, slot)
        self.named.update((one, slot) for one in self.snapshot.attending(request).named)
        place = self.snapshot.place(request)
        if place.needs_table:
            self.tables[place.site, slot] += 1

    def first_free(self, request: Request) -> int | None:
        """Return the earliest slot in which a request can be met."""
        mask = self.ahead
        for calendar in self.snapshot.attending(request).parties:
            mask &= self.snapshot.mask(calendar)
        return next((slot for slot in slots_in(mask) if self.obstacle(request, slot) is None), None)

    def members(self, calendar: int) -> list[Member]:
        """Return the staff behind a calendar with what is still free of each."""
        hours = self.snapshot.hours
        return [Member(str(one), hours[one] & ~self.busy[one]) for one in self.snapshot.staff.get(calendar, ())]
