"""Book and cancel single meetings, whoever else is doing the same at this moment.

Lock order everywhere: the request, then its calendars by number, then meetings by number. What the locks cannot
order, the database refuses: a delegate twice in a slot, a table twice in a slot, a request met twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of, quotas_of
from praya.match.diary.places import Place, free_table, place_of
from praya.match.diary.queries import attending, standing
from praya.match.diary.writing import add_meetings, hold, keep_changed, new_meeting, seat
from praya.meet.editions.grid import Grid
from praya.meet.editions.models import Edition
from praya.meet.notices.actions import tell
from praya.meet.parties.attending import Attending
from praya.meet.parties.models import Party

TRIES = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what a meeting is asked for: its edition, the parties that attend, the host first, how they do, and the request."""

    edition: Edition
    parties: Sequence[Party]
    attending: Attending
    request: int | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Hold what a slot has for a meeting: who of each party would go (0: nobody), whether quotas allow it, and the place."""

    going: Mapping[int, int]
    has_quota: bool
    place: Place
    table: int | None

    @property
    def obstacle(self) -> str:
        """Return what stands against the meeting, for those who may see why; empty when nothing does."""
        if not is_complete(self.going):
            return _nobody_free()
        if not self.has_quota:
            return _("One side has reached its number of meetings.")
        if self.place.needs_table and self.table is None:
            return _("No table is free in this slot. Choose another one.")
        return ""


def _nobody_free() -> str:
    return _("This slot is no longer free on both sides. Choose another one.")


class SlotLost(Refused):
    """Say that a slot can no longer be had, and nothing of why.

    Somebody is busy, a number of meetings is reached, every table is taken, somebody does not want to: to the two sides
    all of these are one answer, for a *no* must not be told by the way a meeting fails.
    """

    def __init__(self, sentence: str = "", *, request: int | None = None, starts_at: datetime | None = None) -> None:
        super().__init__(sentence or _("This slot can no longer be had. Choose another one."))
        self.request, self.starts_at = request, starts_at


def quota_left(calendar: Party, grid: Grid, slot: int) -> bool:
    """Tell whether one more meeting in a slot keeps the calendar within its quotas."""
    return slot in slots_with_quota(calendar, grid, [slot])


def slots_with_quota(calendar: Party, grid: Grid, slots: Collection[int], *, without: Collection[int] = ()) -> set[int]:
    """Return in which slots one more meeting keeps the calendar within its quotas, in one query; those `without` do not count."""
    total, daily = quotas_of(calendar)
    if total is None and daily is None:
        return set(slots)
    meetings = attending(calendar=calendar).exclude(meeting__in=without).order_by()
    taken = [grid.number.get(start) for start in meetings.values_list("starts_at", flat=True)]
    if total is not None and len(taken) >= total:
        return set()
    of_day = Counter(grid.slots[one].day for one in taken if one is not None)
    return {slot for slot in slots if daily is None or of_day[grid.slots[slot].day] < daily}


def book(
    asked: Asked,
    grid: Grid,
    *,
    starts_at: datetime,
    by: Account | None,
    at: datetime,
    promised: Mapping[int, int] | None = None,
    is_barred: bool = False,
    place: Place | None = None,
) -> Meeting:
    """Book a meeting in a slot; Refused when that is not possible (any more). The caller holds the request and the parties.

    `promised` says how many people of a party are offered to others in that slot, and so are not free for this meeting.
    `is_barred` says that the meeting must not be, for a reason that nobody may learn: it is then lost like a slot that is
    taken, after the same questions. `place` is where it is to be; else the parties decide that.
    """
    slot = grid.number.get(starts_at)
    if slot is None or starts_at <= at:
        raise Refused(_("This slot is not on the meeting grid any more. Choose another one."))
    if asked.request is not None and is_met(asked.request):
        raise Refused(_("This meeting is already booked."))
    for _attempt in range(TRIES):
        occupancy = occupancy_of(asked.edition.pk, grid, asked.parties)
        is_promised = any(occupancy.people_free(party, slot) <= count for party, count in (promised or {}).items())
        found = arrangement(asked.parties, asked.attending.named, occupancy, slot, place)
        if is_barred or is_promised or found.obstacle:
            break
        try:
            with transaction.atomic():
                meeting = _put(asked, occupancy, slot, found)
        except IntegrityError:
            # Somebody took the same person or table at this very moment: look again.
            continue
        after = facts_of(meeting)
        notify(meeting, "booked", except_for=by)
        record("book meeting", meeting, by=by, edition=meeting.edition_id, after=after)
        return meeting
    raise SlotLost(request=asked.request, starts_at=starts_at)


def restore(
    meeting: Meeting,
    asked: Asked,
    grid: Grid,
    *,
    by: Account | None,
    promised: Mapping[int, int],
    is_barred: bool = False,
) -> Meeting:
    """Let a cancelled meeting stand again in its slot, with whoever is free for it; SlotLost where that cannot be any more.

    The caller holds the request and the parties; `promised` and `is_barred` are those of `book`.
    """
    slot = grid.number.get(meeting.starts_at)
    lost, before = _("The slot has been taken meanwhile. Choose another one."), facts_of(meeting)
    if slot is None:
        raise SlotLost(lost, request=asked.request, starts_at=meeting.starts_at)
    for _attempt in range(TRIES):
        occupancy = occupancy_of(asked.edition.pk, grid, asked.parties)
        is_promised = any(occupancy.people_free(party, slot) <= count for party, count in promised.items())
        found = arrangement(asked.parties, asked.attending.named, occupancy, slot)
        if is_barred or is_promised or found.obstacle:
            break
        try:
            with transaction.atomic():
                _stand_again(meeting, found)
        except IntegrityError:
            # Somebody took the same person or table at this very moment: look again.
            continue
        notify(meeting, "booked", except_for=by)
        record("book meeting", meeting, by=by, edition=meeting.edition_id, before=before, after=facts_of(meeting))
        return meeting
    raise SlotLost(lost, request=asked.request, starts_at=meeting.starts_at)


def _stand_again(meeting: Meeting, found: Arrangement) -> None:
    meeting.status, meeting.sequence = Meeting.Status.SCHEDULED, hold([meeting.pk])[meeting.pk].sequence
    meeting.site_id, meeting.stand_id, meeting.table_id = found.place.site, found.place.stand, found.table
    keep_changed(meeting)
    seat(meeting, found.going)


def is_met(request: int) -> bool:
    """Tell whether a request has its meeting: a schedule may place one that nobody has answered yet."""
    return standing(request=request).exists()


def arrangement(
    parties: Sequence[Party],
    named: Collection[int],
    occupancy: Occupancy,
    slot: int,
    place: Place | None = None,
    usual: Mapping[int, int] | None = None,
) -> Arrangement:
    """Find who would go to a meeting in a slot and where it would be: all is asked, whatever stands against it.

    `usual` says who of a party goes, if they are free then and nobody is named.
    """
    going = who_goes(parties, named, occupancy, slot, usual)
    allowed = [quota_left(party, occupancy.grid, slot) for party in parties]
    place = place or place_of(parties)
    table = _choose_table(place, occupancy.grid.slots[slot].start, going.values())
    return Arrangement(going, all(allowed), place, table)


def require_arrangement(parties: Sequence[Party], named: Collection[int], occupancy: Occupancy, slot: int) -> Arrangement:
    """Return the arrangement of a meeting in a slot; Refused when somebody, a quota or a table stands against it."""
    found = arrangement(parties, named, occupancy, slot)
    if found.obstacle:
        raise Refused(found.obstacle)
    return found


def require_attendees(parties: Sequence[Party], named: Collection[int], occupancy: Occupancy, slot: int) -> dict[int, int]:
    """Return for each party who goes; Refused when one has nobody free."""
    going = who_goes(parties, named, occupancy, slot)
    if not is_complete(going):
        raise Refused(_nobody_free())
    return going


def who_goes(
    parties: Sequence[Party],
    named: Collection[int],
    occupancy: Occupancy,
    slot: int,
    usual: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Return by party who would go in a slot (0: nobody): who is named, else the `usual` one if free, else whoever is."""
    found = {}
    for party in parties:
        one = (usual or {}).get(party.pk, 0)
        is_kept = one in occupancy.staff[party.pk] and not set(named) & set(occupancy.staff[party.pk])
        is_kept = is_kept and bool(occupancy.free(one) >> slot & 1)
        found[party.pk] = one if is_kept else occupancy.attending(party.pk, slot, named) or 0
    return found


