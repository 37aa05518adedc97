"""Start the real server: what it serves, what it refuses, and how it stops."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest

from praya.site.server import IDLE_SECONDS, reached_at
from tests.core.jobs.working import lives
from tests.site.serving import ask, children_of, environment, get, in_folder, install, praya, served

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc"),
    pytest.mark.skipif(os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="starts its own server on SQLite"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Bring one installation up to date for all tests of this module."""
    place = tmp_path_factory.mktemp("installation")
    install(place)
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def port(folder):
    with served(folder, "--no-worker") as (_, number):
        yield number


FEW_FILES = 256


def answers_soon(number: int, path: str, seconds: float) -> float:
    began = time.monotonic()
    assert get(number, path)[0] == 200
    taken = time.monotonic() - began
    assert taken < seconds
    return taken


def test_ready_again_changes_nothing(folder):
    done = praya(folder, "ready")

    assert done.stdout.splitlines()[1:3] == ["database: 0 migrations applied", "static files: unchanged"]
    assert praya(folder, "ready", "--check").stdout == "Ready.\n"


def test_empty_installation_is_not_ready(tmp_path):
    done = praya(tmp_path, "ready", "--check")

    assert (done.returncode, done.stderr.startswith("Not ready. Migrations to apply with `praya ready`: ")) == (1, True)


def test_pages_health_and_static_files(port):
    assert get(port, "/health") == (200, b'{"alive": true}')
    status, body = get(port, "/ready")
    assert (status, json.loads(body)["ready"]) == (200, True)
    assert get(port, "/accounts/login/")[0] == 200
    assert get(port, "/no-such-page/")[0] == 404


def test_four_hundred_slow_bodies_stop_nobody(port):
    slow = []
    try:
        for _ in range(400):
            sock = socket.create_connection(("127.0.0.1", port), timeout=5)
            sock.sendall(f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 900\r\n\r\na".encode())
            slow.append(sock)
        assert answers_soon(port, "/accounts/login/", 5) < 5
    finally:
        for sock in slow:
            sock.close()


def test_body_too_large_is_refused_in_a_sentence(port):
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n"
    answer = ask(port, head.encode() + b"x" * 3_000_000)

    assert answer.split(b"\r\n", 1)[0] == b"HTTP/1.1 413 Payload Too Large"
    assert answer.count(b"This is more than 2 MB, and nothing was changed.") == 1


def test_chunked_body_reaches_the_page(port):
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"

    # Refused for want of a CSRF token: the request was read and understood.
    assert ask(port, head.encode() + b"3\r\na=b\r\n0\r\n\r\n").split(b" ", 2)[1] == b"403"


def test_idle_connections_stop_nobody(folder):
    """More of them than the server may hold files: those that ask for nothing are closed, and others are answered."""
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    idle = []
    try:
        with served(folder, "--no-worker", open_files=FEW_FILES) as (_, number):
            idle = [socket.create_connection(("127.0.0.1", number), timeout=10) for _ in range(FEW_FILES + 50)]
            assert answers_soon(number, "/health", IDLE_SECONDS + 9) < IDLE_SECONDS + 9
    finally:
        for sock in idle:
            sock.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))


def test_nothing_outlives_a_killed_server(folder):
    with served(folder) as (process, _):
        limit = time.monotonic() + 20
        while len(children_of(process.pid)) < 2 and time.monotonic() < limit:
            time.sleep(0.1)
        children = children_of(process.pid)
        assert len(children) >= 2
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < limit + 20:
            time.sleep(0.1)
        assert [child for child in children if Path(f"/proc/{child}").exists()] == []


def test_worker_at_work_ends_at_once_with_a_killed_server(folder):
    """The job listens to nobody for a minute; its worker's processes have no time to lose."""
    with served(folder) as (process, _):
        script = """
import time
from praya.core.jobs.actions import enqueue
from praya.core.jobs.queries import job_progress
from tests.core.jobs import poisons
job = enqueue(poisons.innocent, 1, 60)
limit = time.monotonic() + 30
while job_progress(job.pk).state != "running" and time.monotonic() < limit:
    time.sleep(0.1)
print(job_progress(job.pk).state)
"""
        assert in_folder(folder, script) == "running"
        (worker,) = worker_of(process.pid)
        family = [worker, *children_of(worker)]
        assert len(family) == 4
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        limit = time.monotonic() + 3
        while any(lives(one) for one in family) and time.monotonic() < limit:
            time.sleep(0.05)
        assert [one for one in family if lives(one)] == []


def worker_of(process: int) -> list[int]:
    return [child for child in children_of(process) if b"worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")]


def test_server_starts_its_worker_again(folder):
    with served(folder) as (process, _):
        limit = time.monotonic() + 30
        while not worker_of(process.pid) and time.monotonic() < limit:
            time.sleep(0.1)
        (first,) = worker_of(process.pid)
        os.kill(first, signal.SIGKILL)
        while worker_of(process.pid) in ([], [first]) and time.monotonic() < limit:
            time.sleep(0.1)
        (second,) = worker_of(process.pid)
        assert second != first


def test_web_process_imports_neither_the_solvers_nor_what_few_ask_for(folder):
    script = """
import sys
import praya.site.asgi
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
assert Client(headers={"host": "127.0.0.1"}).get("/accounts/login/").status_code == 200
late = {"numpy", "scipy", "ortools", "pandas", "typst", "fido2", "rapidfuzz", "icalendar"}
print(sorted(late & set(sys.modules)))
"""
    assert in_folder(folder, script) == "[]"


def test_letters_lead_to_where_the_server_is(folder):
    with served(folder) as (process, port):
        answers_soon(port, "/health", 20)
        told = [Path(f"/proc/{child}/environ").read_bytes().split(b"\0") for child in children_of(process.pid)]
        known = [[line.decode() for line in lines if line.startswith(b"PRAYA_PUBLIC_URL=")] for lines in told]
    assert [f"PRAYA_PUBLIC_URL=http://127.0.0.1:{port}"] in known
    assert [reached_at(host, 9000) for host in ("0.0.0.0", "::", "::1", "10.0.0.7", "localhost")] == [  # noqa: S104
        "http://127.0.0.1:9000",
        "http://127.0.0.1:9000",
        "http://[::1]:9000",
        "http://10.0.0.7:9000",
        "http://localhost:9000",
    ]


def test_worker_of_the_server_does_the_jobs(folder):
    with served(folder):
        script = """
import time
from praya.core.jobs.actions import enqueue
from praya.core.jobs.tasks import prune_jobs
from praya.core.jobs.queries import job_progress
job = enqueue(prune_jobs)
for _ in range(200):
    time.sleep(0.1)
    if job_progress(job.pk).is_over:
        break
print(job_progress(job.pk).state)
"""
        assert in_folder(folder, script) == "done"


def test_environment_of_tests_is_their_own(tmp_path):
    assert environment(tmp_path)["PRAYA_VAR"] == str(tmp_path)
