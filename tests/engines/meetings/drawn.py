"""Draw small meeting problems together with a schedule that keeps every rule, for property tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from hypothesis import strategies as st

from praya.engines.meetings.arrays import UNPLACED, arrays_of, room_of
from praya.engines.meetings.problem import Calendar, Pool, Problem, Request, Slot

START = datetime(2027, 3, 15, 9, tzinfo=UTC)


def slots_over(days, per_day):
    """Return `days` days of half-hour slots."""
    starts = [(day, START + timedelta(days=day, minutes=30 * k)) for day in range(days) for k in range(per_day)]
    return tuple(Slot(start, start + timedelta(minutes=30), day) for day, start in starts)


def drawn_problem(seed, *, days=2, per_day=5, calendars=8, requests=20, pools=2, most_staff=3):
    """Return a random problem and a random schedule for it as (arrays, slots); some meetings of it are fixed or must."""
    random = Random(seed)
    slots = slots_over(days, per_day)
    bare = Problem(
        slots=slots,
        pools=tuple(Pool(f"p{k}", tuple(random.randint(0, 3) for _ in slots)) for k in range(pools)),
        calendars=tuple(_calendar(random, f"c{k}", days, len(slots), most_staff) for k in range(calendars)),
        requests=tuple(_request(random, f"r{k}", calendars, pools, len(slots)) for k in range(requests)),
    )
    placed = random_schedule(bare, random)
    kept = []
    for request, slot in zip(bare.requests, placed.tolist(), strict=True):
        fate = random.random() if slot != UNPLACED else 1
        kept.append(replace(request, fixed_slot=slot) if fate < 0.1 else replace(request, must=True) if fate < 0.2 else request)
    return arrays_of(replace(bare, requests=tuple(kept))), placed


def random_schedule(problem, random):
    """Place requests in random order in random open slots."""
    arrays = arrays_of(problem)
    placed = np.full(arrays.request_count, UNPLACED, np.int32)
    room = room_of(arrays, placed)
    for index in random.sample(range(arrays.request_count), arrays.request_count):
        open_slots = np.flatnonzero(room.open_slots(index)).tolist()
        if open_slots:
            placed[index] = random.choice(open_slots)
            room.take(index, int(placed[index]))
    return placed


def _calendar(random, name, days, slots, most_staff):
    staff = random.randint(1, most_staff)
    return Calendar(
        name,
        tuple(max(0, random.randint(-1, staff)) for _ in range(slots)),
        quota=random.choice([None, random.randint(1, 6)]),
        day_quotas=random.choice([None, tuple(random.choice([None, 1, 3]) for _ in range(days))]),
    )


def _request(random, name, calendars, pools, slots):
    parties = random.sample(range(calendars), random.choice([2, 2, 2, min(3, calendars)]))
    return Request(
        name,
        tuple(f"c{k}" for k in parties),
        random.randint(1, 50),
        pool=f"p{random.randrange(pools)}" if pools and random.random() < 0.4 else None,
        allowed_slots=tuple(sorted(random.sample(range(slots), slots // 2))) if random.random() < 0.2 else None,
    )


def drawn_problems():
    """Return a strategy of (arrays, slots) over many shapes."""
    return st.builds(
        drawn_problem,
        st.integers(0, 10**6),
        days=st.integers(1, 4),
        per_day=st.integers(2, 7),
        calendars=st.integers(3, 9),
        requests=st.integers(0, 30),
        pools=st.integers(0, 2),
        most_staff=st.integers(1, 4),
    )
