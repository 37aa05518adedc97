"""Start the web processes and, for a small market, one worker, and stop all of them together."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

BACKLOG = 8192
BACKPRESSURE = 20_000
STOP_SECONDS = 20
# How long a connection may be open without asking for anything: each holds a file, and a machine gives only so many.
IDLE_SECONDS = 10
LONGEST_WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class Plan:
    """Say what to serve and where."""

    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 1
    threads: int = 2
    has_worker: bool = True
    has_live: bool = True


class WorkerKeeper:
    """Keep one worker process running until told to stop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start the worker, and start it again whenever it dies."""
        self.thread.start()

    def stop(self) -> None:
        """Let the worker end its job or hand it back."""
        self.stopping.set()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
        self.thread.join(STOP_SECONDS + 5)

    def _keep(self) -> None:
        wait = 1.0
        while not self.stopping.is_set():
            began = time.monotonic()
            words = [sys.executable, "-m", "praya", "worker", "--with-parent", str(os.getpid())]
            self.process = subprocess.Popen(words, start_new_session=True)
            while self.process.poll() is None:
                if self.stopping.wait(0.2):
                    self._end()
                    return
            wait = 1.0 if time.monotonic() - began > 60 else min(wait * 2, LONGEST_WAIT_SECONDS)
            print(f"The worker ended ({self.process.returncode}); it starts again in {wait:.0f} s.", file=sys.stderr)  # noqa: T201
            self.stopping.wait(wait)

    def _end(self) -> None:
        assert self.process is not None  # noqa: S101 - called by _keep alone
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def reached_at(host: str, port: int) -> str:
    """Return the address at which this machine reaches a server.

    >>> reached_at("127.0.0.1", 8123), reached_at("0.0.0.0", 8000)
    ('http://127.0.0.1:8123', 'http://127.0.0.1:8000')
    """
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 - asked, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(plan: Plan) -> None:
    """Serve until SIGTERM or Ctrl-C; requests at work are finished first.

    Where nobody has said under which address people come, letters and calendars lead to the one that is served.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    # Other threads run in this process, so children are spawned, not forked.
    multiprocessing.set_start_method("spawn", force=True)
    if not os.environ.get("PRAYA_PUBLIC_URL"):
        os.environ["PRAYA_PUBLIC_URL"] = reached_at(plan.host, plan.port)
    os.environ["PRAYA_SERVER_PROCESS"] = str(os.getpid())
    os.environ["PRAYA_THREADS"] = str(plan.threads)
    os.environ["PRAYA_LIVE"] = "1" if plan.has_live else "0"
    server = Server(
        "praya.site.asgi:application",
        address=plan.host,
        port=plan.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,  # told the version, it reads the first request in the time of every other
        http1_settings=HTTP1Settings(header_read_timeout=1000 * IDLE_SECONDS),
        workers=plan.processes,
        blocking_threads=1,
        backlog=BACKLOG,
        backpressure=BACKPRESSURE,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    keeper = WorkerKeeper() if plan.has_worker else None
    if keeper is not None:
        server.on_startup(keeper.start)
    try:
        server.serve()
    finally:
        if keeper is not None:
            keeper.stop()
