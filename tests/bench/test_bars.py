"""A bar is held or missed at exactly its limit, and the last line of a benchmark says which."""

from __future__ import annotations

import math

import pytest
from bench.bars import Bar, Mark, Result, best_of, is_failed, marks_table, unmeasured, verdict

SECONDS = Bar("work", 2.0, "s", "CPU")
SHARE = Bar("share", 99.0, "%", is_floor=True)
SHOWN = Bar("weight", None, "kB")


@pytest.mark.parametrize(
    ("bar", "seen", "is_missed"),
    [
        (SECONDS, 2.0, False),
        (SECONDS, 2.0001, True),
        (SECONDS, 0.0, False),
        (SECONDS, math.inf, True),
        (SECONDS, math.nan, True),
        (SHARE, 99.0, False),
        (SHARE, 98.9999, True),
        (SHARE, 100.0, False),
        (SHARE, math.nan, True),
        (SHOWN, 1e9, False),
        (SHOWN, math.nan, False),
    ],
)
def test_a_limit_itself_is_held(bar, seen, is_missed):
    assert bar.mark(seen).is_missed is is_missed


def test_the_words_of_a_bar():
    assert [str(bar) for bar in (SECONDS, SHARE, SHOWN)] == ["work ≤ 2 s CPU", "share ≥ 99 %", "weight"]


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (SECONDS.mark(1.23456), "1.235 s"),
        (SECONDS.mark(2.00001), "2.00001 s"),
        (SHARE.mark(99.97123), "99.9712 %"),
        (SHOWN.mark(12345.6), "12,346 kB"),
        (Bar("jobs", 0).mark(1200), "1,200"),
        (SECONDS.mark(math.inf), "inf s"),
    ],
)
def test_a_figure_is_told_from_the_limit_it_misses(mark, text):
    assert mark.reached() == text


@pytest.mark.parametrize(
    ("marks", "left", "line", "failed"),
    [
        ((SECONDS.mark(1), SHARE.mark(99.5)), (), "all bars held", False),
        ((SECONDS.mark(3, "large"), SHARE.mark(99.5)), (), "bars missed: large: work", True),
        ((SECONDS.mark(3), SHARE.mark(1, "S")), (), "bars missed: work; S: share", True),
        ((SECONDS.mark(3),), (SHARE,), "bars missed: work", True),
        ((SECONDS.mark(1),), (SHARE,), "all bars measured were held; not measured: share", False),
        ((SHOWN.mark(1),), (), "bars missed: nothing was judged", True),
        ((), (), "bars missed: nothing was judged", True),
    ],
)
def test_the_last_line(marks, left, line, failed):
    assert (verdict(marks, left), is_failed(marks)) == (line, failed)


def test_bars_for_which_nothing_was_measured():
    assert unmeasured((SECONDS, SHARE, SHOWN), (SECONDS.mark(1, "small"),)) == [SHARE]


def test_the_table_shows_every_bar_with_its_figure():
    told = marks_table((SECONDS.mark(1.5, "small", "best of 3"), SHARE.mark(98, "large"), SHOWN.mark(33.5)))

    assert told.splitlines() == [
        "bar              seen      asked",
        "small: work     1.5 s  ≤ 2 s CPU    held  best of 3",
        "large: share     98 %     ≥ 99 %  MISSED",
        "weight        33.5 kB     no bar  no bar",
    ]


class Work:
    """Cost less CPU every time."""

    def __init__(self) -> None:
        self.left = [3, 2, 1]

    def __call__(self) -> int:
        size = self.left.pop(0)
        sum(range(size * 400_000))
        return size


def test_the_cheapest_of_some_runs_counts():
    work = Work()

    found, taken = best_of(3, work)

    assert (found, work.left) == (1, [])
    assert taken.cpu > 0


def test_a_run_within_the_bar_ends_it():
    work = Work()

    assert (best_of(3, work, enough=60)[0], work.left) == (3, [2, 1])


def test_a_result_needs_no_figures():
    assert Result((Mark(SECONDS, 1),)).figures == {}
