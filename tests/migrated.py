"""Migrate a database once for each state of the migrations; the tests of every process begin with a copy.

To go through all migrations takes some ten seconds of a processor, most of it spent by Django on describing the models of each
moment. The first process that needs a database goes through them, and keeps what came out as a pattern: a file in var/tests, on
PostgreSQL a database of the same server, named after the migrations and the apps. Old patterns are thrown away.
"""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

FOLDER = Path(__file__).parents[1] / "var/tests"
PREFIX = "praya_pattern_"
KEPT = 8  # files: of this state of the migrations with all apps and with some left out, and of a few states before


def key() -> str:
    """Name the state that the migrations of these apps lead to: what they say, and which versions of libraries read them."""
    told = hashlib.sha256()
    told.update(repr(sorted((one.name, one.version) for one in distributions())).encode())
    for app in apps.get_app_configs():
        told.update(app.name.encode())
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:16]


@contextmanager
def migrated_database() -> Iterator[None]:
    """Make the database of the tests, and take it down."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = PREFIX + key()
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the others wait for the pattern of the first
        pattern = _in_file if connection.vendor == "sqlite" else _in_server
        keep = pattern(name)
        made = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=[])
        keep()
    yield
    teardown_databases(made, verbosity=0)


def _in_file(name: str) -> Any:
    """Copy the pattern to where the test database will be; return what keeps one when there is none."""
    pattern, place = FOLDER / f"{name}.sqlite3", Path(cast("str", connection.creation._get_test_db_name()))
    for path in (place, place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
        path.unlink(missing_ok=True)
    if pattern.exists():
        place.write_bytes(pattern.read_bytes())
        return lambda: None

    def keep() -> None:
        for other in sorted(FOLDER.glob(f"{PREFIX}*.sqlite3"), key=lambda path: path.stat().st_mtime)[: 1 - KEPT]:
            other.unlink()
        half = FOLDER / "half.sqlite3"
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(half)) as copy:
            source.backup(copy)
        half.rename(pattern)

    return keep


def _in_server(name: str) -> Any:
    """Make the test database from the pattern; return what keeps one when there is none."""
    place = connection.creation._get_test_db_name()
    with _maintenance() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{place}" WITH (FORCE)')
        if name in _patterns(server):
            server.execute(f'CREATE DATABASE "{place}" TEMPLATE "{name}"')
            return lambda: None

    def keep() -> None:
        connection.close()
        with _maintenance() as server:
            for other in _patterns(server):
                server.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{place}"')

    return keep


@contextmanager
def _maintenance() -> Iterator[Any]:
    """Give a cursor on no database of ours; other clones of this house on the same server wait."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('praya_pattern'))")
        yield cursor


def _patterns(server: Any) -> list[str]:
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    return [str(row[0]) for row in server.fetchall()]
