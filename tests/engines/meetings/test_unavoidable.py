"""The breaks that one participant must suffer, against trying everything."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.meetings.arrays import arrays_of
from praya.engines.meetings.problem import Calendar, Problem, Request
from praya.engines.meetings.unavoidable import unavoidable_breaks
from tests.engines.meetings.drawn import slots_over


def host_of(choices, slots):
    """Return an event in which one host meets a guest of its own in each of the choices of slots."""
    names = [f"guest {number}" for number in range(len(choices))]
    calendars = tuple(Calendar(name, (1,) * slots) for name in ("host", *names))
    requests = tuple(
        Request(name, ("host", name), 1, must=True, allowed_slots=tuple(sorted(choice)))
        for name, choice in zip(names, choices, strict=True)
    )
    return arrays_of(Problem(slots_over(1, slots), (), calendars, requests))


def fewest(choices):
    """Return the fewest groups of idle slots between the host's meetings, None when they cannot all be held."""
    found = [sorted(picks) for picks in product(*choices) if len(set(picks)) == len(picks)]
    return min((int((np.diff(picks) > 1).sum()) for picks in found), default=None)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=4), max_size=5))
def test_a_host_suffers_what_the_best_of_all_orders_leaves_but_never_more_than_two_are_claimed(choices):
    if fewest(choices) is not None:
        assert unavoidable_breaks(host_of(choices, 8)) == min(2, fewest(choices))


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([], 0),
        ([{3}], 0),
        ([{0}, {1}], 0),
        ([{0}, {2}], 1),
        ([{0}, {1}, {3}], 1),
        ([{0}, {2}, {3}], 1),
        ([{0}, {2}, {4}], 2),
        ([{0, 5}, {2}, {3}, {4, 7}], 0),
        ([{0}, {2}, {4}, {6}], 2),
    ],
)
def test_known_cases(choices, expected):
    assert unavoidable_breaks(host_of(choices, 8)) == expected


def test_each_participant_counts():
    one, other = ({0}, {2}), ({1}, {4}, {5})
    calendars = tuple(Calendar(name, (1,) * 6) for name in "abcdefg")
    sides = [("a", "b", one[0]), ("a", "c", one[1]), ("d", "e", other[0]), ("d", "f", other[1]), ("d", "g", other[2])]
    requests = tuple(Request(f"{a}{b}", (a, b), 1, allowed_slots=tuple(slots)) for a, b, slots in sides)
    assert unavoidable_breaks(arrays_of(Problem(slots_over(1, 6), (), calendars, requests))) == 2
