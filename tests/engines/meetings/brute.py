"""Find the optimum of a tiny problem by trying everything, with the plain checker as the only judge."""

from itertools import product

from praya.engines.meetings.check import faults
from praya.engines.meetings.problem import Schedule


def best_value(problem):
    """Return the most points any schedule of `problem` is worth, or None when no schedule keeps the rules."""
    choices = [(None, *range(len(problem.slots))) for _ in problem.requests]
    best = None
    for picks in product(*choices):
        placed = {r.id: slot for r, slot in zip(problem.requests, picks, strict=True) if slot is not None}
        value = sum(r.weight for r in problem.requests if r.id in placed)
        if (best is None or value > best) and not faults(problem, Schedule(placed, value, value)):
            best = value
    return best
