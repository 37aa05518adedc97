"""Name the features whose tests cannot come out differently on another database, and those about the difference."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

ONE_DATABASE: Mapping[str, str] = {
    "tests/bench": "judges figures; reads no rows",
    "tests/core/access": "levels, rules and the gate decide on values",
    "tests/core/charts": "geometry",
    "tests/core/features": "what rooms declare",
    "tests/core/printing": "fonts and files",
    "tests/core/sheets": "reads and writes workbooks; what becomes of the rows is tested with the imports",
    "tests/core/texts": "texts in several languages, as values",
    "tests/demo": "the demonstration runs on the embedded database; its rows are made by actions that their own rooms test",
    "tests/engines": "pure functions; they know no database",
    "tests/suite": "judges the tests themselves",
}


# Features that are about what databases do differently: all their tests are played on both.
BOTH_DATABASES: Mapping[str, str] = {
    "tests/access": "a cross-check of its own; it plays less on the second database",
    "tests/core/index": "text, accents, collation and ranking are the database's",
    "tests/core/jobs": "queues, claims and their locks",
    "tests/core/lists": "order, pages and filters of every list",
    "tests/core/personal": "erasure goes through the foreign keys of every table",
    "tests/match/diary": "locks and constraints of what is booked",
    "tests/ops": "backups, kills and restarts",
    "tests/site": "servers, processes and migrations",
}


def is_always_for_both(item: pytest.Item) -> bool:
    """Tell whether a test is played on both databases, whatever it asks."""
    return any(item.nodeid.startswith(f"{folder}/") for folder in BOTH_DATABASES) and "/look/" not in item.nodeid


def is_for_one_database(nodeid: str) -> bool:
    """Tell whether a test belongs to such a feature."""
    return any(nodeid.startswith(f"{folder}/") for folder in ONE_DATABASE)
