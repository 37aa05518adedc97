"""Carry a market from SQLite to PostgreSQL and back with the two commands."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import zipfile

import psycopg
import pytest

from tests.site.serving import environment, in_folder, install, praya

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="runs the commands on both databases itself"
)
ADDRESS = os.environ.get("DATABASE_URL_TEST") or "postgresql://postgres@127.0.0.1:5432/postgres"
MARKET = """
from tests.ops.test_backup import make_market
make_market()
"""


@pytest.fixture
def postgres():
    """Give the address of an empty PostgreSQL database."""
    name = f"praya_backup_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(ADDRESS, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers")
    head, _, tail = ADDRESS.rpartition("/")
    yield f"{head}/{name}" + (f"?{tail.partition('?')[2]}" if "?" in tail else "")
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def praya_on(url, folder, *words):
    variables = {**environment(folder), "DATABASE_URL": url}
    return subprocess.run(
        [sys.executable, "-m", "praya", *words], env=variables, capture_output=True, text=True, timeout=300, check=False
    )


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        found = json.loads(archive.read("manifest.json"))
    return found["database"], {name: found[name] for name in ("tables", "media", "migrations", "sequences")}


@pytest.mark.exhaustive(reason="three installations are migrated and written; each database's own way back is tried every day")
def test_market_survives_the_journey_from_sqlite_to_postgresql_and_back(tmp_path, postgres):
    first, second, third = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    install(first)
    in_folder(first, MARKET)
    backed = praya(first, "backup", str(tmp_path / "1.zip"))
    assert (backed.returncode, backed.stderr) == (0, "")
    moved = praya_on(postgres, second, "restore", "--journal", str(first / "journal"), str(tmp_path / "1.zip"))
    assert (moved.returncode, moved.stderr) == (0, "")
    praya_on(postgres, second, "backup", str(tmp_path / "2.zip"))
    home = praya(third, "restore", "--journal", str(second / "journal"), str(tmp_path / "2.zip"))
    assert (home.returncode, home.stderr) == (0, "")
    praya(third, "backup", str(tmp_path / "3.zip"))

    kinds, contents = zip(*(manifest_of(tmp_path / f"{number}.zip") for number in (1, 2, 3)), strict=True)
    assert kinds == ("sqlite", "postgresql", "sqlite")
    assert contents[0] == contents[1]
    assert contents[0] == contents[2]


def test_commands_name_what_is_wrong(tmp_path):
    install(tmp_path / "a")
    in_folder(tmp_path / "a", MARKET)
    praya(tmp_path / "a", "backup", str(tmp_path / "1.zip"))
    again = praya(tmp_path / "a", "restore", str(tmp_path / "1.zip"))
    missing = praya(tmp_path / "a", "backup", str(tmp_path / "no" / "such" / "folder.zip"))

    assert (again.returncode, again.stderr.startswith("Nothing was restored. The database is not empty (")) == (1, True)
    assert (missing.returncode, missing.stderr.startswith("No backup was written: ")) == (1, True)
    assert praya(tmp_path / "a", "restore", "--force", str(tmp_path / "1.zip")).returncode == 0
