"""Write the rows of meetings, for one as for a whole schedule: the one place where they begin and are seated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from praya.engines.zones import GridSlot
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.places import Place
from praya.meet.editions.models import Edition

BATCH = 2000


def hold(meetings: Iterable[int]) -> dict[int, Meeting]:
    """Lock meetings in the order of their numbers, and return them as they are then."""
    rows = Meeting.objects.select_for_update(of=("self",)).filter(pk__in=list(meetings)).order_by("pk")
    return {meeting.pk: meeting for meeting in rows}


def new_meeting(edition: Edition, slot: GridSlot, place: Place, table: int | None, **facts: Any) -> Meeting:
    """Return a meeting in a slot, at a place and a table, that is not written yet."""
    return Meeting(
        edition=edition,
        starts_at=slot.start,
        ends_at=slot.end,
        site_id=place.site,
        stand_id=place.stand,
        table_id=table,
        **facts,
    )


def keep_changed(meeting: Meeting) -> None:
    """Write a meeting whose columns have been changed; its number in calendars goes up, so that they take the change."""
    meeting.sequence += 1
    meeting.save()


def add_meetings(seated: Collection[tuple[Meeting, Mapping[int, int]]]) -> set[int]:
    """Write new meetings, each with the delegate who goes for each party, the host first; return all delegates."""
    Meeting.objects.bulk_create([meeting for meeting, _going in seated], batch_size=BATCH)
    rows = [
        Attendance(meeting=meeting, calendar_id=party, delegate_id=delegate, starts_at=meeting.starts_at)
        for meeting, going in seated
        for party, delegate in going.items()
    ]
    Attendance.objects.bulk_create(rows, batch_size=BATCH)
    return {row.delegate_id for row in rows}


def clear(changed: Collection[int], moved: Collection[int]) -> None:
    """Release whoever attends meetings that are about to be seated anew, and free the tables of those that move.

    Meetings that change places with each other each need the table that the other one holds.
    """
    Attendance.objects.filter(meeting__in=changed).update(is_released=True)
    Meeting.objects.filter(pk__in=moved).update(table=None)


def seat(meeting: Meeting, going: Mapping[int, int]) -> None:
    """Let these delegates attend; whoever went before stays on record as released."""
    known = {(row.calendar_id, row.delegate_id): row for row in meeting.attendances.all()}
    for party, delegate in going.items():
        row = known.get((party, delegate))
        if row is None:
            row = Attendance(meeting=meeting, calendar_id=party, delegate_id=delegate)
        if row.starts_at != meeting.starts_at or row.is_released:
            row.late_minutes = None  # it was said of another time, or by somebody who has gone since
        row.starts_at, row.is_released = meeting.starts_at, False
        row.save()


def let_go(request: int) -> None:
    """Let the cancelled meetings of a request no longer belong to it: what becomes of it is no longer about them."""
    Meeting.objects.filter(request=request, status=Meeting.Status.CANCELLED).update(request=None)
