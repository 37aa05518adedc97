"""A shuffled run plays every test once more, in the order of its seed, and what is made for several tests is made once."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.shuffling import shuffle

FILE = """
import pytest

@pytest.fixture(scope="module")
def market(): pass
@pytest.fixture
def lent(market): pass

@pytest.mark.parametrize("number", range(20))
def test_alone(number): pass
@pytest.mark.parametrize("number", range(20))
def test_sharing(number, lent): pass
"""


def order(items: list[pytest.Item], seed: int) -> list[str]:
    """Return the names of the tests as a seed orders them."""
    shuffled = list(items)
    shuffle(shuffled, seed)
    return [item.name for item in shuffled]


def test_the_order_hangs_on_the_seed_alone(pytester: pytest.Pytester) -> None:
    items = list(pytester.getitems(FILE))
    names = [item.name for item in items]
    assert order(items, 7) == order(items, 7)
    assert len({tuple(order(items, seed)) for seed in range(5)} | {tuple(names)}) == 6
    assert [sorted(order(items, seed)) for seed in range(5)] == 5 * [sorted(names)]


def test_what_shares_a_fixture_of_its_module_stays_together_and_nothing_else_does(pytester: pytest.Pytester) -> None:
    names = order(list(pytester.getitems(FILE)), 7)
    kinds = [kind for kind, _ in groupby(name.partition("[")[0] for name in names)]
    assert kinds == ["test_alone", "test_sharing", "test_alone"]
    sharing = [name for name in names if name.startswith("test_sharing")]
    assert sharing != sorted(sharing, key=lambda name: int(name.partition("[")[2][:-1]))
