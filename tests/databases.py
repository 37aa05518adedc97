"""Name the features whose tests cannot come out differently on another database, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

ONE_DATABASE: Mapping[str, str] = {
    "tests/engines": "pure functions; they know no database",
}


def is_for_one_database(nodeid: str) -> bool:
    """Tell whether a test belongs to such a feature."""
    return any(nodeid.startswith(f"{folder}/") for folder in ONE_DATABASE)
