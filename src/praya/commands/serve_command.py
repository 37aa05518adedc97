"""Serve pages, live streams and one worker."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address and the parts to leave out."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="web processes; with SQLite leave it at 1")
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="pages computed at once in each web process")
    parser.add_argument("--no-worker", action="store_true", help="start no worker here; start `praya worker` elsewhere")
    parser.add_argument("--no-live", action="store_true", help="serve no live streams here")
    parser.add_argument("--pages-only", action="store_true", help="both of these")
    parser.add_argument("--with-parent", type=int, default=0, metavar="PROCESS", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    if options.with_parent:
        import signal

        from praya.core.jobs.parents import die_with_parent

        die_with_parent(options.with_parent, signal.SIGTERM)
    from praya.site.server import Plan, serve

    plan = Plan(
        host=options.host,
        port=options.port,
        processes=options.processes,
        threads=options.threads,
        has_worker=not (options.no_worker or options.pages_only),
        has_live=not (options.no_live or options.pages_only),
    )
    print(f"Praya is at http://{options.host}:{options.port}/ (Ctrl-C stops)", flush=True)
    serve(plan)
    return 0