def arrange(asked: Asked, occupancy: Occupancy, slot: int) -> Meeting:
    """Let those asked meet in a slot: choose who goes and where; Refused when somebody, a quota or a table stands against it."""
    return _put(asked, occupancy, slot, require_arrangement(asked.parties, asked.attending.named, occupancy, slot))


def _put(asked: Asked, occupancy: Occupancy, slot: int, found: Arrangement) -> Meeting:
    meeting = new_meeting(asked.edition, occupancy.grid.slots[slot], found.place, found.table, request_id=asked.request)
    add_meetings([(meeting, found.going)])
    for delegate in found.going.values():
        occupancy.attend(delegate, slot)
    return meeting


def is_complete(going: Mapping[int, int]) -> bool:
    """Tell whether every calendar has somebody, and each somebody else."""
    return all(going.values()) and len(set(going.values())) == len(going)


def _choose_table(place: Place, starts_at: datetime, going: Collection[int]) -> int | None:
    """Return the table of a meeting, one that a participant already sits at that day when possible; None without one."""
    if not place.needs_table or place.site is None:
        return None
    day = timedelta(hours=12)
    near = (
        Meeting.objects.filter(attendances__delegate__in=going, table__hall__site=place.site)
        .filter(starts_at__range=(starts_at - day, starts_at + day))
        .order_by("starts_at")
        .values_list("table", flat=True)
    )
    return free_table(place.site, starts_at, list(near), hall=place.hall)


