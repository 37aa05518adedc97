"""Many clients book, cancel and repair the same few calendars at once; nobody is ever booked twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.examples import amount

CHECKOUT = Path(__file__).parents[3]


def conflicts(*words):
    """Run the clients on a database of their own, of the kind under test, and return what was counted."""
    database = []
    if connection.vendor == "postgresql":
        own = settings.DATABASES["default"]
        login = f"{own['USER']}:{own['PASSWORD']}@" if own["PASSWORD"] else f"{own['USER']}@" if own["USER"] else ""
        database = ["--database", f"postgresql://{login}{own['HOST']}{':' + own['PORT'] if own['PORT'] else ''}/postgres"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.conflicts", *database, *words],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout[done.stdout.index("{") :])


def test_nobody_is_booked_twice():
    clients = amount(16, thorough=32)
    status, found = conflicts("--clients", str(clients), "--operations", "4")
    assert (status, found["faults"], found["attempts"]) == (0, [], 4 * clients)
    # How many find a slot hangs on who is how fast; that some did is what makes the count above say anything.
    assert found["outcomes"]["booked"] > 4


@pytest.mark.exhaustive(reason="the control of the test above, as dear as it")
def test_the_count_notices_a_double_booking():
    status, found = conflicts("--clients", "8", "--operations", "6", "--unsafe")
    assert status == 1
    assert any("has 2 meetings" in fault for fault in found["faults"])
