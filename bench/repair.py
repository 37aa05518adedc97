"""Repair a schedule after hundreds of random events of the day and say how long each took and whom it moved.

    script/bench repair [PROBLEM.json] [--schedule SCHEDULE.json] [--events 300] [--seed 1] [--frozen 2]

Each event starts from the same schedule: somebody is late (loses three slots), is gone for the day, has left, or a
meeting is called off. The time is the engine's CPU with the board at hand, for an event above the bar the best of three;
building the board is timed apart. Every repair is checked by `faults_of_repair`. Without a problem, the market of size L and
seed 1 is drawn; without a schedule, one is made greedily and polished.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bench.bars import Bar, Result, timed
from bench.markets import drawn_market
from praya.engines.meetings import (
    UNPLACED,
    Arrays,
    Board,
    Change,
    absence,
    arrays_of,
    assignments_of,
    board_of,
    faults_of_repair,
    polish,
    read_problem,
    read_schedule,
    repair,
    room_of,
    slots_of,
)

MILLISECONDS, TRIES = 50.0, 3
ENGINE = Bar("slowest repair", MILLISECONDS, "ms", "CPU")
OTHERS = Bar("others moved per meeting saved", 1.0)
RULES = Bar("rules broken", 0)
BARS = (ENGINE, OTHERS, RULES)
KINDS = ("late", "gone", "left", "called off")
SLOTS_LATE = 3


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on L1.json where there is one, else on a market drawn here."""
    found = sorted(instances.rglob("L1.json")) if instances else []
    return {"": [str(found[0])] if found else []}


def main(words: list[str]) -> Result:
    """Print the figures per kind of event, and judge the slowest, who else was moved, and the rules."""
    parser = argparse.ArgumentParser(prog="script/bench repair", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("problem", type=Path, nargs="?")
    parser.add_argument("--schedule", type=Path)
    parser.add_argument("--events", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frozen", type=int, default=2, help="coming slots in which nothing changes any more")
    options = parser.parse_args(words)
    arrays = arrays_of(read_problem(options.problem) if options.problem else drawn_market("L", 1))
    if options.schedule:
        slots = slots_of(arrays, read_schedule(options.schedule).assignments)
    else:
        slots = polish(arrays, _greedy(arrays), rounds=6)
    market = _Market(arrays, slots)
    random = Random(options.seed)
    events = [market.event(random, options.frozen) for _ in range(options.events)]
    result = {kind: _figures([event for event in events if event["kind"] == kind]) for kind in KINDS}
    result["all"] = _figures(events)
    print(f"{'event':<12}" + "".join(f"{name:>12}" for name in result["all"]))
    for kind, figures in result.items():
        print(f"{kind:<12}" + "".join(f"{value:>12}" for value in figures.values()))
    board_ms = [event["board_ms"] for event in events]
    print(f"building the board: {np.median(board_ms):.0f} ms (median)")
    whole = result["all"]
    marks = (
        ENGINE.mark(whole["max_ms"], beside=f"p50 {whole['p50_ms']}, p99 {whole['p99_ms']} ms of {whole['events']} events"),
        OTHERS.mark(whole["per_saved"], beside=f"{whole['saved']} saved of {whole['lost']}"),
        RULES.mark(whole["faults"]),
    )
    return Result(marks, {**result, "board_ms": round(float(np.median(board_ms)), 1)})


def _greedy(arrays: Arrays) -> np.ndarray:
    """Return a plain schedule: the fixed, then the weightiest, each in its first open slot."""
    slots = np.full(arrays.request_count, UNPLACED, np.int32)
    room = room_of(arrays, slots)
    for request in np.lexsort((-arrays.weights, ~arrays.must, arrays.fixed == UNPLACED)).tolist():
        free = np.flatnonzero(room.open_slots(request))
        if len(free):
            slots[request] = free[0]
            room.take(request, int(free[0]))
    return slots


class _Market:
    """Hold the schedule that every event starts from, and who waits for whom."""

    def __init__(self, arrays: Arrays, slots: np.ndarray) -> None:
        self.arrays, self.slots = arrays, slots
        self.before = assignments_of(arrays, slots)
        self.requests = arrays.problem.requests
        self.waiting: dict[str, list[str]] = defaultdict(list)
        for request in np.flatnonzero(slots == UNPLACED).tolist():
            for calendar in self.requests[request].calendars:
                self.waiting[calendar].append(self.requests[request].id)

    def event(self, random: Random, frozen: int) -> dict[str, Any]:
        """Draw one event, repair it on a fresh board and return its figures."""
        board, built = timed(lambda: board_of(self.arrays, self.slots))
        now = random.randrange(self.arrays.slot_count)
        kind, change, waiting = self._drawn(random, board, now)
        found, taken = timed(lambda: repair(board, change, open_from=now + frozen, waiting=waiting))
        spent = 1000 * taken.cpu
        for _ in range(TRIES - 1):
            if spent <= MILLISECONDS:
                break
            fresh = board_of(self.arrays, self.slots)
            spent = min(spent, 1000 * timed(partial(repair, fresh, change, open_from=now + frozen, waiting=waiting))[1].cpu)
        faults = faults_of_repair(self.arrays.problem, self.before, change, found, open_from=now + frozen)
        return {
            "kind": kind,
            "ms": spent,
            "board_ms": 1000 * built.cpu,
            "lost": len(change.lost),
            "saved": len(found.saved),
            "others": len(found.others),
            "placed": len(found.placed),
            "faults": len(faults),
        }

    def _drawn(self, random: Random, board: Board, now: int) -> tuple[str, Change, list[str]]:
        kind = random.choice(KINDS)
        name = random.choice(sorted(self.before))
        calendar = random.choice(self.requests[board.index[name]].calendars)
        days = self.arrays.days
        if kind == "called off":
            change = Change(ended=(name,))
        else:
            ahead = range(now, min(now + SLOTS_LATE, len(days)) if kind == "late" else len(days))
            change = absence(board, calendar, (s for s in ahead if kind == "left" or days[s] == days[now]))
        struck = [self.requests[board.index[one]] for one in (*change.lost, *change.ended)]
        calendars = {calendar, *(party for request in struck for party in request.calendars)}
        return kind, change, sorted({one for party in calendars for one in self.waiting[party]})


def _figures(events: list[dict[str, Any]]) -> dict[str, float]:
    """Return counts, times in milliseconds and the others moved per meeting saved."""
    spent = [event["ms"] for event in events] or [0.0]
    total = {key: sum(event[key] for event in events) for key in ("lost", "saved", "others", "placed", "faults")}
    return {
        "events": len(events),
        "p50_ms": round(float(np.percentile(spent, 50)), 2),
        "p99_ms": round(float(np.percentile(spent, 99)), 2),
        "max_ms": round(max(spent), 2),
        **total,
        "per_saved": round(total["others"] / max(1, total["saved"]), 3),
    }
