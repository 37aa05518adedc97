"""Turn the numbers of runs into pictures: bars of refusals, columns of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.match.scheduling.models import Run
from praya.match.scheduling.weights import points

WIDTH = 400
LIGHTEST = points("like", is_accepted=False, wish="", is_vip=False)


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar: what it counts, how long it is on a line of 400 units, and its share in per cent."""

    state: str
    count: int
    width: int
    share: float


def bars_of(counts: Mapping[str, int]) -> list[Bar]:
    """Return a bar for each count, the longest filling the line.

    >>> [(bar.state, bar.width, bar.share) for bar in bars_of({"outbid": 30, "quota": 10})]
    [('outbid', 400, 75.0), ('quota', 133, 25.0)]
    """
    most, total = max(counts.values(), default=0), sum(counts.values())
    return [Bar(state, count, count * WIDTH // most, 100 * count / total) for state, count in counts.items() if most]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a finished run has reached, in words, and the figures of the engine behind them."""

    words: str
    is_best: bool
    share: float | None
    gap: float | None


def outcome_of(run: Run) -> Outcome | None:
    """Say what a run has placed and what could still be placed besides; nothing before it has ended."""
    if run.status != Run.Status.DONE or run.placed is None or run.requested is None or run.value is None or run.bound is None:
        return None
    counts = {"placed": _whole(run.placed), "all": _whole(run.requested)}
    left, more = run.bound - run.value, _could_be_added(run.bound - run.value, run.requested - run.placed)
    if left < 1:
        words = _("%(placed)s of %(all)s placed: no better schedule exists") % counts
    elif more == 0:
        words = _("%(placed)s of %(all)s placed: none can be added, at best some exchanged") % counts
    else:
        words = ngettext(
            "%(placed)s of %(all)s placed: at most %(count)s more can be added",
            "%(placed)s of %(all)s placed: at most %(count)s more can be added",
            more,
        ) % {**counts, "count": _whole(more)}
    return Outcome(words, left < 1, share_of(run), gap_of(run))


def _could_be_added(left: float, unplaced: int) -> int:
    """Return how many requests could at most be placed besides: each is worth no less than the lightest there is.

    >>> _could_be_added(150.5, 40), _could_be_added(150.5, 3), _could_be_added(11.9, 40)
    (12, 3, 0)
    """
    return min(unplaced, int(left // LIGHTEST))


def _whole(number: int) -> str:
    return number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one run's figure in a comparison, and whether it is the best of its row."""

    text: str
    is_best: bool


def share_of(run: Run) -> float | None:
    """Return the value of a run in per cent of its proven bound; 100 where nothing could be placed at all."""
    if run.value is None or run.bound is None:
        return None
    return 100.0 * run.value / run.bound if run.bound > 0 else 100.0


def gap_of(run: Run) -> float | None:
    """Return how much more any schedule could have reached, in per cent of the bound."""
    share = share_of(run)
    return None if share is None else max(0.0, 100.0 - share)


def compared(runs: Sequence[Run], read: Callable[[Run], float | None], form: str, *, most_is_best: bool = True) -> list[Figure]:
    """Return a row of figures, the best marked where they differ."""
    values = [read(run) for run in runs]
    known = [value for value in values if value is not None]
    best = (max if most_is_best else min)(known) if len(set(known)) > 1 else None
    return [Figure("–" if value is None else form.format(value), best is not None and value == best) for value in values]
