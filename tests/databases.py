"""Name the features whose tests cannot come out differently on another database, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

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


def is_for_one_database(nodeid: str) -> bool:
    """Tell whether a test belongs to such a feature."""
    return any(nodeid.startswith(f"{folder}/") for folder in ONE_DATABASE)
