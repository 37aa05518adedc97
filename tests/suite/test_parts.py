"""Parts of a script run beside one another: each says what it said and how it ended, and none outlives the script."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "script/lib/parts.sh"
WAITING = "begin_part slow bash -c 'sleep 300 & echo $! > child; wait'; until [ -s child ]; do sleep 0.01; done"


def run(folder: Path, lines: str) -> tuple[int, list[str]]:
    """Run lines of a script that uses parts, and return how it ended and what it printed."""
    (folder / "var/reports").mkdir(parents=True, exist_ok=True)
    script = f"set -euo pipefail; . {SCRIPT}; trap end_parts EXIT\n{lines}"
    ended = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return ended.returncode, ended.stdout.splitlines()


def is_running(process: int) -> bool:
    """Tell whether a process is there; one that nobody has collected yet is not."""
    path = Path(f"/proc/{process}/stat")
    return path.exists() and path.read_text().rpartition(")")[2].split()[0] != "Z"


def is_left(note: Path) -> bool:
    """Tell whether the process whose number is noted still runs, and end it then."""
    child = int(note.read_text())
    if is_running(child):
        os.kill(child, signal.SIGKILL)
        return True
    return False


def test_a_part_beside_the_others_is_told_when_it_is_awaited(tmp_path: Path) -> None:
    status, told = run(tmp_path, "begin_part one echo first; part two echo second; await_part one; print_parts")
    # How many seconds begin during two echoes is the machine's affair.
    said = [re.sub(r" \d+ s$", " 0 s", line) for line in told]
    assert (status, said) == (
        0,
        ["second", "-- one, beside the above:", "first", "         one:    0 s", "         two:    0 s"],
    )


@pytest.mark.parametrize(
    "lines", ["begin_part one bash -c 'exit 3'; await_part one; echo on", "part one bash -c 'exit 3'; echo on"]
)
def test_the_failure_of_a_part_ends_the_script_with_its_status(tmp_path: Path, lines: str) -> None:
    status, told = run(tmp_path, lines)
    assert (status, "on" in told) == (3, False)


def test_a_script_that_ends_early_leaves_nothing_running(tmp_path: Path) -> None:
    assert run(tmp_path, f"{WAITING}; part two bash -c 'exit 4'") == (
        4,
        ["-- slow is broken off"],
    )
    assert not is_left(tmp_path / "child")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_script_and_the_part_in_front(tmp_path: Path, sent: signal.Signals) -> None:
    (tmp_path / "var/reports").mkdir(parents=True)
    lines = "part slow bash -c 'sleep 300 & echo $! > child; touch begun; wait'; echo on"
    script = f"set -euo pipefail; . {SCRIPT}; trap 'end_parts; touch cleared' EXIT\n{lines}"
    heed = partial(signal.signal, sent, signal.SIG_DFL)  # a run in the background ignores some, and bash cannot undo that
    words = ["bash", "-c", script]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, text=True, preexec_fn=heed) as running:  # noqa: PLW1509
        until = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < until:
            time.sleep(0.01)
        running.send_signal(sent)
        told, _ = running.communicate(timeout=60)
    assert (running.returncode, told) == (128 + sent, "-- slow is broken off\n")
    assert (tmp_path / "cleared").exists() and not is_left(tmp_path / "child")


def test_a_part_that_was_killed_is_told_with_its_time(tmp_path: Path) -> None:
    (tmp_path / "var/reports").mkdir(parents=True)
    (tmp_path / "var/reports/one.ended").write_text("-100")
    told = run(tmp_path, "part one bash -c 'kill -9 $PPID' || echo ended $?; print_parts")
    assert told == (0, ["ended 137", "         one:    0 s"])
