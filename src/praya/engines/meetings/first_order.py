"""Approximate the relaxation of a crowded event with a first-order method (PDLP of OR-Tools), in a process of its own.

Where nobody has time for all wishes the simplex method crawls; this one needs minutes at most, and its prices are as safe as
any. PDLP holds Python's lock while it works, which would stop a worker's heartbeat: so the model goes to a child process
through its standard input, and shares and duals come back through its standard output, as numpy's .npz.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from praya.engines.meetings.model import Model
from praya.engines.meetings.simplex import Corner

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix

ACCURACY = 1e-4
ITERATIONS = 4_000


def approximate(model: Model, *, threads: int, seconds: float) -> Corner | None:
    """Return shares and duals close to an optimum, or None when `seconds` ran out or the child process failed."""
    if not len(model.profits):
        return Corner(shares=np.zeros(0), duals=np.zeros(0))
    matrix = model.matrix.tocsc()
    sent = io.BytesIO()
    np.savez(
        sent,
        starts=matrix.indptr,
        rows=matrix.indices,
        profits=model.profits,
        upper=model.upper,
        threads=np.array(threads),
    )
    sources = str(Path(__file__).resolve().parents[3])
    paths = [sources, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "praya.engines.meetings.first_order"],
            input=sent.getvalue(),
            capture_output=True,
            check=True,
            timeout=max(seconds, 0.1),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found = np.load(io.BytesIO(answer))
    return Corner(shares=found["shares"], duals=found["duals"])


def answer(asked: BinaryIO, told: BinaryIO) -> None:
    """Solve the model read from `asked` and write shares and duals to `told`."""
    from scipy.sparse import csc_matrix

    found = np.load(io.BytesIO(asked.read()))
    shape = (len(found["upper"]), len(found["profits"]))
    matrix = csc_matrix((np.ones(len(found["rows"])), found["rows"], found["starts"]), shape=shape)
    shares, duals = _solve(matrix, found["profits"].astype(np.float64), found["upper"], int(found["threads"]))
    np.savez(told, shares=shares, duals=duals)


def _solve(matrix: csc_matrix, profits: np.ndarray, upper: np.ndarray, threads: int) -> tuple[np.ndarray, np.ndarray]:
    from ortools.pdlp import solvers_pb2
    from ortools.pdlp.python import pdlp

    programme = pdlp.QuadraticProgram()
    programme.resize_and_initialize(len(profits), len(upper))
    programme.objective_vector = -profits
    programme.constraint_matrix = matrix
    programme.constraint_lower_bounds = np.full(len(upper), -np.inf)
    programme.constraint_upper_bounds = upper
    programme.variable_lower_bounds = np.zeros(len(profits))
    programme.variable_upper_bounds = np.ones(len(profits))
    parameters = solvers_pb2.PrimalDualHybridGradientParams()
    criteria = parameters.termination_criteria
    criteria.simple_optimality_criteria.eps_optimal_relative = ACCURACY
    criteria.simple_optimality_criteria.eps_optimal_absolute = 0.0
    criteria.iteration_limit = ITERATIONS
    parameters.num_threads = threads
    parameters.num_shards = 8  # fixed, so that the number of threads does not change the answer
    outcome = pdlp.primal_dual_hybrid_gradient(programme, parameters)
    return np.asarray(outcome.primal_solution), -np.asarray(outcome.dual_solution)


if __name__ == "__main__":  # pragma: no cover - the child process, which the tests start through `approximate`
    answer(sys.stdin.buffer, sys.stdout.buffer)
