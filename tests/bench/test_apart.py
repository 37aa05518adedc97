"""How well two kinds are told apart by time is measured right, and judged as docs/benchmarks.md says."""

from __future__ import annotations

import random

import pytest
from bench.apart import Apart, apart, together
from bench.bars import is_failed
from bench.noes import ALL, FINEST, TOLD, Asked, marks_of


def drawn(count: int, seed: int, later: float = 0.0) -> list[float]:
    source = random.Random(seed)
    return [source.gauss(10 + later, 1) for _ in range(count)]


def test_the_share_is_that_of_all_pairs():
    one, other = [1.0, 2.0, 2.0, 5.0], [2.0, 3.0, 0.5]
    pairs = [(a > b) + 0.5 * (a == b) for a in one for b in other]

    assert apart(one, other).share == pytest.approx(sum(pairs) / len(pairs))
    assert apart(other, one).share == pytest.approx(1 - sum(pairs) / len(pairs))


def test_the_interval_holds_the_truth_in_95_of_100_runs():
    found = [apart(drawn(60, seed), drawn(80, 1000 + seed)) for seed in range(400)]

    assert 0.92 <= sum(one.low <= 0.5 <= one.high for one in found) / len(found) <= 0.98


def test_from_the_finest_share_on_95_of_100_runs_show_more_than_the_limit():
    alike = apart(drawn(300, 1), drawn(300, 2))
    later = 2**0.5 * 0.335  # a share of 0.6312, which is where runs of this length find it
    found = [apart(drawn(300, seed, later), drawn(300, 1000 + seed)) for seed in range(200)]

    assert alike.finest(0.53) == pytest.approx(0.6147, abs=0.003)
    assert sum(one.shown > 0.53 for one in found) / len(found) >= 0.90


@pytest.mark.parametrize(
    ("share", "error", "shown", "at_most"),
    [(0.5, 0.01, 0.5, 0.5196), (0.6, 0.01, 0.5804, 0.6196), (0.4, 0.01, 0.5804, 0.6196), (0.51, 0.01, 0.5, 0.5296)],
)
def test_whichever_takes_longer_counts(share, error, shown, at_most):
    one = Apart(share, error, 1000)

    assert (one.shown, one.at_most) == (pytest.approx(shown), pytest.approx(at_most))


def test_acts_are_compared_each_with_itself_and_then_together():
    found = [apart(drawn(300, seed, seed), drawn(300, 50 + seed, seed)) for seed in range(4)]
    pooled = together(found)

    assert pooled.share == pytest.approx(sum(one.share for one in found) / 4)
    assert (pooled.error < 0.6 * found[0].error, pooled.answers) == (True, 2400)


def judged(count: int, later: float, acts: int = 16) -> dict[str, bool]:
    """Return which bars are missed where a no takes so much longer in every act, of a deviation of one."""
    found = {}
    for number in range(acts):
        asked = Asked(lambda: None, {})
        asked.took.update(no=drawn(count, 900 + number, later), lost=drawn(count, 1000 + number))
        found[f"act {number}"] = asked.apart
    return {bar.what: is_failed([mark for mark in marks_of(found) if mark.bar is bar]) for bar in (TOLD, ALL, FINEST)}


@pytest.mark.parametrize(
    ("count", "later", "missed"),
    [
        (500, 0.0, set()),
        (500, 0.6, {TOLD.what, ALL.what}),  # told in every act
        (500, 0.1, {ALL.what}),  # in none for certain, in all together
        (60, 0.0, {ALL.what, FINEST.what}),  # too few to say anything
    ],
)
def test_a_bar_is_held_only_by_what_could_have_missed_it(count, later, missed):
    assert {what for what, is_missed in judged(count, later).items() if is_missed} == missed


def test_one_act_that_tells_is_named():
    alike = {f"act {number}": apart(drawn(500, number), drawn(500, 99 + number)) for number in range(3, 18)}
    found = {"one": apart(drawn(500, 1, 0.6), drawn(500, 2)), **alike}

    assert [mark.of for mark in marks_of(found) if mark.is_missed] == ["one"]
