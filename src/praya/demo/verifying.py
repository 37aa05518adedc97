"""Check a published schedule twice: the stored run by the engine's checker, the booked meetings row by row."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict

from praya.engines.meetings.check import faults
from praya.engines.meetings.files import read_problem, read_schedule
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.occupancy import quotas_of
from praya.match.requests.models import Wish
from praya.match.scheduling.models import Run
from praya.meet.accreditation.hours import hours_of_delegates
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party


def run_faults(run: Run) -> list[str]:
    """Return what the independent checker finds wrong with a run."""
    if run.problem is None or run.schedule is None:
        return ["the run holds no schedule"]
    problem = read_problem(gzip.decompress(bytes(run.problem)).decode())
    schedule = read_schedule(gzip.decompress(bytes(run.schedule)).decode())
    return list(faults(problem, schedule))


def published_faults(edition: Edition) -> list[str]:
    """Return every broken promise among the booked meetings: hours, double bookings, quotas, places and vetoes."""
    grid = edition_grid(edition, list(edition.sites.all()))
    meetings = {one.pk: one for one in Meeting.objects.filter(edition=edition).exclude(status=Meeting.Status.CANCELLED)}
    going = list(Attendance.objects.filter(meeting__in=Meeting.objects.filter(edition=edition), is_released=False))
    return [
        *_wrong_times(edition, grid, meetings, going),
        *_double_bookings(meetings, going),
        *_wrong_company(edition, going),
        *_over_quota(edition, grid, going),
    ]


def _wrong_times(edition: Edition, grid: Grid, meetings: dict[int, Meeting], going: list[Attendance]) -> list[str]:
    hours = hours_of_delegates(Delegate.objects.filter(edition=edition), grid)
    found = []
    for one in going:
        meeting, slot = meetings.get(one.meeting_id), grid.number.get(one.starts_at)
        if meeting is None or meeting.starts_at != one.starts_at:
            found.append(f"attendance {one.pk} does not fit its meeting")
        elif slot is None or not hours[one.delegate_id] >> slot & 1:
            found.append(f"delegate {one.delegate_id} meets at {one.starts_at:%Y-%m-%d %H:%MZ} outside their hours")
    return found


def _double_bookings(meetings: dict[int, Meeting], going: list[Attendance]) -> list[str]:
    people = Counter((one.delegate_id, one.starts_at) for one in going)
    tables = Counter((one.table_id, one.starts_at) for one in meetings.values() if one.table_id)
    requests = Counter(one.request_id for one in meetings.values() if one.request_id)
    return [
        *(f"delegate {key[0]} is booked {count} times at {key[1]:%Y-%m-%d %H:%MZ}" for key, count in people.items() if count > 1),
        *(f"table {key[0]} is taken {count} times at {key[1]:%Y-%m-%d %H:%MZ}" for key, count in tables.items() if count > 1),
        *(f"request {key} has {count} meetings" for key, count in requests.items() if count > 1),
    ]


def _wrong_company(edition: Edition, going: list[Attendance]) -> list[str]:
    """Return the meetings with fewer than two sides, or with two sides of which one has refused the other."""
    sides: dict[int, set[int]] = defaultdict(set)
    for one in going:
        sides[one.meeting_id].add(one.calendar_id)
    refused = set(
        Wish.objects.filter(calendar__edition=edition, level=Wish.Level.NO).order_by().values_list("calendar_id", "other_id")
    )
    found = [f"meeting {number} has {len(members)} side" for number, members in sides.items() if len(members) < 2]
    for number, members in sides.items():
        if any((first, second) in refused for first in members for second in members):
            found.append(f"meeting {number} was refused by a side")
    return found


def _over_quota(edition: Edition, grid: Grid, going: list[Attendance]) -> list[str]:
    total: Counter[int] = Counter()
    daily: Counter[tuple[int, int]] = Counter()
    for one in going:
        slot = grid.number.get(one.starts_at)
        total[one.calendar_id] += 1
        daily[one.calendar_id, grid.slots[slot].day if slot is not None else -1] += 1
    found = []
    for calendar in Party.objects.filter(edition=edition).select_related("delegate__category"):
        most, most_a_day = quotas_of(calendar)
        worst_day = max((daily[calendar.pk, day] for day in range(grid.day_count)), default=0)
        if (most is not None and total[calendar.pk] > most) or (most_a_day is not None and worst_day > most_a_day):
            found.append(f"calendar {calendar.pk} has {total[calendar.pk]} meetings, {worst_day} on one day: over its quota")
    return found
