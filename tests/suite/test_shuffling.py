"""A shuffled run plays every test, in the order of its seed; one process plays a test's repetitions and what shares a fixture."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

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


def order(items: list[pytest.Item], seed: int) -> list[str]:
    """Return the names of the tests as a seed orders them."""
    shuffled = list(items)
    shuffle(shuffled, seed)
    return [item.name for item in shuffled]


def test_the_order_hangs_on_the_seed_alone(pytester: pytest.Pytester) -> None:
    items = list(pytester.getitems(FILE))
    assert order(items, 3) == order(items, 3)
    assert len({str(order(items, seed)) for seed in range(5)}) == 5


def test_a_group_is_a_test_with_its_repetitions_or_what_shares_a_fixture_of_its_module(pytester: pytest.Pytester) -> None:
    items = list(pytester.getitems(FILE))
    shuffle(items, 3)
    parts = groupby(items, lambda item: item.get_closest_marker("xdist_group").args)
    found = [[item.name for item in part] for _, part in parts]
    assert sorted(sorted(group) for group in found) == sorted([*ALONE, SHARING])
    assert SHARING not in found
    assert [group for group in found if sorted(group) in ALONE] != ALONE


def test_processes_play_the_groups_in_their_order(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    pytester.makeconftest("from tests.conftest import pytest_addoption, pytest_collection_modifyitems")
    pytester.makepyfile(FILE)
    wanted = order(list(pytester.getitems(FILE)), 3)
    words = "--dist loadgroup --no-loadscope-reorder --shuffled"
    assert f" {words} " in (Path(__file__).parents[2] / "script/test").read_text()
    told = pytester.runpytest_subprocess("-p", "no:django", "-v", "-n", "2", *words.split(), "3").outlines
    played = re.findall(r"\[(gw\d)\].* PASSED .*::(\w+\[\S+\])", "\n".join(told))
    assert len(played) == 30
    by_worker = [[name for one, name in played if one == worker] for worker in ("gw0", "gw1")]
    assert all(names == sorted(names, key=wanted.index) for names in by_worker)
    for group in [*ALONE, SHARING]:
        assert sum(set(group) <= set(names) for names in by_worker) == 1
