"""A run that is ended from outside clears up: what its fixtures began, they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = """
import pathlib, time
import pytest

@pytest.fixture
def server():
    yield
    pathlib.Path("ended").touch()

def test_that_waits(server):
    pathlib.Path("begun").touch()  # not before: a fixture that is ended while it begins has nothing to end
    time.sleep(300)
"""


def test_a_run_that_is_ended_lets_its_fixtures_end(tmp_path: Path) -> None:
    (tmp_path / "test_server.py").write_text(FILE, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:django", "test_server.py"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PRAYA_", "COV"))}
    process = subprocess.Popen(command, cwd=tmp_path, env={**kept, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    try:
        ends_at = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and process.poll() is None and time.monotonic() < ends_at:
            time.sleep(0.02)
        assert (tmp_path / "begun").exists()
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    finally:
        process.kill()
        process.wait()
    assert (tmp_path / "ended").exists()
