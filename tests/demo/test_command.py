"""Run `praya demo` as a newcomer would, in a folder of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def praya(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a database in the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRAYA_", "DATABASE_URL", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "praya", *words],
        env={**kept, "PRAYA_VAR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.exhaustive(reason="`script/bare cheap` runs the same command every day, and test_walking.py its parts")
def test_the_check_succeeds_and_prints_its_figures_last(tmp_path: Path) -> None:
    praya(tmp_path, "ready")
    words = ("demo", "--check", "--small", "--seconds", "2", "--port", str(free_port()))
    first = praya(tmp_path, *words)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Loaded 40 exhibitors, ")
    names = [line[:18].strip() for line in first.stdout.splitlines()[-6:]]
    assert names == ["share of the bound", "breaks", "pages fetched", "lines in the log", "faults", "seconds"]
    again = praya(tmp_path, *words)
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("Published "), "the second call reuses what is there"
    assert (first.stderr, again.stderr) == ("", ""), "neither the building nor the walk warns of anything"


def test_a_port_in_use_is_named_with_the_remedy(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = praya(tmp_path, "demo", "--port", str(port))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == f"Port {port} is in use. Stop the other server, or choose another one with --port.\n"
