"""Every refusal is explained as a reader would who looks at one slot after another."""

import numpy as np
from hypothesis import given, settings

from praya.engines.meetings.arrays import UNPLACED, arrays_of, room_of
from praya.engines.meetings.explaining import explain, explain_pair, prices
from praya.engines.meetings.problem import Pool
from tests.engines.meetings.drawn import drawn_problems
from tests.engines.meetings.small import ask, problem


def plain_reason(arrays, slots, request):
    """Return the first rule that no slot passes: free in common, a table at all, quotas, everybody's time, a table left."""
    room, asked = room_of(arrays, slots), arrays.problem.requests[request]
    parties = [party for party in arrays.parties[request].tolist() if party < arrays.calendar_count]
    pool = int(arrays.pools[request])
    wanted = range(arrays.slot_count) if asked.allowed_slots is None else asked.allowed_slots
    common = [slot for slot in wanted if all(arrays.capacity[party, slot] > 0 for party in parties)]
    staffed = [slot for slot in common if arrays.pool_capacity[pool, slot] > 0]
    permitted = [
        slot
        for slot in staffed
        if all(room.quota[party] > 0 and room.day_quota[party, arrays.days[slot]] > 0 for party in parties)
    ]
    spare = [slot for slot in permitted if all(room.capacity[party, slot] > 0 for party in parties)]
    seated = [slot for slot in spare if room.pool_capacity[pool, slot] > 0]
    for reason, passing in (("no_common_slot", common), ("no_table", staffed), ("quota", permitted), ("outbid", spare)):
        if not passing:
            return reason
    return "outbid" if seated else "no_table"


@given(drawn_problems())
@settings(max_examples=150, deadline=None)
def test_each_refusal_has_the_reason_of_a_plain_reader(drawn):
    arrays, slots = drawn
    refused = [k for k in np.flatnonzero(slots == UNPLACED).tolist() if arrays.fixed[k] == UNPLACED]
    names = {k: arrays.problem.requests[k].id for k in refused}
    assert explain(arrays, slots, names.values()) == {names[k]: plain_reason(arrays, slots, k) for k in refused}
    assert explain(arrays, slots).items() >= explain(arrays, slots, names.values()).items()


def test_a_pair_is_explained_for_the_pool_and_the_slots_it_would_ask_for():
    asked = problem(ask("m", "ab", pool="t"), capacity={"c": [1, 0]}, tables=[1, 1])
    arrays, slots = arrays_of(asked), np.array([0], np.int32)
    assert explain_pair(arrays, slots, "cd", pool="t") == "no_table"
    assert explain_pair(arrays, slots, "cd") == "outbid"
    assert explain_pair(arrays, slots, "cd", allowed_slots=[1]) == "no_common_slot"
    # A pair that asked in vain because of a veto: where nothing stands in its way it is told that others were stronger.
    both, slots = arrays_of(problem(ask("m", "ab", pool="t"), tables=[1, 1])), np.array([0], np.int32)
    assert explain_pair(both, slots, "cd", pool="t") == "outbid"
    assert explain_pair(both, slots, "cd", pool="t", allowed_slots=[0]) == "no_table"


def test_prices_are_told_cheapest_first_then_earliest():
    held = [ask("x", "ac", 5), ask("y", "ac", 2), ask("z", "ac", 5), ask("m", "ab", 1)]
    asked = problem(*held, slots=4, capacity={"a": [1, 1, 1, 0]})
    found = prices(arrays_of(asked), np.array([0, 1, 2, UNPLACED], np.int32), "m")
    assert [(price.slot, price.value, price.displaced) for price in found] == [(1, 2, ("y",)), (0, 5, ("x",)), (2, 5, ("z",))]


def test_what_is_not_quite_full_displaces_nobody():
    held = [ask("x", "ac", 9), ask("m", "ab", 1, pool="t")]
    asked = problem(*held, slots=2, capacity={"a": [2, 1]}, quota={"a": 2}, day_quotas={"a": (2,)}, tables=[1, 1])
    found = prices(arrays_of(asked), np.array([0, UNPLACED], np.int32), "m")
    assert [(price.slot, price.value) for price in found] == [(0, 0), (1, 0)]


def test_a_quota_is_freed_by_any_meeting_a_days_by_one_of_that_day_and_a_table_by_one_at_it():
    held = [ask("x", "ac", 9), ask("y", "ad", 2), ask("m", "ab", 1)]
    slots = np.array([0, 3, UNPLACED], np.int32)
    by_quota = problem(*held, slots=2, days=2, quota={"a": 2})
    assert [(p.slot, p.value) for p in prices(arrays_of(by_quota), slots, "m")] == [(1, 2), (2, 2), (3, 2), (0, 9)]
    by_day = problem(*held, slots=2, days=2, day_quotas={"a": (1, 1)})
    assert [(p.slot, p.value) for p in prices(arrays_of(by_day), slots, "m")] == [(2, 2), (3, 2), (0, 9), (1, 9)]
    at_table = problem(ask("x", "cd", 4, pool="t"), ask("y", "ef", 3), ask("m", "ab", 1, pool="t"),
                       capacity={"e": (1, 1), "f": (1, 1)}, tables=[1, 0])  # fmt: skip  # one problem
    assert [(p.slot, p.value) for p in prices(arrays_of(at_table), np.array([0, 0, UNPLACED], np.int32), "m")] == [(0, 4)]
    assert Pool("t", (1, 0)) in at_table.pools
