"""Run background jobs."""

from __future__ import annotations

import argparse

from praya.site.starting import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the lanes and what ends the work."""
    parser.add_argument(
        "--lane", action="append", metavar="QUEUES", help='queues of one process, such as "solve" or "default,mail"; repeatable'
    )
    parser.add_argument("--drain", action="store_true", help="end when no job is left")
    parser.add_argument("--silent", type=int, default=60, metavar="SECONDS", help="take over from workers silent for longer")
    parser.add_argument("--with-parent", type=int, default=0, metavar="PROCESS", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Work until stopped by SIGTERM or Ctrl-C."""
    if options.with_parent:
        from praya.core.jobs.parents import die_with_parent

        die_with_parent(options.with_parent)
    start_django()
    from praya.core.jobs.worker import LANES, JobWorker, Pace

    beat = max(1.0, min(5.0, options.silent / 6))
    pace = Pace(silent=options.silent, beat=beat)
    worker = JobWorker(options.lane or LANES, pace, is_draining=options.drain, parent=options.with_parent)
    worker.stop_on_signals()
    worker.run()
    return 0
