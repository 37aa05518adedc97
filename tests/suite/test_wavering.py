"""A test that fails beside others is asked once more, alone: one that passes then is named, another fails the run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LIB = Path(__file__).parents[2] / "script/lib"
WAVERS = """
from pathlib import Path

def test_wavers():
    seen = Path("seen")
    first = not seen.exists()
    seen.touch()
    assert not first
"""


def run(folder: Path, tests: str, lines: str = "suite tried tests.py", **words: str) -> tuple[int, list[str], list[str]]:
    """Run tests by the script; return how it ended, what was asked once more and what was said to waver."""
    (folder / "tests.py").write_text(tests)
    for name in ("var/reports", "script/lib", ".venv/bin"):
        (folder / name).mkdir(parents=True)
    shutil.copy(LIB / "counts.py", folder / "script/lib")
    (folder / ".venv/bin/python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / ".venv/bin/python").chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "COV"))}
    environ = {**kept, **words}
    script = f"set -euo pipefail; . {LIB / 'suite.sh'}\n{lines}\nprint_wavered"
    ended = subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=120, check=False, env=environ
    )
    told = ended.stdout.splitlines()
    again = [line.partition(": ")[2] for line in told if line.startswith("-- once more")]
    return ended.returncode, again, [line.strip() for line in told if line.startswith("  tried: ")]


def test_what_passes_alone_is_named_and_does_not_fail_the_run(tmp_path: Path) -> None:
    assert run(tmp_path, WAVERS) == (0, ["tests.py::test_wavers"], ["tried: tests.py::test_wavers"])


def test_what_fails_twice_fails_the_run(tmp_path: Path) -> None:
    tests = WAVERS + "\ndef test_wrong():\n    assert False\n"
    assert run(tmp_path, tests) == (1, ["tests.py::test_wavers tests.py::test_wrong"], [])


def test_what_is_left_out_when_asked_again_has_not_passed(tmp_path: Path) -> None:
    tests = WAVERS.replace("    assert not first", "    assert first is False if first else pytest.skip()").replace(
        "from pathlib", "import pytest\nfrom pathlib"
    )
    assert run(tmp_path, tests) == (1, ["tests.py::test_wavers"], [])


@pytest.mark.parametrize(("failing", "forgiven"), [(4, "3"), (1, "0")])
def test_more_than_may_waver_fail_the_run_at_once(tmp_path: Path, failing: int, forgiven: str) -> None:
    tests = "".join(WAVERS.replace("test_wavers", f"test_{number}").replace('"seen"', f'"{number}"') for number in range(failing))
    assert run(tmp_path, tests, PRAYA_TEST_FORGIVEN=forgiven) == (1, [], [])


def test_tests_that_cannot_be_read_fail_the_run_at_once(tmp_path: Path) -> None:
    assert run(tmp_path, "import nothing_of_that_name") == (2, [], [])


def test_a_run_that_passes_asks_nothing_again(tmp_path: Path) -> None:
    assert run(tmp_path, "def test_right(): pass") == (0, [], [])
