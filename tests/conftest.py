"""Prepare a run of the tests: what it plays, where it works, and what its tests cost.

`--all` leaves nothing out. Without it, tests marked `exhaustive` are left to `script/test --all`, and on PostgreSQL those that
cannot differ there: tests marked `one_database`, those of the features that tests/databases.py names, and with `--by-statements`
those that ask nothing which no other test asks (tests/statements.py). `--shuffled SEED` plays them in another order.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from pytest_django.plugin import DjangoDbBlocker

from tests.clock import go_back
from tests.databases import is_for_one_database
from tests.examples import draw_all
from tests.leftovers import forget
from tests.migrated import migrated_database
from tests.shuffling import shuffle

pytest_plugins = ("tests.costs", "tests.covered", "tests.statements", "pytester")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run leave nothing out, or take another order."""
    parser.addoption("--all", action="store_true", help="also run what is marked exhaustive or one_database")
    parser.addoption("--shuffled", type=int, metavar="SEED", help="play the tests in the order that belongs to a seed")


def pytest_configure(config: pytest.Config) -> None:
    """Tell property tests how much to draw, transactional ones how to end, and the run to clear up also when it is ended."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if config.getoption("--all"):
        draw_all()
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        from tests.emptying import empty_by_deleting

        empty_by_deleting()


@pytest.hookimpl(tryfirst=True)  # before xdist reads which tests stay together
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run need not play, and shuffle the rest if asked."""
    leave_out(config, items)
    if (seed := config.getoption("--shuffled")) is not None:
        shuffle(items, seed)


def _lacks_app(item: pytest.Item) -> bool:
    """Tell whether a test needs an app that these settings leave out."""
    mark = item.get_closest_marker("needs")
    return mark is not None and not apps.is_installed(f"praya.{mark.args[0]}")


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run need not or cannot play; pytest counts it as deselected."""
    if config.getoption("--all"):
        return
    is_second = os.environ.get("DATABASE_URL", "").startswith("postgres")
    left_out = [
        item
        for item in items
        if _lacks_app(item)
        or item.get_closest_marker("exhaustive")
        or (is_second and (item.get_closest_marker("one_database") or is_for_one_database(item.nodeid)))
    ]
    kept = set(items) - set(left_out)
    if folder := config.getoption("--by-statements", None):
        from tests.statements import chosen_for_the_second

        kept = chosen_for_the_second([item for item in items if item in kept], Path(folder))
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


LONGEST_NAME = 60  # characters of a value in the name of its test; some values are files of many megabytes


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test by the beginning and the length of a long value: names travel between processes and into reports."""
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_NAME:
        return None
    return f"{ascii(val[:LONGEST_NAME])}…{len(val)}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Let no test hang on what another left behind."""
    forget()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database from a pattern, in the place of the plugin's own fixture, which goes through all migrations."""
    made = migrated_database()
    with django_db_blocker.unblock():
        made.__enter__()
    yield
    with django_db_blocker.unblock():
        made.__exit__(None, None, None)


@pytest.fixture
def before_the_market(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what hangs on an edition be still to come: slots that are offered, meetings that can be booked or moved."""
    go_back(monkeypatch)


@pytest.fixture
def journal(settings: Any, tmp_path: Path) -> Path:
    """Keep the journal of revocations in a folder of this test."""
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    settings.VAR_FOLDER = tmp_path
    return tmp_path / "journal"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of this run; workers of xdist share their parent's and leave it alone."""
    folder = os.environ.get("PRAYA_TEST_FOLDER", "")
    if folder and not hasattr(config, "workerinput") and os.path.basename(folder).startswith("praya-test-"):  # noqa: PTH119
        shutil.rmtree(folder, ignore_errors=True)