@retried
def cancel(
    meeting: Meeting, *, by: Account | None, words: Mapping[str, Any] | None = None, deaf: Collection[int] = ()
) -> Meeting:
    """Cancel a meeting and free everybody's slot; cancelling twice changes nothing. Its request, if any, is held before it.

    `words` go to the others with what they are told: a `line`, and `by` which delegate; not to the `deaf`.
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.status == Meeting.Status.CANCELLED:
            return locked
        if locked.status != Meeting.Status.SCHEDULED:
            raise Refused(_("This meeting has already taken place."))
        before = facts_of(locked)
        notify(locked, "cancelled", except_for=by, words=words, deaf=deaf)
        release(locked)
        record("cancel meeting", locked, by=by, edition=locked.edition_id, before=before, after=facts_of(locked))
        return locked


def date_cancellation(meeting: Meeting, at: datetime) -> None:
    """Date the cancellation of a meeting by the instant at which its request ended with it: so lists know that it did."""
    Meeting.objects.filter(pk=meeting.pk, status=Meeting.Status.CANCELLED).update(changed_at=at)
    meeting.changed_at = at


def release(meeting: Meeting) -> None:
    """Mark a meeting cancelled and its attendances released."""
    meeting.status = Meeting.Status.CANCELLED
    keep_changed(meeting)
    meeting.attendances.update(is_released=True)


def notify(
    meeting: Meeting,
    kind: str,
    *,
    except_for: Account | None = None,
    was: datetime | None = None,
    words: Mapping[str, Any] | None = None,
    deaf: Collection[int] = (),
) -> None:
    """Tell everybody who attends a meeting, except whoever caused the change; `was` is when a moved meeting began.

    The `deaf`, by the numbers of their delegates, are told the same without the `words`.
    """
    facts: dict[str, Any] = {
        "meeting": meeting.code,
        "at": meeting.starts_at.isoformat(),
        **({"was": was.isoformat()} if was else {}),
    }
    going = attending(meeting=meeting)
    if except_for is not None:
        going = going.exclude(Q(delegate__person__account=except_for))
    if not words:
        tell(going.values_list("delegate", flat=True), kind, **facts)
        return
    # What one side writes to another is read by its people, as long as they are. Each is told alone, whoever is deaf.
    for delegate, company in going.order_by("pk").values_list("delegate", "calendar__exhibitor__organisation"):
        tell([delegate], kind, company=company, **facts, **({} if delegate in deaf else words))


def facts_of(meeting: Meeting) -> dict[str, object]:
    """Return what the trail keeps of a meeting."""
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "status": meeting.status,
        "table": meeting.table_id,
        "stand": meeting.stand_id,
        "sequence": meeting.sequence,
    }
