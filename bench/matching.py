"""Suggest people and works to everybody at a drawn market and measure seconds, memory and how attention is spread.

    script/bench matching [--people 5000] [--works 4000] [--exhibitors 700] [--seed 1] [--checked 40]

The bars: all lists with their reasons within 30 s and 600 MB, one reader again within 100 ms, at least ten suggestions for
95 in 100 readers, and no fault found by the plain checker in the lists of a sample of readers. A missed bar ends with an
error.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from typing import Any

from bench.fairs import drawn_fair
from praya.engines.matching.check import faults
from praya.engines.matching.facts import Channel, Problem
from praya.engines.matching.suggest import Suggestions, suggest_again, suggest_all

SECONDS, MEGABYTES, MILLISECONDS, SERVED = 30.0, 600.0, 100.0, 0.95
COLUMNS = "{:<8}{:>8}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}{:>9}{:>9}{:>8}"


def main(words: Sequence[str]) -> dict[str, Any]:
    """Print the figures and return them; `faults` counts bars missed and rules broken."""
    parser = argparse.ArgumentParser(prog="script/bench matching", description=(__doc__ or "").split("\n")[0])
    for name, default in (("people", 5000), ("works", 4000), ("exhibitors", 700), ("seed", 1), ("checked", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args(list(words))
    problem = drawn_fair(options.seed, people=options.people, works=options.works, exhibitors=options.exhibitors)
    began, worked = time.monotonic(), time.process_time()
    suggestions = suggest_all(problem)
    seconds, processor = time.monotonic() - began, time.process_time() - worked
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = _again(suggestions, options.people)
    print(f"{options.people} people, {options.exhibitors} exhibitors, {options.works} works")
    print(
        f"all lists {seconds:.1f} s (bar {SECONDS:.0f}), {processor:.1f} s of processor, {megabytes:.0f} MB (bar {MEGABYTES:.0f})"
    )
    print(f"one reader again {again:.0f} ms at worst of 40 (bar {MILLISECONDS:.0f})")
    channels = _channels(problem, suggestions)
    numbers = [party.number for party in problem.parties]
    found = faults(problem, suggestions, numbers[:: max(1, len(numbers) // options.checked)] if options.checked else [])
    missed = {
        "seconds": seconds > SECONDS,
        "megabytes": megabytes > MEGABYTES,
        "again": again > MILLISECONDS,
        "served": min(row["served"] for row in channels) < SERVED,
    }
    print(f"bars missed: {', '.join(name for name, is_missed in missed.items() if is_missed) or 'none'}; faults: {len(found)}")
    print("\n".join(found[:10]), end="\n" * bool(found))
    return {
        "seconds": seconds,
        "processor_seconds": processor,
        "megabytes": megabytes,
        "again_ms": again,
        "channels": channels,
        "missed": missed,
        "faults": len(found) + sum(missed.values()),
    }


def _again(suggestions: Suggestions, people: int) -> float:
    """Return the slowest of forty readers asking again, in milliseconds."""
    took = []
    for number in range(0, people, max(1, people // 40)):
        began = time.monotonic()
        suggest_again(suggestions.market, number)
        took.append(1000 * (time.monotonic() - began))
    return max(took)


def _channels(problem: Problem, suggestions: Suggestions) -> list[dict[str, Any]]:
    print(COLUMNS.format("", "readers", "gini", "after", "most", "after", "least", "after", "below 5", "after", "≥ 10"))
    rows = []
    for channel in Channel:
        before, after = suggestions.before[channel], suggestions.after[channel]
        lists = suggestions.lists[channel].values()
        served = sum(len(entries[: problem.limits.shown]) >= 10 for entries in lists) / max(1, len(lists))
        few = [len(one.fewer_than(problem.limits.floor)) for one in (before, after)]
        row = (len(lists), before.gini, after.gini, before.most, after.most, before.least, after.least, *few, served)
        cells = [f"{value:.2f}" if isinstance(value, float) else str(value) for value in row[:-1]]
        print(COLUMNS.format(channel.value, *cells, f"{100 * served:.1f} %"))
        names = ("readers", "gini_before", "gini", "most_before", "most", "least_before", "least", "few_before", "few", "served")
        rows.append({"channel": channel.value, **dict(zip(names, row, strict=True))})
    return rows
