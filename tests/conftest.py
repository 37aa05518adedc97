"""Prepare a run of the tests: the database's name is in tests/settings.py, this clears up afterwards."""

from __future__ import annotations

import os
import shutil

import pytest


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of this run; workers of xdist share their parent's and leave it alone."""
    folder = os.environ.get("PRAYA_TEST_FOLDER", "")
    if folder and not hasattr(config, "workerinput") and os.path.basename(folder).startswith("praya-test-"):  # noqa: PTH119
        shutil.rmtree(folder, ignore_errors=True)
