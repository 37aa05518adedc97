"""Start the real server: what it serves, what it refuses, and how it stops."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest

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
    assert answer.count(b"This is more than 2 MB. Please send a smaller file, or split it.") == 1


def test_chunked_body_reaches_the_page(port):
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"

    # Refused for want of a CSRF token: the request was read and understood.
    assert ask(port, head.encode() + b"3\r\na=b\r\n0\r\n\r\n").split(b" ", 2)[1] == b"403"


def test_forged_stream_is_refused(port):
    assert get(port, "/live/nonsense")[0] == 404


RUN = """
from praya.core.live.tokens import live_address
from praya.match.scheduling.models import RunProgress
from tests.builders import make_account, make_round, make_edition, make_run
import secrets
word = secrets.token_hex(4)
edition = make_edition(word)
run = make_run(make_round(edition, status="frozen"), status="{status}")
for number in range(3):
    RunProgress.objects.create(run=run, seconds=number, value=10 * number, bound=30.0, stage="improve")
print(live_address(make_account(word + "@example.org").pk, edition=edition.pk, channel="run", subject=run.pk), run.pk)
"""


def test_stream_tells_the_points_of_an_ended_run_and_ends(folder, port):
    address, _ = in_folder(folder, RUN.format(status="done")).split()
    status, body = get(port, address)
    events = [line for line in body.decode().splitlines() if line.startswith(("event", "data"))]

    assert (status, events) == (
        200,
        [
            "event: progress",
            'data: {"seconds": 0.0, "value": 0, "bound": 30.0, "stage": "improve"}',
            "event: progress",
            'data: {"seconds": 1.0, "value": 10, "bound": 30.0, "stage": "improve"}',
            "event: progress",
            'data: {"seconds": 2.0, "value": 20, "bound": 30.0, "stage": "improve"}',
            "event: end",
            "data: {}",
        ],
    )
    first = int(next(line for line in body.decode().splitlines() if line.startswith("id: "))[4:])
    again = get(port, address, f"Last-Event-ID: {first + 1}")[1].decode()
    assert (again.count("event: progress"), again.count("event: end")) == (1, 1)


def test_stream_is_bound_to_its_edition_and_account(folder, port):
    forge = "print(live_address({account}, edition={edition}, channel='run', subject={run}))"
    _, run = in_folder(folder, RUN.format(status="done")).split()
    start = "from praya.core.live.tokens import live_address\n"
    foreign = in_folder(folder, start + forge.format(account=1, edition=999, run=run))
    nobody = in_folder(folder, start + forge.format(account=999, edition=1, run=run))

    assert (get(port, foreign)[1].count(b"event: progress"), get(port, nobody)[0]) == (0, 404)


def test_open_streams_and_requests_do_not_keep_the_server_from_stopping(folder):
    address, run = in_folder(folder, RUN.format(status="running")).split()
    with served(folder, "--no-worker") as (process, number):
        streams = [socket.create_connection(("127.0.0.1", number), timeout=10) for _ in range(3)]
        for sock in streams:
            sock.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{number}\r\n\r\n".encode())
            assert sock.recv(12) == b"HTTP/1.1 200"
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert time.monotonic() - began < 10
        for sock in streams:
            sock.close()


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


def test_web_process_does_not_import_the_solvers(folder):
    script = """
import sys
import praya.site.asgi
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
assert Client(headers={"host": "127.0.0.1"}).get("/accounts/login/").status_code == 200
print(sorted(name for name in ("numpy", "scipy", "ortools", "pandas", "typst") if name in sys.modules))
"""
    assert in_folder(folder, script) == "[]"


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
