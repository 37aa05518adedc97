"""Solve a linear model to a corner point with the primal simplex method of OR-Tools (GLOP).

Slots are so interchangeable that a corner of these models is nearly always a schedule already (no fractions), which no other
method gives: an interior or first-order solution spreads a meeting over many slots.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from praya.engines.meetings.model import Floats, Model

# Counted in GLOP's own deterministic units, so that a run that is cut short is cut at the same place every time.
PARAMETERS = "use_dual_simplex: false max_deterministic_time: {work:.6f}"


@dataclass(frozen=True, slots=True)
class Corner:
    """Hold the share of each candidate that is placed (0 to 1), and the dual value of each row."""

    shares: Floats
    duals: Floats


def corner_of(model: Model, *, work: float, seconds: float) -> Corner | None:
    """Return an optimal corner of the model's relaxation, or None when `work` (deterministic) or `seconds` ran out first."""
    from ortools.linear_solver.python import model_builder_helper

    count = len(model.profits)
    if not count:
        return Corner(shares=np.zeros(0), duals=np.zeros(0))
    upper = model.upper
    builder = model_builder_helper.ModelBuilderHelper()
    ones, free = np.ones(count), np.full(len(upper), -np.inf)
    # The stubs of OR-Tools turn the type arguments of numpy's arrays around.
    fill: Callable[..., None] = builder.fill_model_from_sparse_data
    fill(np.zeros(count), ones, -model.profits.astype(np.float64), free, upper, model.matrix)
    solver = model_builder_helper.ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(PARAMETERS.format(work=work))
    solver.set_time_limit_in_seconds(max(seconds, 0.1))
    give_memory_back()
    solver.solve(builder)
    if solver.status() != model_builder_helper.SolveStatus.OPTIMAL:
        return None
    return Corner(shares=np.asarray(solver.variable_values()), duals=-np.asarray(solver.dual_values()))


def give_memory_back() -> None:
    """Return freed memory to the system where the C library keeps it otherwise (glibc): half of the peak at a large market."""
    if sys.platform == "linux" and hasattr(c_library := ctypes.CDLL(None), "malloc_trim"):
        c_library.malloc_trim(0)
