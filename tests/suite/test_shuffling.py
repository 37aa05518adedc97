"""A shuffled run plays every test, in the order of its seed; one process plays a test's repetitions and what shares a fixture."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.shuffling import shuffle

ALONE = [[f"test_alone[{letter}-{run}-2]" for run in (1, 2)] for letter in "abcdefghij"]
SHARING = [f"test_sharing[{letter}]" for letter in "abcdefghij"]
FILE = """
import pytest

@pytest.fixture(scope="module")
def market(): pass
@pytest.fixture
def lent(market): pass

@pytest.mark.parametrize("run", ["1-2", "2-2"])
@pytest.mark.parametrize("letter", "abcdefghij")
def test_alone(letter, run): pass
@pytest.mark.parametrize("letter", "abcdefghij")
def test_sharing(letter, lent): pass
"""


def groups(pytester: pytest.Pytester, seed: int) -> list[list[str]]:
    """Return the names of the tests as a seed orders them, those of one process together."""
    items = list(pytester.getitems(FILE))
    shuffle(items, seed)
    parts = groupby(items, lambda item: item.get_closest_marker("xdist_group").args)
    return [[item.name for item in part] for _, part in parts]


def test_the_order_hangs_on_the_seed_alone(pytester: pytest.Pytester) -> None:
    assert groups(pytester, 3) == groups(pytester, 3)
    assert len({str(groups(pytester, seed)) for seed in range(5)}) == 5


def test_a_group_is_a_test_with_its_repetitions_or_what_shares_a_fixture_of_its_module(pytester: pytest.Pytester) -> None:
    found = groups(pytester, 3)
    assert sorted(sorted(group) for group in found) == sorted([*ALONE, SHARING])
    assert SHARING not in found
    assert [group for group in found if sorted(group) in ALONE] != ALONE
