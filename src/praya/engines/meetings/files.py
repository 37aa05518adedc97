"""Read and write problems (praya-meetings/1) and schedules (praya-schedule/1) as JSON.

Beside the plain format a calendar may have "day_quotas" (one number or null per day), a request may name more than
two calendars, be a "must" or narrow its "allowed_slots", and the problem may list "vetoes": pairs of calendars that
never meet, whose requests are left out on reading, as if they had never been made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from praya.engines.meetings import fields
from praya.engines.meetings.problem import (
    PROBLEM_FORMAT,
    SCHEDULE_FORMAT,
    Calendar,
    Pool,
    Problem,
    ProblemError,
    Request,
    Schedule,
    Slot,
)

Named = TypeVar("Named")
LARGEST_BYTES = 256 * 2**20  # a problem with 400,000 requests is about 50 MB


def read_problem(source: str | Path) -> Problem:
    """Read a problem from a file (a Path) or JSON text (a str); raise ProblemError naming the place and the remedy."""
    return problem_from(document(source, PROBLEM_FORMAT))


def read_schedule(source: str | Path) -> Schedule:
    """Read a schedule from a file (a Path) or JSON text (a str); what it assigns is left to the checker."""
    return schedule_from(document(source, SCHEDULE_FORMAT))


def document(source: str | Path, expected: str) -> Mapping[str, Any]:
    """Parse a JSON object and check the format it claims."""
    text = source if isinstance(source, str) else text_of(source)
    try:
        found = fields.record(json.loads(text), "the document")
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ProblemError(f"not valid JSON at {where}: {error.msg}; is the file complete?") from error
    except RecursionError as error:
        raise ProblemError("not a problem or schedule file: its brackets are nested too deeply") from error
    except ProblemError:
        raise
    except ValueError as error:  # a number with thousands of digits
        raise ProblemError(f"not valid JSON: {error}") from error
    if found.get("format") != expected:
        raise ProblemError(f'"format" must be "{expected}", found {fields.shown(found.get("format"))}')
    return found


def text_of(path: Path) -> str:
    """Return the text of a file, refusing what cannot be a problem file by its size or its bytes."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ProblemError(f"{path.name} is larger than {LARGEST_BYTES // 2**20} MB; split the event")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ProblemError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ProblemError(f"{path.name} is not UTF-8 text (byte {error.start}); save it as UTF-8") from error


def problem_from(found: Mapping[str, Any]) -> Problem:
    """Turn a parsed document into a Problem, checking every field and every reference."""
    slots = _slots(found)
    pools = _named(found, "pools", lambda source, name, place: _pool(source, name, place, len(slots)), optional=True)
    days = max((slot.day for slot in slots), default=-1) + 1
    calendars = _named(found, "calendars", lambda source, name, place: _calendar(source, name, place, len(slots), days))
    known_pools, known = {pool.id for pool in pools}, {calendar.id for calendar in calendars}
    known_as = {"pools": known_pools, "calendars": known}
    requests = _named(found, "requests", lambda source, name, place: _request(source, name, place, slots=len(slots), **known_as))
    vetoes = _vetoes(found, known)
    name = found.get("name") or ""
    if not isinstance(name, str):
        raise ProblemError(f"name: expected a text, found {fields.shown(name)}")
    kept = tuple(r for r in requests if not _vetoed(r, vetoes)) if vetoes else tuple(requests)
    return Problem(slots=slots, pools=tuple(pools), calendars=tuple(calendars), requests=kept, name=name)


def _slots(found: Mapping[str, Any]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for index, entry in enumerate(fields.items(found, "slots")):
        place = f"slots[{index}]"
        source = fields.record(entry, place)
        start = fields.instant(source.get("start"), f"{place}.start")
        end = fields.instant(source.get("end"), f"{place}.end")
        day = fields.whole(source.get("day"), f"{place}.day", 0, 366)
        if end <= start:
            raise ProblemError(f"{place}: ends at or before its start; slots need a length")
        if slots and (start < slots[-1].end or day < slots[-1].day):
            raise ProblemError(f"{place}: starts before slots[{index - 1}] is over; list the slots in order of time")
        slots.append(Slot(start=start, end=end, day=day))
    return tuple(slots)


def _named(
    found: Mapping[str, Any], key: str, build: Callable[[Mapping[str, Any], str, str], Named], *, optional: bool = False
) -> list[Named]:
    seen: set[str] = set()
    built = []
    for index, entry in enumerate(fields.items(found, key, optional=optional)):
        place = f"{key}[{index}]"
        source = fields.record(entry, place)
        name = fields.name_of(source, place, seen)
        built.append(build(source, name, f'{place} "{name}"'))
    return built


def _pool(source: Mapping[str, Any], name: str, place: str, slots: int) -> Pool:
    return Pool(id=name, capacity=fields.row(source.get("capacity"), f"{place}.capacity", slots))


def _calendar(source: Mapping[str, Any], name: str, place: str, slots: int, days: int) -> Calendar:
    by_day = source.get("day_quotas")
    if by_day is not None and (not isinstance(by_day, list) or len(by_day) != days):
        raise ProblemError(f"{place}.day_quotas: expected a list with one number or null for each of the {days} days")
    return Calendar(
        id=name,
        capacity=fields.row(source.get("capacity"), f"{place}.capacity", slots),
        quota=fields.maybe_whole(source.get("quota"), f"{place}.quota"),
        day_quotas=None
        if by_day is None
        else tuple(fields.maybe_whole(limit, f"{place}.day_quotas[{day}]") for day, limit in enumerate(by_day)),
    )


def _request(source: Mapping[str, Any], name: str, place: str, *, slots: int, pools: set[str], calendars: set[str]) -> Request:
    pool = source.get("pool")
    if pool is not None and (not isinstance(pool, str) or pool not in pools):
        raise ProblemError(f"{place}.pool: {fields.shown(pool)} is not the id of a pool")
    return Request(
        id=name,
        calendars=_parties(source.get("calendars"), f"{place}.calendars", calendars),
        weight=fields.whole(source.get("weight"), f"{place}.weight"),
        pool=pool,
        fixed_slot=fields.maybe_whole(source.get("fixed_slot"), f"{place}.fixed_slot", slots - 1),
        must=fields.truth(source.get("must"), f"{place}.must"),
        allowed_slots=_allowed(source.get("allowed_slots"), f"{place}.allowed_slots", slots),
    )


def _parties(value: object, place: str, calendars: set[str]) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) < 2:
        raise ProblemError(f"{place}: expected a list of two or more calendar ids, found {fields.shown(value)}")
    for party in value:
        if not isinstance(party, str) or party not in calendars:
            raise ProblemError(f"{place}: {fields.shown(party)} is not the id of a calendar")
    if len(set(value)) < len(value):
        raise ProblemError(f"{place}: names one calendar twice; a meeting needs different sides")
    return tuple(value)


def _allowed(value: object, place: str, slots: int) -> tuple[int, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise ProblemError(f"{place}: expected a list of slot numbers, found {fields.shown(value)}")
    return tuple(sorted({fields.whole(slot, f"{place}[{index}]", 0, slots - 1) for index, slot in enumerate(value)}))


def _vetoes(found: Mapping[str, Any], calendars: set[str]) -> set[frozenset[str]]:
    return {
        frozenset(_parties(pair, f"vetoes[{index}]", calendars))
        for index, pair in enumerate(fields.items(found, "vetoes", optional=True))
    }


def _vetoed(request: Request, vetoes: set[frozenset[str]]) -> bool:
    parties = frozenset(request.calendars)
    return any(veto <= parties for veto in vetoes)


def schedule_from(found: Mapping[str, Any]) -> Schedule:
    """Turn a parsed document into a Schedule."""
    assignments = fields.record(found.get("assignments"), "assignments")
    for request, slot in assignments.items():
        fields.whole(slot, f'assignments "{request}"')
    return Schedule(
        assignments=dict(assignments),
        value=fields.whole(found.get("value"), "value", 0, fields.MOST**2),
        bound=_number(found.get("bound"), "bound"),
        seconds=_number(found.get("seconds"), "seconds"),
        seed=fields.whole(found.get("seed") or 0, "seed"),
        breaks=fields.whole(found.get("breaks") or 0, "breaks"),
        breaks_unpolished=fields.whole(found.get("breaks_unpolished") or 0, "breaks_unpolished"),
        refusals=_text_map(found.get("refusals"), "refusals"),
        versions=_text_map(found.get("versions"), "versions"),
    )


def _number(value: object, place: str) -> float:
    if value is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < fields.MOST**2:
        raise ProblemError(f"{place}: expected a number from 0, found {fields.shown(value)}")
    return float(value)


def _text_map(value: object, place: str) -> Mapping[str, str]:
    found = fields.record({} if value is None else value, place)
    if not all(isinstance(text, str) for text in found.values()):
        raise ProblemError(f"{place}: expected an object of texts")
    return dict(found)


def problem_as_json(problem: Problem) -> str:
    """Return a problem as praya-meetings/1, one line, texts unescaped; reading it back gives an equal problem."""
    found: dict[str, Any] = {"format": PROBLEM_FORMAT, "name": problem.name}
    found["slots"] = [{"start": s.start.isoformat(), "end": s.end.isoformat(), "day": s.day} for s in problem.slots]
    found["pools"] = [{"id": p.id, "capacity": p.capacity} for p in problem.pools]
    found["calendars"] = [
        {"id": c.id, "capacity": c.capacity, "quota": c.quota} | ({} if c.day_quotas is None else {"day_quotas": c.day_quotas})
        for c in problem.calendars
    ]
    found["requests"] = [_request_as_record(request) for request in problem.requests]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _request_as_record(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {"id": request.id, "calendars": request.calendars, "weight": request.weight}
    found |= {"pool": request.pool, "fixed_slot": request.fixed_slot}
    if request.must:
        found["must"] = True
    if request.allowed_slots is not None:
        found["allowed_slots"] = request.allowed_slots
    return found


def schedule_as_json(schedule: Schedule) -> str:
    """Return a schedule as praya-schedule/1, one line, texts unescaped."""
    found = {
        "format": SCHEDULE_FORMAT,
        "assignments": dict(schedule.assignments),
        "value": schedule.value,
        "bound": schedule.bound,
        "gap": schedule.gap,
        "seconds": schedule.seconds,
        "seed": schedule.seed,
        "breaks": schedule.breaks,
        "breaks_unpolished": schedule.breaks_unpolished,
        "refusals": dict(schedule.refusals),
        "versions": dict(schedule.versions),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
