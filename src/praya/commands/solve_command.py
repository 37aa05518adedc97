"""Compute a schedule from a problem file and write it; needs no database."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TextIO

from praya.engines.meetings import Problem, ProblemError, Progress, Schedule, breaks_of, read_problem, schedule_as_json, text_of

BAR_WIDTH = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `praya solve`."""
    parser.add_argument("problem", type=Path, help="a problem (praya-meetings/1 JSON) or a brokerage event (.dzn)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where to write the schedule (praya-schedule/1)")
    parser.add_argument("--seconds", type=_positive, default=90.0, help="time limit (default 90)")
    parser.add_argument("--seed", type=_whole, default=1, help="seed of every random choice (default 1)")
    parser.add_argument("--threads", type=_some, default=2, help="threads to use (default 2)")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return value


def _whole(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**31:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {2**31 - 1}")
    return value


def _some(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 64:
        raise argparse.ArgumentTypeError(f"{text} is not a number of threads from 1 to 64")
    return value


def run(options: argparse.Namespace) -> int:
    """Solve, write and summarise; return 0, or 2 with one line on standard error when the input cannot be used."""
    started = time.monotonic()
    try:
        if not options.output.resolve().parent.is_dir():
            raise ProblemError(f"cannot write {options.output}: its folder does not exist")
        problem = _read(options.problem)
        read_in = time.monotonic() - started
        schedule, settled = _solved(problem, options)
        write_whole(options.output, schedule_as_json(schedule) + "\n")
    except (ProblemError, OSError) as error:
        print(f"praya solve: {error}", file=sys.stderr)
        return 2
    print(summary(problem, schedule, settled=read_in + settled, seconds=time.monotonic() - started))
    return 0


def _read(path: Path) -> Problem:
    if path.suffix.lower() != ".dzn":
        return read_problem(path)
    from praya.engines.meetings import read_event

    return read_event(text_of(path))


def _solved(problem: Problem, options: argparse.Namespace) -> tuple[Schedule, float]:
    """Return the schedule, and after how many seconds its value and bound were settled."""
    choices = {"seed": options.seed, "seconds": options.seconds}
    if options.problem.suffix.lower() == ".dzn":
        from praya.engines.meetings import schedule_event

        steps = schedule_event(problem, **choices)
    else:
        from praya.engines.meetings import solve

        steps = solve(problem, threads=options.threads, **choices)
    bar = Bar(sys.stderr, options.seconds, is_shown=not options.quiet)
    schedule = None
    standing, settled = (-1, -1.0), 0.0
    for step in steps:
        bar.show(step)
        schedule = step.schedule or schedule
        if (step.value, step.bound) != standing:
            standing, settled = (step.value, step.bound), step.seconds
    bar.close()
    if schedule is None:
        raise ProblemError(f"no schedule was found within {options.seconds:g} seconds; allow more with --seconds")
    return schedule, settled


class Bar:
    """Draw progress on one line of a terminal, or print a line when the stage changes where there is no terminal."""

    def __init__(self, stream: TextIO, seconds: float, *, is_shown: bool) -> None:
        self.stream, self.seconds, self.is_shown = stream, seconds, is_shown
        self.is_terminal = stream.isatty()
        self.stage = ""

    def show(self, step: Progress) -> None:
        """Show one step."""
        if not self.is_shown or (not self.is_terminal and step.stage == self.stage):
            return
        self.stage = step.stage
        gap = f"{(step.bound - step.value) / step.bound:.4%}" if step.bound else "0"
        text = f"{step.seconds:6.1f} s  {step.stage:<8} value {step.value:,}  bound {step.bound:,.0f}  gap {gap}"
        if self.is_terminal:
            done = min(BAR_WIDTH, int(BAR_WIDTH * step.seconds / self.seconds))
            self.stream.write(f"\r\x1b[K[{'#' * done}{'.' * (BAR_WIDTH - done)}] {text}")
        else:
            self.stream.write(text + "\n")
        self.stream.flush()

    def close(self) -> None:
        """Leave the terminal's cursor on a line of its own."""
        if self.is_shown and self.is_terminal:
            self.stream.write("\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def summary(problem: Problem, schedule: Schedule, *, settled: float, seconds: float) -> str:
    """Return what a person wants to know about a run, one fact per line."""
    breaks, most = breaks_of(problem, schedule.assignments)
    if schedule.value >= schedule.bound:
        share = f"100 % (proved optimal after {settled:.1f} s)"
    else:
        share = f"{100 * (1 - schedule.gap):.4f} % of the bound {schedule.bound:,.0f} (after {settled:.1f} s)"
    before = f" (before polishing {schedule.breaks_unpolished:,})" if schedule.breaks_unpolished else ""
    lines = [
        f"placed       {len(schedule.assignments):,} of {len(problem.requests):,} requests",
        f"value        {schedule.value:,}, {share}",
        f"breaks       {breaks:,}, at most {most} for one calendar{before}",
    ]
    reasons = Counter(schedule.refusals.values())
    if reasons:
        lines.append("refused      " + ", ".join(f"{count:,} {name}" for name, count in sorted(reasons.items())))
    lines.append(f"seconds      {seconds:.1f}")
    lines.append(f"peak memory  {peak_megabytes():,.0f} MB")
    return "\n".join(lines)


def peak_megabytes() -> float:
    """Return the most memory held at once by this process, plus the most that one child process held."""
    try:
        import resource
    except ImportError:  # not on Windows
        return 0.0
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return own / (2**20 if sys.platform == "darwin" else 2**10)
