"""Read a published brokerage event and schedule it: every meeting held, with as few breaks as can be found.

The events are the instances of the business-to-business meeting scheduling problem (Bofill and others, Journal of
Artificial Intelligence Research 74, 2022): MiniZinc data with participants, meetings, locations, slots split into a morning
and an afternoon session, and slots forbidden to participants. There a forbidden slot counts as idle when it lies between
two meetings, so participants are modelled as always present and what is forbidden narrows the slots of their requests.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praya.engines.meetings import check
from praya.engines.meetings.anneal import anneal
from praya.engines.meetings.arrays import UNPLACED, Arrays, arrays_of, assignments_of, value_of
from praya.engines.meetings.problem import Calendar, Pool, Problem, ProblemError, Progress, Request, Schedule, Slot
from praya.engines.meetings.unavoidable import unavoidable_breaks

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver

LONGEST_TEXT = 5_000_000
MOST = 10_000
SLOT = timedelta(minutes=30)
NOMINAL_START = datetime(2000, 1, 1, 9, tzinfo=UTC)  # the published events name slots by number only
MORNING, AFTERNOON, WHOLE_DAY = 1, 2, 3
LEGS = (200_000, *(1_000_000,) * 4, *(2_500_000,) * 4)  # several, since a leg cut short by the clock has not cooled
PLACING_EFFORT = 60.0


def read_event(text: str, name: str = "") -> Problem:
    """Return the event written in MiniZinc data as a Problem in which every meeting must be held.

    One pool holds the locations; slots are numbered from 0 where the file counts from 1. A ProblemError names the
    field and entry that are wrong, or a rule of the event that a schedule of this engine cannot promise (precedences).
    """
    fields = _statements(text)
    people, slots = _whole(fields, "nBusiness"), _whole(fields, "nTotalSlots")
    morning, tables = _whole(fields, "nMorningSlots"), _whole(fields, "nTables")
    if not 0 <= morning <= slots:
        raise ProblemError(f"nMorningSlots: {morning} is more than the {slots} slots there are")
    meetings = _meetings(fields, people)
    forbidden = _sets(fields, "forbidden", people, "participant", slots)
    fixed = _fixed(fields, len(meetings), slots)
    if any(_sets(fields, "precedences", len(meetings), "meeting", len(meetings))) if "precedences" in fields else False:
        raise ProblemError("precedences: meetings in a given order are not supported; empty the sets to leave it open")
    sessions = {MORNING: set(range(morning)), AFTERNOON: set(range(morning, slots)), WHOLE_DAY: set(range(slots))}
    requests = []
    for number, ((one, other, session), slot) in enumerate(zip(meetings, fixed, strict=True)):
        barred = {barred_slot - 1 for barred_slot in forbidden[one - 1] | forbidden[other - 1]}
        requests.append(
            Request(
                id=f"meeting {number + 1}",
                calendars=(f"participant {one}", f"participant {other}"),
                weight=1,
                pool="locations",
                fixed_slot=slot,
                must=True,
                allowed_slots=tuple(sorted(sessions[session] - barred)),
            )
        )
    return Problem(
        slots=tuple(Slot(NOMINAL_START + k * SLOT, NOMINAL_START + (k + 1) * SLOT, 0) for k in range(slots)),
        pools=(Pool("locations", (tables,) * slots),),
        calendars=tuple(Calendar(f"participant {number}", (1,) * slots) for number in range(1, people + 1)),
        requests=tuple(requests),
        name=name,
    )


def _statements(text: str) -> dict[str, str]:
    """Return what each name of the data is set to, comments left out."""
    if len(text) > LONGEST_TEXT:
        raise ProblemError(f"the file has more than {LONGEST_TEXT // 10**6} million characters; no event is so large")
    plain = re.sub(r"%[^\n]*", "", text)
    *statements, rest = plain.split(";")
    if rest.strip():
        started = rest.strip().split("=")[0].strip()[:40]
        raise ProblemError(f'the file ends within "{started}", before its ";"; is it complete?')
    fields = {}
    for statement in statements:
        name, equals, value = (part.strip() for part in statement.partition("="))
        if not equals or not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise ProblemError(f'"{statement.strip()[:40]}" is not of the form name = value')
        if name in fields:
            raise ProblemError(f"{name}: is set twice; keep one")
        fields[name] = value
    return fields


def _field(fields: dict[str, str], name: str) -> str:
    if name not in fields:
        raise ProblemError(f"{name}: is missing; a brokerage event must set it")
    return fields[name]


def _whole(fields: dict[str, str], name: str) -> int:
    value = _field(fields, name)
    if not re.fullmatch(r"\d{1,9}", value) or int(value) > MOST:
        raise ProblemError(f"{name}: expected a whole number up to {MOST}, found {value[:40]!r}")
    return int(value)


def _meetings(fields: dict[str, str], people: int) -> list[tuple[int, int, int]]:
    """Return (participant, participant, session) of each meeting."""
    body = re.fullmatch(r"\[\|(.*)\|\]", _field(fields, "requested"), re.DOTALL)
    if body is None:
        raise ProblemError("requested: expected [| participant, participant, session | ... |]")
    rows = [_numbers(row, f"requested, row {number + 1}") for number, row in enumerate(body[1].split("|")) if row.strip()]
    expected = _whole(fields, "nMeetings")
    if len(rows) != expected:
        raise ProblemError(f"requested: has {len(rows)} rows, but nMeetings is {expected}")
    for number, row in enumerate(rows, 1):
        if len(row) != 3 or not 1 <= row[0] <= people or not 1 <= row[1] <= people or row[0] == row[1]:
            raise ProblemError(f"requested, row {number}: expected two different participants from 1 to {people}, found {row}")
        if row[2] not in (MORNING, AFTERNOON, WHOLE_DAY):
            raise ProblemError(f"requested, row {number}: session {row[2]} is none of 1 morning, 2 afternoon, 3 either")
    return [(row[0], row[1], row[2]) for row in rows]


def _numbers(text: str, place: str) -> list[int]:
    """Return the whole numbers of a comma-separated list; an empty entry at the end is allowed, as MiniZinc does."""
    parts = [part.strip() for part in text.split(",")]
    if parts and not parts[-1]:
        parts.pop()
    for part in parts:
        if not re.fullmatch(r"\d{1,9}", part):
            raise ProblemError(f"{place}: expected whole numbers, found {part[:40]!r}")
    return [int(part) for part in parts]


def _sets(fields: dict[str, str], name: str, count: int, owner: str, most: int) -> list[set[int]]:
    """Return the sets of numbers from 1 to `most`, one per owner; a 0 in the file only marks an empty set."""
    body = re.fullmatch(r"\[\s*((?:\{[^{}]*\}\s*,?\s*)*)\]", _field(fields, name))
    if body is None:
        raise ProblemError(f"{name}: expected [{{...}}, {{...}}, ...], one set per {owner}")
    sets = [
        _members(inside, f"{name}, {owner} {number}", most)
        for number, inside in enumerate(re.findall(r"\{([^{}]*)\}", body[1]), 1)
    ]
    if len(sets) != count:
        raise ProblemError(f"{name}: has {len(sets)} sets, but there are {count} {owner}s")
    return sets


def _members(inside: str, place: str, most: int) -> set[int]:
    span = re.fullmatch(r"\s*(\d{1,9})\s*\.\.\s*(\d{1,9})\s*", inside)
    if span is not None and int(span[2]) <= most:
        found = set(range(int(span[1]), int(span[2]) + 1))
    else:
        found = set(_numbers(inside, place))
    if max(found, default=0) > most:
        raise ProblemError(f"{place}: {max(found)} is more than {most}")
    return found - {0}


def _fixed(fields: dict[str, str], meetings: int, slots: int) -> list[int | None]:
    """Return the slot that each meeting is fixed to; 0 in the file means none."""
    if "fixed" not in fields:
        return [None] * meetings
    body = re.fullmatch(r"\[(.*)\]", fields["fixed"], re.DOTALL)
    numbers = _numbers(body[1], "fixed") if body else []
    if len(numbers) != meetings:
        raise ProblemError(f"fixed: expected [...] with one slot, or 0, for each of the {meetings} meetings")
    for number, slot in enumerate(numbers, 1):
        if slot > slots:
            raise ProblemError(f"fixed, meeting {number}: slot {slot} is more than {slots}")
    return [slot - 1 if slot else None for slot in numbers]


def schedule_event(problem: Problem, *, seed: int = 1, seconds: float = 60.0, legs: Sequence[int] = LEGS) -> Iterator[Progress]:
    """Place every meeting of an event, then remove breaks; the last Progress carries the schedule.

    The value counts the meetings placed. The search runs through legs of ever more moves, and ends early once the breaks
    are as few as any schedule must have; `seconds` cuts in only on a slow machine. Same input and seed, same schedule.
    """
    began = time.monotonic()
    _require_event(problem)
    arrays = arrays_of(problem)
    meetings = len(problem.requests)
    yield Progress(0.0, 0, meetings, "placing every meeting")
    best = _placed(arrays, seconds)
    least = unavoidable_breaks(arrays)
    breaks = check.breaks_of(problem, assignments_of(arrays, best))[0]
    for number, moves in enumerate(legs):
        left = seconds - (time.monotonic() - began)
        yield Progress(time.monotonic() - began, meetings, meetings, _stage(breaks, least))
        if breaks <= least or left <= 0:
            break
        best = anneal(arrays, best, seed=seed + number, moves=moves, seconds=left, enough=least)
        breaks = check.breaks_of(problem, assignments_of(arrays, best))[0]
    yield _finish(arrays, best, breaks, seed, time.monotonic() - began, _stage(breaks, least))


def _stage(breaks: int, least: int) -> str:
    return f"{breaks} breaks, the fewest possible" if breaks <= least else f"{breaks} breaks, at least {least} needed"


def _finish(arrays: Arrays, slots: NDArray[np.int32], breaks: int, seed: int, seconds: float, stage: str) -> Progress:
    value = value_of(arrays, slots)
    schedule = Schedule(assignments_of(arrays, slots), value, value, seconds=seconds, seed=seed, breaks=breaks)
    faults = check.faults(arrays.problem, schedule)
    if faults:
        raise AssertionError(f"the schedule of the event breaks a rule: {faults[0]}")
    return Progress(seconds, value, value, stage, schedule)


def _require_event(problem: Problem) -> None:
    """Refuse what the search for fewest breaks is not made for."""
    if any(not request.must for request in problem.requests):
        raise ProblemError("an event is scheduled with all its meetings; mark every request as a must")
    if any(set(calendar.capacity) - {1} for calendar in problem.calendars):
        raise ProblemError("an event has single participants, present in every slot; narrow the requests instead")
    if any(slot.day for slot in problem.slots):
        raise ProblemError("an event has one day; schedule a longer market with `solve`")
    if len(problem.pools) != 1 or any(request.pool is None for request in problem.requests):
        raise ProblemError("an event has one pool of locations, and every meeting needs one of them")
    if any(calendar.quota is not None or calendar.day_quotas is not None for calendar in problem.calendars):
        raise ProblemError("an event has no quotas: all its meetings are held")


def _placed(arrays: Arrays, seconds: float) -> NDArray[np.int32]:
    """Return slots in which every meeting is held, or raise ProblemError when there are none."""
    from ortools.sat.python import cp_model  # takes a second to load, and few runs need it

    model = cp_model.CpModel()
    slots_of = [np.flatnonzero(allowed).tolist() for allowed in arrays.allowed]
    for request, slots in zip(arrays.problem.requests, slots_of, strict=True):
        if not slots:
            raise ProblemError(f"{request.id}: {' and '.join(request.calendars)} have no slot in common")
    held = {(row, slot): model.new_bool_var("") for row, slots in enumerate(slots_of) for slot in slots}
    for row, slots in enumerate(slots_of):
        model.add_exactly_one(held[row, slot] for slot in slots)
    for slot in range(arrays.slot_count):
        here = [row for row, slots in enumerate(slots_of) if (row, slot) in held]
        model.add(sum(held[row, slot] for row in here) <= int(arrays.pool_capacity[0, slot]))
        for calendar in range(arrays.calendar_count):
            model.add_at_most_one(held[row, slot] for row in here if calendar in arrays.parties[row])
    solver = _solved(model, seconds)
    placed = np.full(arrays.request_count, UNPLACED, np.int32)
    for (row, slot), variable in held.items():
        if solver.boolean_value(variable):
            placed[row] = slot
    return placed


def _solved(model: CpModel, seconds: float) -> CpSolver:
    """Return a solver that holds a solution, or raise ProblemError when there is none."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = PLACING_EFFORT
    solver.parameters.max_time_in_seconds = max(1.0, seconds)
    outcome = solver.solve(model)
    if outcome == cp_model.INFEASIBLE:
        raise ProblemError("no schedule holds all meetings of this event; add slots or locations, or allow more slots")
    if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise ProblemError("no schedule with all meetings was found in the time given; allow more seconds")
    return solver
