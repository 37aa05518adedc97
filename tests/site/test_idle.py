"""A connection on which nobody asks for anything is ended by the server, whatever was said on it before."""

from __future__ import annotations

import os
import shutil
import socket
import time
from pathlib import Path

import pytest

from praya.site.server import IDLE_SECONDS
from tests.site.serving import install, served

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the server follows its parent in /proc"),
    pytest.mark.skipif(os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="starts its own server on SQLite"),
]
LATEST = IDLE_SECONDS + 4
ASKED = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
# What is said before the silence: nothing, half a request, requests that were answered by a page, an error or a refusal.
SAID = {
    "nothing": [],
    "a beginning": ["GET /health HTTP/1.1\r\nHost: 127."],
    "a request": [ASKED.format(path="/health", port="{port}")],
    "three requests": [ASKED.format(path=path, port="{port}") for path in ("/health", "/accounts/login/", "/no-such-page/")],
    "a stream that is refused": [ASKED.format(path="/live/nonsense", port="{port}")],
    "a request and a beginning": [ASKED.format(path="/health", port="{port}"), "GET /hea"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Bring one installation up to date for all tests of this module."""
    place = tmp_path_factory.mktemp("installation")
    install(place)
    yield place
    shutil.rmtree(place)


def answered(sock: socket.socket) -> bool:
    """Read one whole answer, after which the connection stays open."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += sock.recv(65536)
    head, _, body = text.partition(b"\r\n\r\n")
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if b"content-length" in lines:
        while len(body) < int(lines[b"content-length"]):
            body += sock.recv(65536)
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += sock.recv(65536)
    return lines.get(b"connection") != b"close"


def silent(port: int, pieces: list[str]) -> socket.socket:
    """Open a connection and say some pieces; each whole request is answered before the next one."""
    sock = socket.create_connection(("127.0.0.1", port), timeout=10)
    for piece in pieces:
        sock.sendall(piece.format(port=port).encode())
        if piece.endswith("\r\n\r\n"):
            assert answered(sock)
    return sock


def ended(sock: socket.socket, until: float) -> bool:
    """Tell whether the server ends a connection by then; what it says meanwhile is left aside."""
    while (left := until - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            if not sock.recv(65536):
                return True
        except TimeoutError:
            return False
        except ConnectionResetError:
            return True
    return False


def left_open(port: int) -> list[str]:
    """Return after which beginnings a connection is still open when it should not be."""
    socks = {name: silent(port, pieces) for name, pieces in SAID.items()}
    until = time.monotonic() + LATEST
    found = [name for name, sock in socks.items() if not ended(sock, until)]
    for sock in socks.values():
        sock.close()
    return found


def test_a_connection_that_says_nothing_more_is_ended(folder):
    with served(folder, "--no-worker") as (_, port):
        assert left_open(port) == []


def test_a_server_that_waits_for_ever_is_caught(folder):
    """The control: a server that waits longer leaves every one of them open."""
    with served(folder, "--no-worker", program="tests.site.patient") as (_, port):
        assert left_open(port) == list(SAID)
