"""Draw markets for the benchmarks: two sites half a day apart, guests from elsewhere, and wishes that crowd on the famous."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from praya.engines.meetings import Calendar, Pool, Problem, Request, Slot

# stands, guests, requests, days
SIZES = {"S": (60, 180, 1_000, 2), "M": (250, 1_000, 8_000, 3), "L": (700, 5_000, 40_000, 4)}
PER_DAY = 23
HOURS = ((0, 14), (9, 23))  # the slots of a day in which each site is open
START = datetime(2027, 3, 15, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def drawn_market(size: str, seed: int) -> Problem:
    """Return a market of one of SIZES; the same seed gives the same market."""
    stands, guests, wanted, days = SIZES[size]
    random = np.random.default_rng(seed)
    people = stands + guests
    site = (random.random(people) < 0.3).astype(int)
    staff = np.where(np.arange(people) < stands, random.choice([1, 2, 3, 4], people, p=[0.3, 0.35, 0.2, 0.15]), 1)
    capacity = np.stack([_diary(random, int(staff[i]), int(site[i]), days) for i in range(people)])
    pairs = _pairs(random, stands, people, wanted, site, capacity)
    stars = random.random(people) < 0.03
    grid = [(day, START + timedelta(days=day) + k * HALF_HOUR) for day in range(days) for k in range(PER_DAY)]
    quota = np.where(np.arange(people) < stands, staff * days * 10, random.integers(2 * days, 6 * days + 1, people))
    weight = random.choice([10, 25, 60], wanted, p=[0.5, 0.33, 0.17]) + random.integers(0, 10, wanted)
    requests = []
    for number, (one, other) in enumerate(pairs):
        needs_table = one >= stands and site[one] == site[other]
        requests.append(
            Request(
                id=f"request {number}",
                calendars=(f"calendar {one}", f"calendar {other}"),
                weight=int(weight[number]) + 20 * bool(stars[one] or stars[other]),
                pool=f"tables {site[one]}" if needs_table else None,
            )
        )
    at_tables = [sum(request.pool == f"tables {here}" for request in requests) for here in (0, 1)]
    tables = [max(2, int(1.15 * count / (14 * days)) + 1) for count in at_tables]
    return Problem(
        slots=tuple(Slot(start, start + HALF_HOUR, day) for day, start in grid),
        pools=tuple(Pool(f"tables {here}", (count,) * len(grid)) for here, count in enumerate(tables)),
        calendars=tuple(Calendar(f"calendar {i}", tuple(capacity[i].tolist()), int(quota[i])) for i in range(people)),
        requests=tuple(requests),
        name=f"{size}-{seed}",
    )


def _diary(random: np.random.Generator, staff: int, site: int, days: int) -> np.ndarray:
    """Return how many of `staff` are free per slot: absent days, half days, lunch and a session or two."""
    low, high = HOURS[site]
    noon = (low + high) // 2
    free = np.zeros((days, PER_DAY), int)
    for _ in range(staff):
        for day in np.flatnonzero(random.random(days) < 0.9):
            hours = np.zeros(PER_DAY, int)
            hours[low:high] = 1
            half = random.random()
            if half < 0.12:
                hours[low:noon] = 0
            elif half < 0.24:
                hours[noon:high] = 0
            hours[noon - int(random.integers(0, 2))] = 0
            for start in random.integers(low, high - 1, random.poisson(1.0)):
                hours[start : start + 2] = 0
            free[day] += hours
    return free.ravel()


def _fame(random: np.random.Generator, count: int, steepness: float) -> np.ndarray:
    fame = 1.0 / np.arange(1, count + 1) ** steepness
    fame = np.minimum(fame, 6 * fame.mean())
    random.shuffle(fame)
    shares: np.ndarray = fame / fame.sum()
    return shares


def _pairs(
    random: np.random.Generator, stands: int, people: int, wanted: int, site: np.ndarray, capacity: np.ndarray
) -> list[tuple[int, int]]:
    """Draw distinct pairs with a free slot in common: four in five of a stand and a guest, the others of two guests."""
    stand_fame, guest_fame = _fame(random, stands, 0.5), _fame(random, people - stands, 0.4)
    found: dict[tuple[int, int], None] = {}
    while len(found) < wanted:
        count = 2 * wanted
        hosts = random.choice(stands, count, p=stand_fame)
        guests, others = (stands + random.choice(people - stands, count, p=guest_fame) for _ in range(2))
        firsts = np.where(random.random(count) < 0.8, hosts, others)
        for one, other, cross in zip(firsts.tolist(), guests.tolist(), random.random(count).tolist()):
            pair = (min(one, other), max(one, other))
            is_far = site[one] != site[other] and cross > 0.35
            if one != other and not is_far and (np.minimum(capacity[one], capacity[other]) > 0).any():
                found[pair] = None
            if len(found) == wanted:
                break
    return list(found)
