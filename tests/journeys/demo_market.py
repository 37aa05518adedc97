"""Load and publish the small demo market once per process, and give every journey the same rows again."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from praya.demo.market import existing, load
from praya.demo.publishing import solve_and_publish
from praya.demo.size import SMALL
from praya.meet.editions.models import Edition

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def demo_market() -> Edition:
    """Return the edition of the published market, loaded or taken from the copy that the first call kept."""
    if connection.vendor != "sqlite":
        return _loaded()
    kept = Path(os.environ["PRAYA_TEST_FOLDER"]) / f"demo-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.sqlite3"
    connection.ensure_connection()
    if not kept.exists():
        edition = _loaded()
        with closing(sqlite3.connect(kept)) as copy:
            connection.connection.backup(copy)
        return edition
    with closing(sqlite3.connect(kept)) as copy:
        copy.backup(connection.connection)
    found = existing()
    assert found is not None
    return found


def _loaded() -> Edition:
    edition = load(SMALL, 1, NOW).edition
    solve_and_publish(edition, seed=1, seconds=2, now=NOW, tell=lambda _line: None)
    return edition
