"""Fix some meetings of the demo before the scheduler runs, as organisers do for ministers and sponsors."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from praya.demo.interest import Interest
from praya.demo.naming import code
from praya.demo.people import BATCH
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.places import place_of
from praya.match.requests.models import Request
from praya.meet.accreditation.hours import hours_of_delegates
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import slots_in
from praya.meet.editions.models import Table
from praya.meet.parties.models import Party

SHARE = 0.03


def promise(interest: Interest, rng: Random) -> list[Meeting]:
    """Book three of a hundred requests as fixed meetings; nobody and no table is taken twice in a slot."""
    groups = set(Request.guests.through.objects.values_list("request_id", flat=True))
    able = [
        one
        for one in interest.requests
        if one.status == Request.Status.ACCEPTED and not one.named_id and not one.is_must_place and one.pk not in groups
    ]
    chosen = rng.sample(able, int(len(interest.requests) * SHARE))
    book = _Book(interest, chosen)
    rows = [row for one in chosen if (row := book.fix(one, rng)) is not None]
    Meeting.objects.bulk_create([meeting for meeting, _going in rows], batch_size=BATCH)
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=meeting, calendar_id=calendar, delegate_id=delegate, starts_at=meeting.starts_at)
            for meeting, going in rows
            for calendar, delegate in going.items()
        ],
        batch_size=BATCH,
    )
    return [meeting for meeting, _going in rows]


class _Book:
    """Keep who and which table is taken while meetings are fixed."""

    def __init__(self, interest: Interest, requests: list[Request]) -> None:
        self.interest = interest
        numbers = {number for one in requests for number in (one.sender_id, one.recipient_id)}
        rows = Party.objects.filter(edition=requests[0].edition_id).select_related("exhibitor", "delegate")
        self.calendars = {one.pk: one for one in rows if one.pk in numbers}
        people: list[Delegate] = [one for number in numbers for one in interest.sides[number].people]
        self.free = hours_of_delegates(people, interest.grid)
        self.tables: dict[int, list[int]] = defaultdict(list)
        for table, site in Table.objects.filter(hall__site__edition=requests[0].edition_id).values_list("pk", "hall__site"):
            self.tables[site].append(table)
        self.taken: set[tuple[int, int]] = set()
        self.count: dict[int, int] = defaultdict(int)

    def fix(self, request: Request, rng: Random) -> tuple[Meeting, dict[int, int]] | None:
        """Book one request in a slot drawn among those free; None when there is none."""
        sides = (request.recipient_id, request.sender_id)
        slots = list(slots_in(self.interest.common(request)))
        rng.shuffle(slots)
        place = place_of([self.calendars[side] for side in sides])
        for slot in slots:
            going = {side: one for side in sides if (one := self._free(side, slot)) is not None}
            table = self._table(place.site, slot) if place.needs_table else None
            if len(going) < 2 or (place.needs_table and table is None) or max(self.count[side] for side in sides) > 2:
                continue
            for side, one in going.items():
                self.free[one] &= ~(1 << slot)
                self.count[side] += 1
            if table is not None:
                self.taken.add((table, slot))
            span = self.interest.grid.slots[slot]
            meeting = Meeting(
                code=code(rng),
                edition_id=request.edition_id,
                request=request,
                starts_at=span.start,
                ends_at=span.end,
                site_id=place.site,
                stand_id=place.stand,
                table_id=table,
                is_fixed=True,
            )
            return meeting, going
        return None

    def _free(self, side: int, slot: int) -> int | None:
        people = self.interest.sides[side].people
        return next((one.pk for one in people if self.free[one.pk] >> slot & 1), None)

    def _table(self, site: int | None, slot: int) -> int | None:
        return next((table for table in self.tables[site or 0] if (table, slot) not in self.taken), None)
