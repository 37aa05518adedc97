"""A feature that is left out on the second database is one that asks none."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.databases import ONE_DATABASE, is_for_one_database

ROOT = Path(__file__).parents[2]
# These read rows, and say in tests/databases.py why the second database adds nothing.
READERS = {"tests/demo"}


def test_a_feature_is_a_folder_and_not_a_beginning_of_names() -> None:
    assert is_for_one_database("tests/engines/zones/test_days.py::test_one")
    assert not is_for_one_database("tests/engines_of_another_kind/test_days.py::test_one")
    assert not is_for_one_database("tests/core/jobs/test_worker.py::test_one")


@pytest.mark.parametrize("folder", sorted(set(ONE_DATABASE) - READERS))
def test_no_test_of_a_feature_that_is_left_out_reads_rows(folder: str) -> None:
    assert [path.name for path in (ROOT / folder).rglob("test_*.py") if _asks_for_rows(path)] == []


def _asks_for_rows(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    words = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {one.arg for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for one in node.args.args}
    return "django_db" in words or bool(names & {"db", "transactional_db", "world"})
