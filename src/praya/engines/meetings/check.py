"""Check a schedule against its problem, plainly and slowly, sharing no code with the solver.

Standard library only: a fault of the arrays or of a solver cannot hide here. The rules are those of the published
checker of praya-schedule/1, and in addition day quotas and allowed slots.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from praya.engines.meetings.problem import Calendar, Problem, Request, Schedule


def faults(problem: Problem, schedule: Schedule) -> list[str]:
    """Return every broken rule as a sentence; an empty list means the schedule may be used.

    Checked: slots that exist and are allowed, capacities, pools, quotas in total and per day, fixed and must-place
    meetings, the stated value, and that the stated bound is not below it.
    """
    requests = {request.id: request for request in problem.requests}
    found = [f"{name} is placed, but there is no such request" for name in schedule.assignments if name not in requests]
    placed: list[tuple[Request, int]] = []
    for name, slot in schedule.assignments.items():
        if name in requests and type(slot) is int and 0 <= slot < len(problem.slots):
            placed.append((requests[name], slot))
        elif name in requests:
            found.append(f"{name} is placed in slot {slot!r}, which does not exist")
    found += _slot_faults(problem, placed)
    found += _quota_faults(problem, placed)
    found += _promise_faults(problem, schedule.assignments)
    value = sum(request.weight for request, _ in placed)
    if schedule.value != value:
        found.append(f"the stated value is {schedule.value}, but the meetings placed are worth {value}")
    if schedule.bound < value:
        found.append(f"the stated bound is {schedule.bound}, below the value {value} that was reached")
    return found


def _slot_faults(problem: Problem, placed: list[tuple[Request, int]]) -> list[str]:
    calendars = {calendar.id: calendar.capacity for calendar in problem.calendars}
    pools = {pool.id: pool.capacity for pool in problem.pools}
    in_slot = Counter((party, slot) for request, slot in placed for party in request.calendars)
    at_tables = Counter((request.pool, slot) for request, slot in placed if request.pool is not None)
    found = [
        f"{party} has {count} meetings in slot {slot}, capacity {calendars[party][slot]}"
        for (party, slot), count in in_slot.items()
        if count > calendars[party][slot]
    ]
    found += [
        f"pool {pool} holds {count} meetings in slot {slot}, capacity {pools[pool][slot]}"
        for (pool, slot), count in at_tables.items()
        if count > pools[pool][slot]
    ]
    return found + [
        f"{request.id} is placed in slot {slot}, which it does not allow"
        for request, slot in placed
        if request.allowed_slots is not None and slot not in request.allowed_slots
    ]


def _quota_faults(problem: Problem, placed: list[tuple[Request, int]]) -> list[str]:
    total = Counter(party for request, _ in placed for party in request.calendars)
    by_day = Counter((party, problem.slots[slot].day) for request, slot in placed for party in request.calendars)
    found = []
    for calendar in problem.calendars:
        if calendar.quota is not None and total[calendar.id] > calendar.quota:
            found.append(f"{calendar.id} has {total[calendar.id]} meetings, quota {calendar.quota}")
        for day, limit in enumerate(calendar.day_quotas or ()):
            if limit is not None and by_day[calendar.id, day] > limit:
                found.append(f"{calendar.id} has {by_day[calendar.id, day]} meetings on day {day}, quota {limit}")
    return found


def _promise_faults(problem: Problem, assignments: Mapping[str, int]) -> list[str]:
    found = []
    for request in problem.requests:
        slot = assignments.get(request.id)
        if request.fixed_slot is not None and slot != request.fixed_slot:
            found.append(f"{request.id} is fixed in slot {request.fixed_slot}, but placed in {slot}")
        elif request.must and slot is None:
            found.append(f"{request.id} must be placed, but is not")
    return found


def breaks_of(problem: Problem, assignments: Mapping[str, int]) -> tuple[int, int]:
    """Return the breaks of all calendars together and the most that one calendar has.

    A break is a group of idle slots between two meetings of one calendar on one day, counting only slots the calendar
    could attend.
    """
    requests = {request.id: request for request in problem.requests}
    busy: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for name, slot in assignments.items():
        for party in requests[name].calendars:
            busy[party][problem.slots[slot].day].add(slot)
    calendars = {calendar.id: calendar for calendar in problem.calendars}
    each = [sum(_breaks_of(calendars[party], used) for used in days.values()) for party, days in busy.items()]
    return sum(each), max(each, default=0)


def _breaks_of(calendar: Calendar, used: set[int]) -> int:
    found, idle = 0, False
    for slot in range(min(used), max(used) + 1):
        if slot in used:
            found += idle
            idle = False
        elif calendar.capacity[slot] > 0:
            idle = True
    return found
