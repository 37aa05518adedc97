"""Sets of slots packed into bytes come out as they went in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praya.engines.search.postings import count, mark, merge, pack, pack_group, unpack, unpack_group

SLOTS = st.sets(st.integers(0, 1 << 33) | st.integers(1000, 1400), max_size=80).map(sorted)


def array(slots: list[int]) -> np.ndarray:
    return np.array(slots, dtype=np.int64)


@settings(deadline=None)
@given(SLOTS, st.integers(0, 5000))
def test_unpacking_gives_back_what_was_packed(slots: list[int], less: int) -> None:
    assert unpack(pack(array(slots))).tolist() == slots
    assert unpack(pack(array(slots)), less).tolist() == [slot - less for slot in slots]


@settings(deadline=None)
@given(SLOTS, st.lists(st.integers(0, 1 << 33), max_size=20))
def test_merging_adds(slots: list[int], more: list[int]) -> None:
    assert unpack(merge(pack(array(slots)), more)).tolist() == sorted({*slots, *more})


@settings(deadline=None)
@given(st.sets(st.integers(990, 1500), max_size=300).map(sorted), st.integers(900, 1300), st.integers(0, 300))
def test_marking_and_counting_leave_out_what_lies_outside(slots: list[int], less: int, size: int) -> None:
    marks = np.zeros(size, dtype=bool)
    mark(pack(array(slots)), less, marks)
    inside = [slot - less for slot in slots if 0 <= slot - less < size]
    assert np.flatnonzero(marks).tolist() == inside
    among = np.arange(size) % 3 == 0
    assert count(pack(array(slots)), less, among) == sum(place % 3 == 0 for place in inside)


@pytest.mark.parametrize("less", [980, 1000, 1100, 1500])
def test_dense_sets_are_marked_and_counted_alike(less: int) -> None:
    slots = [slot for slot in range(1000, 1400) if slot % 7]
    marks = np.zeros(200, dtype=bool)
    mark(pack(array(slots)), less, marks)
    assert np.flatnonzero(marks).tolist() == [slot - less for slot in slots if 0 <= slot - less < 200]
    assert count(pack(array(slots)), less, np.ones(200, dtype=bool)) == np.count_nonzero(marks)


def test_an_empty_set_marks_and_counts_nothing() -> None:
    marks = np.zeros(3, dtype=bool)
    mark(b"", 0, marks)
    assert not marks.any() and count(b"", 0, ~marks) == 0 and not len(unpack(b""))


@pytest.mark.parametrize(("step", "bytes_"), [(200, 9 + 2), (2000, 9 + 4), (70_000, 9 + 8), (1 << 33, 9 + 16)])
def test_differences_take_as_little_as_they_can(step: int, bytes_: int) -> None:
    assert len(pack(array([5, 5 + step, 5 + 2 * step]))) == bytes_


def test_a_dense_set_takes_one_bit_a_slot() -> None:
    assert len(pack(array(list(range(800))))) == 9 + 100


def test_groups() -> None:
    packed = pack_group({"drama": pack(array([1, 5])), "剧情": pack(array([2]))})
    assert {value: unpack(blob).tolist() for value, blob in unpack_group(packed).items()} == {"drama": [1, 5], "剧情": [2]}
    assert unpack_group(b"") == {}
