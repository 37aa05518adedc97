"""Set up the demo market, solve and publish it, print a sign-in link per role, and serve it."""

from __future__ import annotations

import argparse
import importlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, TextIO

from praya.site.starting import start_django

if TYPE_CHECKING:
    from praya.demo.roles import Role
    from praya.demo.walking import Walk
    from praya.match.scheduling.models import Run
    from praya.meet.editions.models import Edition

START_SECONDS = 30
STOP_SECONDS = 45


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the words of `praya demo`."""
    parser.add_argument("--check", action="store_true", help="check schedule and pages instead of serving; exit 0 or 1")
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default 8000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of names, wishes and the scheduler (default 1)")
    parser.add_argument("--seconds", type=int, default=20, help="most seconds for the scheduler (default 20)")
    parser.add_argument("--small", action="store_true", help="load 40 exhibitors instead of 700")
    parser.add_argument("--fresh", action="store_true", help="delete an earlier demo market and build it again")


def run(options: argparse.Namespace) -> int:
    """Build or find the demo, then check or serve it."""
    began = time.monotonic()
    origin = f"http://127.0.0.1:{options.port}"
    if _is_taken(options.port):
        print(f"Port {options.port} is in use. Stop the other server, or choose another one with --port.", file=sys.stderr)
        return 1
    os.environ["PRAYA_DEMO"] = "1"
    os.environ.setdefault("PRAYA_PUBLIC_URL", origin)
    start_django()
    edition, finished = _build(options)
    sys.stdout.flush()  # the server's own process writes beside this one
    from praya.demo.roles import roles_of

    roles = roles_of(edition)
    if options.check:
        return _check(options, edition, finished, roles, began)
    _print_links(edition, roles, origin)
    return _serve(options.port)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _build(options: argparse.Namespace) -> tuple[Edition, Run]:
    """Return the demo's edition and its published run, made now where they are missing."""
    from django.core.management import call_command
    from django.utils import timezone

    from praya.demo.clearing import clear
    from praya.demo.market import existing, load
    from praya.demo.publishing import published_run, solve_and_publish
    from praya.demo.size import FULL, SMALL
    from praya.match.suggestions.computing import start_run

    call_command("migrate", verbosity=0)
    if options.fresh:
        clear()
    edition = existing()
    if edition is None:
        started = time.monotonic()
        loaded = load(SMALL if options.small else FULL, options.seed, timezone.now())
        edition = loaded.edition
        print(
            f"Loaded {loaded.exhibitors:,} exhibitors, {loaded.delegates:,} delegates, {loaded.requests:,} requests, "
            f"{loaded.fixed:,} fixed meetings and {loaded.works:,} works in {time.monotonic() - started:.1f} s."
        )
    elif edition.ends_on < timezone.now().date():
        print("The demo market found here is over. `praya demo --fresh` makes one that lies ahead.")
    finished = published_run(edition)
    if finished is None:
        finished = solve_and_publish(edition, seed=options.seed, seconds=options.seconds, now=timezone.now(), tell=_tell)
        _tell("")
    if not edition.suggestion_runs.exists():
        start_run(edition, by=None)  # the worker computes them while the first pages are being looked at
    share, placed = _share(finished), finished.placed or 0
    print(f"Published {placed:,} of {finished.requested:,} requests: {share:.3f} % of the bound, {finished.seconds or 0:.1f} s.")
    return edition, finished


def _tell(line: str) -> None:
    """Show the scheduler's progress, on one line of a terminal."""
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="", flush=True)


def _share(finished: Run) -> float:
    return 100.0 * (finished.value or 0) / finished.bound if finished.bound else 100.0


def _print_links(edition: Edition, roles: list[Role], origin: str) -> None:
    from praya.demo.roles import entrance_of, link_of, scenes_of

    print("\nEach link signs you in; it holds for a day and works only with this demonstration.")
    for role in roles:
        print(f"\n{role.title}\n  {link_of(role, edition, origin)}")
    for scene in scenes_of(roles):
        print(f"\n{scene.title}\n  {origin}{entrance_of(scene.role, scene.page)}")
    print(f"\nServing {origin}; press Ctrl-C to stop.", flush=True)


def _serve(port: int) -> int:
    serve = importlib.import_module("praya.commands.serve_command")
    parser = argparse.ArgumentParser(prog="praya serve")
    serve.add_arguments(parser)
    return int(serve.run(parser.parse_args(["--port", str(port)])) or 0)


def _check(options: argparse.Namespace, edition: Edition, finished: Run, roles: list[Role], began: float) -> int:
    """Verify the schedule and walk through the pages of a server of its own; print the figures last."""
    from praya.demo.verifying import published_faults, run_faults
    from praya.demo.walking import unasked

    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        walked = _walked(options.port, log, edition, finished, roles)
        log.seek(0)
        warnings = unasked(log.read(), walked.refused)
    faults = [*run_faults(finished), *published_faults(edition), *walked.faults]
    for line in [*warnings, *(f"FAULT {fault}" for fault in faults)]:
        print(line, file=sys.stderr)
    print(f"share of the bound  {_share(finished):.4f} %  ({finished.placed:,} of {finished.requested:,} requests placed)")
    print(f"breaks              {finished.breaks:,}, nobody has more than {finished.most_breaks}")
    print(f"pages fetched       {walked.pages}")
    print(f"lines in the log    {len(warnings)}")
    print(f"faults              {len(faults)}")
    print(f"seconds             {time.monotonic() - began:.1f}")
    return 1 if faults else 0


def _walked(port: int, log: TextIO, edition: Edition, finished: Run, roles: list[Role]) -> Walk:
    """Walk through the pages of a server that writes its log into a file, and stop it."""
    from praya.demo.walking import Walk, wait_until_ready, walk

    origin = f"http://127.0.0.1:{port}"
    words = [sys.executable, "-m", "praya", "serve", "--port", str(port), "--with-parent", str(os.getpid())]
    server = subprocess.Popen(words, stderr=log)
    walked = Walk(0, [f"the server did not answer on {origin} within {START_SECONDS} seconds"], [])
    try:
        if wait_until_ready(origin, START_SECONDS):
            walked = walk(origin, edition, finished, roles)
    finally:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            walked.faults.append(f"the server did not stop within {STOP_SECONDS} seconds")
    return walked
