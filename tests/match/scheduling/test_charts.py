"""The numbers of runs as pictures, and the points that open pages receive."""

from __future__ import annotations

import pytest

from praya.core.live.events import Batch, Event
from praya.match.scheduling.charts import Bar, Figure, bars_of, compared, gap_of, outcome_of, share_of
from praya.match.scheduling.live import run_events
from praya.match.scheduling.models import Run, RunProgress
from tests import builders as make


def test_the_longest_bar_fills_the_line() -> None:
    assert bars_of({"outbid": 30, "quota": 10, "no_table": 0}) == [
        Bar("outbid", 30, 400, 75.0),
        Bar("quota", 10, 133, 25.0),
        Bar("no_table", 0, 0, 0.0),
    ]
    assert (bars_of({}), bars_of({"quota": 0}), bars_of({"quota": 1})) == ([], [], [Bar("quota", 1, 400, 100.0)])


@pytest.mark.parametrize(
    ("value", "bound", "share", "gap"),
    [
        (None, 10.0, None, None),
        (10, None, None, None),
        (None, None, None, None),
        (9, 10.0, 90.0, 10.0),
        (1, 1.0, 100.0, 0.0),
        (1, 0.5, 200.0, 0.0),
        (0, 0.0, 100.0, 0.0),
    ],
)
def test_a_run_is_measured_against_what_any_schedule_could_reach(value, bound, share, gap) -> None:
    run = Run(value=value, bound=bound)
    assert (share_of(run), gap_of(run)) == (share, gap)


def placed(*counts):
    return [Run(placed=count) for count in counts]


@pytest.mark.parametrize(
    ("counts", "most", "least"),
    [
        ((3, 1), [True, False], [False, True]),
        ((3, None, 1), [True, False, False], [False, False, True]),
        ((2, 2), [False, False], [False, False]),
        ((2, 2, 1), [True, True, False], [False, False, True]),
        ((5,), [False], [False]),
        ((None, None), [False, False], [False, False]),
        ((0, 1), [False, True], [True, False]),
    ],
)
def test_the_best_figure_is_marked_where_they_differ(counts, most, least) -> None:
    def read(run):
        return run.placed

    texts = ["–" if count is None else f"{count} placed" for count in counts]
    assert compared(placed(*counts), read, "{} placed") == [Figure(*one) for one in zip(texts, most, strict=True)]
    found = compared(placed(*counts), read, "{} placed", most_is_best=False)
    assert [one.is_best for one in found] == least


def points(run, values):
    made = [RunProgress(run=run, seconds=value, value=value, bound=9.0, stage="improve") for value in values]
    return [row.pk for row in RunProgress.objects.bulk_create(made)]


@pytest.mark.django_db
def test_the_points_after_the_last_one_seen_follow_until_the_run_has_ended() -> None:
    edition = make.make_edition(with_sites=False)
    run = make.make_run(make.make_round(edition))
    first, second = points(run, [1, 2])
    events = [
        Event(number, {"seconds": float(value), "value": value, "bound": 9.0, "stage": "improve"})
        for number, value in ((first, 1), (second, 2))
    ]
    for status in ("waiting", "running"):
        Run.objects.update(status=status)
        assert run_events(edition.pk, run.pk, 0) == Batch(events, is_over=False)
        assert run_events(edition.pk, run.pk, second) == Batch([], is_over=False)
    for status in ("done", "failed", "cancelled"):
        Run.objects.update(status=status)
        assert run_events(edition.pk, run.pk, first) == Batch(events[1:], is_over=True)


@pytest.mark.django_db
def test_nobody_follows_a_run_of_another_edition() -> None:
    run = make.make_run(make.make_round(make.make_edition(with_sites=False)))
    points(run, [1])
    assert run_events(make.make_edition(with_sites=False).pk, run.pk, 0) == Batch([], is_over=True)
    assert [event.facts["value"] for event in run_events(run.round.edition_id, run.pk, 0).events] == [1]
    other = make.make_run(make.make_round(run.round.edition, status="published"))
    assert run_events(run.round.edition_id, other.pk, 0).events == []


@pytest.mark.django_db
def test_many_points_come_in_several_batches_and_the_last_one_ends() -> None:
    run = make.make_run(make.make_round(make.make_edition(with_sites=False)), status="done")
    numbers = points(run, range(502))
    first = run_events(run.round.edition_id, run.pk, 0)
    assert ([event.number for event in first.events], first.is_over) == (numbers[:500], False)
    last = run_events(run.round.edition_id, run.pk, numbers[499])
    assert ([event.number for event in last.events], last.is_over) == (numbers[500:], True)


@pytest.mark.parametrize(
    ("placed", "requested", "value", "bound", "words"),
    [
        (5, 5, 300, 300.0, "5 of 5 placed: no better schedule exists"),
        (8200, 8466, 300_000, 300_150.0, "8,200 of 8,466 placed: at most 12 more can be added"),
        (8, 9, 300, 500.0, "8 of 9 placed: at most 1 more can be added"),
        (8, 9, 300, 311.0, "8 of 9 placed: none can be added, at best some exchanged"),
        (0, 0, 0, 0.0, "0 of 0 placed: no better schedule exists"),
    ],
)
def test_a_finished_run_says_in_words_what_it_has_reached(
    placed: int, requested: int, value: int, bound: float, words: str
) -> None:
    run = Run(status="done", placed=placed, requested=requested, value=value, bound=bound)
    outcome = outcome_of(run)
    assert outcome is not None
    assert (outcome.words, outcome.is_best) == (words, bound - value < 1)
    assert outcome_of(Run(status="running", placed=placed, requested=requested, value=value, bound=bound)) is None
