"""Start the product's own server in a child process, with a database of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.migrated import PREFIX, key

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PRAYA_", "DATABASE_URL", "DJANGO_", "COV"))
    }
    own = {"PRAYA_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "praya.site.settings", "PRAYA_SQLITE_SYNCHRONOUS": "OFF"}
    address = folder / "database_url"
    return {**kept, **own, **({"DATABASE_URL": address.read_text()} if address.exists() else {})}


@contextmanager
def installed(folder: Path) -> Iterator[Path]:
    """Install in a folder: on SQLite, or in a database of its own where the tests run on PostgreSQL."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        install(folder)
        yield folder
        return
    name, (head, _, tail) = f"praya_served_{secrets.token_hex(4)}", server.rpartition("/")
    with psycopg.connect(server, autocommit=True) as connection:
        pattern = PREFIX + key()
        is_there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [pattern]).fetchone()
        connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {pattern}" if is_there else ""))
    (folder / "database_url").write_text(f"{head}/{name}" + (f"?{tail.partition('?')[2]}" if "?" in tail else ""))
    try:
        done = praya(folder, "ready")
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Ready."), done.stderr
        yield folder
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def praya(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "praya", *words]
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=120, check=False)


def install(folder: Path) -> None:
    """Bring a folder up to date as `praya ready` does, which is called once per run: the rest are copies of what it made."""
    pattern = Path(os.environ["PRAYA_TEST_FOLDER"]) / "installation"
    if not pattern.exists():
        made = Path(tempfile.mkdtemp(prefix="installation-", dir=pattern.parent))
        done = praya(made, "ready")
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Ready."), done.stderr
        try:
            made.rename(pattern)
        except OSError:  # another worker was quicker
            shutil.rmtree(made)
    shutil.copytree(pattern, folder, dirs_exist_ok=True)


def in_folder(folder: Path, script: str) -> str:
    """Run Python in the installation of a folder and return what it prints."""
    start = "import django; django.setup()\n"
    command = [sys.executable, "-c", start + script]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@contextmanager
def served(
    folder: Path, *words: str, open_files: int = 0, settings: str = "praya.site.settings", program: str = "praya"
) -> Iterator[tuple[subprocess.Popen, int]]:
    """Serve from the folder until the block ends; gives the process and the port.

    `open_files` limits what it holds; `settings` and `program` are their modules, where they are not the product's own.
    """
    port = free_port()
    command = [sys.executable, "-m", program, "serve", "--port", str(port), *words]
    if open_files:
        command = ["sh", "-c", f'ulimit -n {open_files} && exec "$@"', "sh", *command]
    environs = {**environment(folder), "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(command, env=environs, stderr=subprocess.PIPE, start_new_session=True)
    try:
        wait_for(port)
        yield process, port
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        process.stderr.close()


def wait_for(port: int) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def ask(port: int, text: bytes, seconds: float = 20.0) -> bytes:
    """Send bytes and return everything that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as sock:
        sock.sendall(text)
        pieces = []
        while piece := sock.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def get(port: int, path: str, *headers: str) -> tuple[int, bytes]:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", *headers]
    answer = ask(port, "\r\n".join([*lines, "", ""]).encode())
    return int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]


def children_of(process: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == process and words[0] != "Z":
            found.append(int(path.parent.name))
    return found
