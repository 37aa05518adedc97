"""What was promised and cannot be kept is named, and nothing else."""

import pytest

from praya.engines.meetings.arrays import arrays_of
from praya.engines.meetings.problem import ProblemError
from praya.engines.meetings.promises import check_fixed, check_possible
from tests.engines.meetings.small import ask, problem

CLASH = "the fixed meetings {} cannot all be held: {}; move or cancel one of them"


def refusal(check, asked):
    with pytest.raises(ProblemError) as caught:
        check(arrays_of(asked))
    return str(caught.value)


@pytest.mark.parametrize(
    ("asked", "names", "limit"),
    [
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=0), ask("o", "ad", fixed_slot=1)),
            '"m", "n"',
            'calendar "a" has room for 1 in slot 0',
        ),
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "cd", fixed_slot=0), ask("o", "cb", fixed_slot=0)),
            '"m", "o"',
            'calendar "b" has room for 1 in slot 0',
        ),
        (
            problem(
                ask("m", "ab", pool="t", fixed_slot=1), ask("n", "cd", pool="t", fixed_slot=1),
                ask("o", "ac", pool="t", fixed_slot=0), ask("p", "ef", fixed_slot=1),
                capacity={"e": (1, 1), "f": (1, 1)}, tables=[1, 1],
            ),
            '"m", "n"',
            'pool "t" has room for 1 in slot 1',
        ),
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=1), ask("o", "bd", fixed_slot=1), quota={"a": 1}),
            '"m", "n"',
            'calendar "a" has a quota of 1',
        ),
        (
            problem(
                ask("m", "ab", fixed_slot=2), ask("n", "ac", fixed_slot=3), ask("o", "ad", fixed_slot=0),
                ask("p", "bc", fixed_slot=1), ask("q", "bd", fixed_slot=3), days=2, day_quotas={"a": (1, 1)},
            ),
            '"m", "n"',
            'calendar "a" has a quota of 1 on day 1',
        ),
        (
            problem(ask("m", "ab", fixed_slot=0), ask("n", "ac", fixed_slot=1, allowed_slots=(0,))),
            '"n"',
            "its own allowed slots leave out slot 1",
        ),
        (
            problem(ask("m", "ab", fixed_slot=1), capacity={"b": [1, 0]}),
            '"m"',
            'calendar "b" has room for 0 in slot 1',
        ),
    ],
)  # fmt: skip  # one problem a case
def test_only_the_meetings_that_clash_are_named(asked, names, limit):
    assert refusal(check_fixed, asked) == CLASH.format(names, limit)


def test_fixed_meetings_that_fill_everything_exactly_are_no_clash():
    asked = problem(
        ask("m", "ab", pool="t", fixed_slot=0), ask("n", "ac", pool="t", fixed_slot=1),
        tables=[1, 1], quota={"a": 2}, day_quotas={"a": (2,)},
    )  # fmt: skip  # one side a line
    check_fixed(arrays_of(asked))
    check_possible(arrays_of(asked))


def test_a_must_is_impossible_only_when_the_fixed_leave_it_no_slot():
    full = ask("f", "ab", fixed_slot=0)
    must, wish = ask("m", "ac", must=True), ask("w", "ad")
    assert refusal(check_possible, problem(full, must, wish, slots=1)) == (
        '"m" must be placed, but there is no slot in which all sides and a table are free; open more time, or lift the must'
    )
    check_possible(arrays_of(problem(full, must, wish, slots=2)))
    check_possible(arrays_of(problem(ask("f", "ab", fixed_slot=0, must=True), wish, slots=1)))


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (5, '"m0", "m1", "m2", "m3", "m4"'),
        (6, '"m0", "m1", "m2", "m3", "m4" and 1 more'),
        (8, '"m0", "m1", "m2", "m3", "m4" and 3 more'),
    ],
)
def test_at_most_five_meetings_are_named_and_the_rest_counted(count, names):
    asked = problem(*(ask(f"m{k}", "ab", must=True) for k in range(count)), capacity={"a": [0, 0]})
    assert refusal(check_possible, asked).startswith(f"{names} must be placed, but")
