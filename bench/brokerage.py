"""Schedule published brokerage events and set their breaks beside the published optimum.

    script/bench brokerage FOLDER [--seconds 60] [--seed 1]

FOLDER holds MiniZinc data files (*.dzn). The optima are those of Bofill and others, Journal of Artificial Intelligence
Research 74 (2022), table 5, found there with a MaxSAT solver; here a schedule is called proved when no participant alone
could have fewer breaks.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result
from praya.engines.meetings import ProblemError, arrays_of, breaks_of, faults, read_event, schedule_event, unavoidable_breaks

OPTIMUM = {
    "tic-12": 0,
    "tic-12crafc": 0,
    "tic-13": 0,
    "tic-13crafb": 0,
    "tic-13crafc": 4,
    "tic-14crafa": 0,
    "tic-14crafc": 0,
    "tic-14crafd": 0,
    "forumt-14": 5,
    "forumt-14crafc": 5,
    "forumt-14crafd": 4,
    "forumt-14crafe": 5,
    "forum-13": 0,
    "forum-13crafb": 6,
    "forum-13crafc": 1,
    "forum-14": 2,
    "ticf-13crafa": 0,
    "ticf-13crafb": 3,
    "ticf-13crafc": 1,
    "ticf-14crafa": 0,
}
PLACED = Bar("meetings left out", 0, "meetings")
RULES = Bar("rules broken", 0)
BELOW = Bar("events with fewer breaks than the published optimum", 0, "events")
BARS = (PLACED, RULES, BELOW)
OPTIMAL = Bar("events at the published optimum", None, "events", is_floor=True)
COLUMNS = "{:<16}{:>10}{:>8}{:>8}{:>9}{:>6}{:>8}{:>9}"


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on the folder of events, where there is one."""
    folders = sorted({path.parent for path in instances.rglob("*.dzn")}) if instances else []
    return {"": [str(folders[0])] if folders else "--instances FOLDER with *.dzn"}


def main(words: list[str]) -> Result:
    """Print one line per event and judge whether all meetings are held by the rules."""
    parser = argparse.ArgumentParser(prog="script/bench brokerage", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of *.dzn files")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    print(COLUMNS.format("event", "meetings", "placed", "breaks", "optimum", "most", "proved", "seconds"))
    events = []
    for path in sorted(options.folder.glob("*.dzn")):
        event = _scheduled(path, options.seconds, options.seed)
        events.append(event)
        print(COLUMNS.format(*(str(value) for key, value in event.items() if key != "faults")), flush=True)
    if not events:
        raise SystemExit(f"{options.folder} holds no *.dzn")
    known = [event for event in events if event["optimum"] != "?" and event["breaks"] is not None]
    marks = (
        PLACED.mark(sum(event["meetings"] - event["placed"] for event in events), beside=f"{len(events)} events"),
        RULES.mark(sum(event["faults"] for event in events)),
        BELOW.mark(sum(event["breaks"] < event["optimum"] for event in known)),
        OPTIMAL.mark(sum(event["breaks"] == event["optimum"] for event in known), beside=f"of {len(known)}"),
    )
    return Result(marks, {"events": events, "breaks": sum(event["breaks"] or 0 for event in events)})


def _scheduled(path: Path, seconds: float, seed: int) -> dict[str, Any]:
    problem = read_event(path.read_text(encoding="utf-8"), path.stem)
    try:
        *_, last = schedule_event(problem, seed=seed, seconds=seconds)
    except ProblemError as fault:
        print(f"{path.stem}: {fault}")
        meetings, best = len(problem.requests), OPTIMUM.get(path.stem, "?")
        return {
            "event": path.stem,
            "meetings": meetings,
            "placed": 0,
            "breaks": None,
            "optimum": best,
            "most": None,
            "proved": "no",
            "seconds": seconds,
            "faults": 0,
        }
    assert last.schedule is not None
    breaks, most = breaks_of(problem, last.schedule.assignments)
    return {
        "event": path.stem,
        "meetings": len(problem.requests),
        "placed": len(last.schedule.assignments),
        "breaks": breaks,
        "optimum": OPTIMUM.get(path.stem, "?"),
        "most": most,
        "proved": "yes" if breaks <= unavoidable_breaks(arrays_of(problem)) else "no",
        "seconds": round(last.seconds, 1),
        "faults": len(faults(problem, last.schedule)),
    }
