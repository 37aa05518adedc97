"""Which slots of a large event the relaxation looks at, against a plain choice."""

from random import Random

import numpy as np
import pytest

from praya.engines.meetings import relax
from praya.engines.meetings.arrays import UNPLACED, arrays_of, room_of
from praya.engines.meetings.bound import bound_from
from praya.engines.meetings.model import candidates_of, model_of
from praya.engines.meetings.problem import Calendar, Problem, Request
from praya.engines.meetings.relax import chosen_candidates, relaxations
from praya.engines.meetings.simplex import corner_of
from tests.engines.meetings.drawn import drawn_problem, slots_over


@pytest.fixture
def large(monkeypatch):
    """Treat every event as a large one; return an event with its room and candidates."""
    monkeypatch.setattr(relax, "WHOLE_BELOW", 0)
    random = Random(5)
    rows = [tuple(random.randint(0, 2) for _ in range(24)) for _ in range(16)] + [(0,) * 22 + (1, 1)]
    calendars = tuple(Calendar(f"c{k}", row, quota=random.choice([None, 9])) for k, row in enumerate(rows))
    sides = [tuple(f"c{k}" for k in random.sample(range(len(rows)), random.choice([2, 2, 3]))) for _ in range(70)]
    requests = tuple(Request(f"r{k}", pair, random.randint(1, 50), fixed_slot=None) for k, pair in enumerate(sides))
    arrays = arrays_of(Problem(slots_over(2, 12), (), calendars, requests))
    room = room_of(arrays, arrays.fixed)
    return arrays, room, candidates_of(arrays, room)


def parties_of(arrays, request):
    return [party for party in arrays.parties[request].tolist() if party < arrays.calendar_count]


def plain_demand(arrays, room, candidates):
    """Return per candidate how many meetings its sides would have for each place in its slot, were all spread evenly."""
    pairs = list(zip(candidates.requests.tolist(), candidates.slots.tolist(), strict=True))
    choices = {request: sum(1 for one, _ in pairs if one == request) for request, _ in pairs}
    wanted = np.zeros(room.capacity.shape)
    for request, slot in pairs:
        for party in parties_of(arrays, request):
            wanted[party, slot] += 1 / choices[request]
    return [
        sum(wanted[party, slot] / room.capacity[party, slot] for party in parties_of(arrays, request)) for request, slot in pairs
    ]


def busy_sides(arrays, room, candidates):
    """Return the calendars whose wishes, up to their quota, are nearly all the places that they have, or more."""
    asking = sorted(set(candidates.requests.tolist()))
    found = set()
    for calendar in range(arrays.calendar_count):
        wishes = sum(calendar in parties_of(arrays, request) for request in asking)
        if min(wishes, room.quota[calendar]) >= 0.95 * room.capacity[calendar].sum():
            found.add(calendar)
    return found


def test_a_small_event_is_taken_whole(monkeypatch):
    arrays, _ = drawn_problem(5)
    room = room_of(arrays, arrays.fixed)
    candidates = candidates_of(arrays, room)
    assert chosen_candidates(arrays, room, candidates, seed=1).all()
    monkeypatch.setattr(relax, "WHOLE_BELOW", len(candidates.requests))
    for name, value in (("CALM_SLOTS", 1), ("DRAWN_SLOTS", 0), ("BUSY", 99.0)):
        monkeypatch.setattr(relax, name, value)
    assert chosen_candidates(arrays, room, candidates, seed=1).all()
    monkeypatch.setattr(relax, "WHOLE_BELOW", len(candidates.requests) - 1)
    assert not chosen_candidates(arrays, room, candidates, seed=1).all()


def test_a_request_keeps_its_five_calmest_slots_and_three_drawn_unless_a_side_is_busy(large):
    arrays, room, candidates = large
    kept = chosen_candidates(arrays, room, candidates, seed=1)
    demand, busy = np.array(plain_demand(arrays, room, candidates)), busy_sides(arrays, room, candidates)
    asking = sorted(set(candidates.requests.tolist()))
    calm = [request for request in asking if not busy & set(parties_of(arrays, request))]
    assert 0 < len(calm) < len(asking)
    for request in asking:
        mine = np.flatnonzero(candidates.requests == request)
        if request in calm:
            assert kept[mine].sum() == min(8, len(mine))
            assert kept[sorted(mine.tolist(), key=lambda one: (round(demand[one], 9), one))[:5]].all()
        else:
            assert kept[mine].all()


def test_the_slots_drawn_depend_on_the_seed_alone(large):
    first, again, other = (chosen_candidates(*large, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_relaxing_goes_on_until_no_slot_left_out_would_gain(large, monkeypatch):
    monkeypatch.setattr(relax, "CALM_SLOTS", 1)
    monkeypatch.setattr(relax, "DRAWN_SLOTS", 0)
    monkeypatch.setattr(relax, "BUSY", 9.0)
    arrays, room, candidates = large
    rounds = list(relaxations(arrays, room, candidates, seed=1))
    whole = corner_of(model_of(arrays, room, candidates), work=5.0, seconds=60.0)
    fixed = int(arrays.weights[arrays.fixed != UNPLACED].sum())
    assert 1 < len(rounds) < 6
    assert rounds[-1].bound == np.floor(fixed + float(arrays.weights[candidates.requests] @ whole.shares) + 1e-6)
    for before, after in zip(rounds, rounds[1:], strict=False):
        joined = set(after.candidates.requests.tolist())
        assert set(before.candidates.requests.tolist()) <= joined
        assert len(after.candidates.requests) > len(before.candidates.requests)
        grown = {r for r in joined if (after.candidates.requests == r).sum() > (before.candidates.requests == r).sum()}
        for request in grown:
            assert (after.candidates.requests == request).sum() == (candidates.requests == request).sum()
    for one in rounds:
        assert one.bound == bound_from(arrays, room, one.prices, candidates)
