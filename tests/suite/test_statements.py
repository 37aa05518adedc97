"""The second database is asked every form of statement that the first was asked, and little more."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.core.accounts.models import Account
from tests import statements
from tests.statements import chosen_for_the_second, covering, form, read_notes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('SELECT "a" FROM t WHERE b = %s LIMIT 21', 'SELECT "a" FROM t WHERE b = %s LIMIT 5'),
        ("SELECT a FROM t WHERE b IN (%s)", "SELECT a FROM t WHERE b IN (%s, %s, %s)"),
        ("INSERT INTO t (a, b) VALUES (%s, %s)", "INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)"),
        ('SAVEPOINT "s1398_x1"', 'SAVEPOINT "s77_x23"'),
        ("SELECT 'one'", "SELECT 'two'"),
    ],
)
def test_values_and_lengths_are_no_form(one: str, other: str) -> None:
    assert form(one) == form(other)


def test_what_is_asked_otherwise_is_another_form() -> None:
    asked = ["SELECT a FROM t", "SELECT b FROM t", "SELECT a FROM t ORDER BY a", "SELECT a FROM t WHERE a = %s", "DELETE FROM t"]
    assert len({form(one) for one in asked}) == len(asked)


@given(
    st.dictionaries(st.text("abc", min_size=1), st.frozensets(st.integers(0, 12).map(str)), max_size=9),
    st.frozensets(st.just("3")),
)
def test_the_chosen_ask_all_that_the_others_ask(tests: dict[str, frozenset[str]], asked: frozenset[str]) -> None:
    notes = {name: {"forms": sorted(forms), "count": len(forms)} for name, forms in tests.items()}
    chosen = covering(tests, notes, asked)
    wanted = {one for forms in tests.values() for one in forms} - asked
    assert wanted <= {one for name in chosen for one in tests[name]}
    for name in chosen:  # each brings something
        assert tests[name] - asked


def test_the_cheapest_that_asks_the_same_is_chosen() -> None:
    notes: dict[str, Any] = {
        "dear": {"forms": ["a", "b"], "count": 900},
        "cheap": {"forms": ["a", "b"], "count": 2},
        "alone": {"forms": ["c"], "count": 500},
    }
    assert covering(notes, notes) == {"cheap", "alone"}


class Item:
    """Stand for a test that pytest has collected."""

    def __init__(self, nodeid: str, *, transaction: bool = False, is_skipped: bool = False) -> None:
        self.nodeid, self.fixturenames = nodeid, []
        self.marks = {"django_db": SimpleNamespace(kwargs={"transaction": transaction}, args=())}
        self.skips = [SimpleNamespace(args=(True,), kwargs={})] if is_skipped else []

    def get_closest_marker(self, name: str) -> Any:
        """Return a mark."""
        return self.marks.get(name)

    def iter_markers(self, name: str) -> Any:
        """Return the marks of a name."""
        return iter(self.skips if name == "skipif" else [])


def test_what_the_first_run_cannot_speak_for_is_played(tmp_path: Path) -> None:
    same = {"forms": ["a"], "count": 1}
    items = [
        Item("tests/meet/x/test_a.py::test_one"),
        Item("tests/meet/x/test_a.py::test_two"),
        Item("tests/meet/x/test_a.py::test_commits", transaction=True),
        Item("tests/meet/x/test_a.py::test_new"),
        Item("tests/core/jobs/test_a.py::test_locks"),
        Item("tests/access/test_a.py::test_all"),
        Item("tests/meet/x/test_a.py::test_elsewhere", is_skipped=True),
    ]
    noted = {item.nodeid: same for item in items if "new" not in item.nodeid}
    noted[items[1].nodeid] = {"forms": ["a", "b"], "count": 1}
    noted[items[5].nodeid] = noted[items[6].nodeid] = {"forms": ["a", "b", "c"], "count": 1}
    (tmp_path / "gw0.json").write_text(json.dumps(noted))
    chosen = chosen_for_the_second(items, tmp_path)  # type: ignore[arg-type]
    names = [item.nodeid.rpartition("::")[2] for item in items if item in chosen]
    assert names == ["test_two", "test_commits", "test_new", "test_locks", "test_all"]


def test_nothing_noted_leaves_nothing_out(tmp_path: Path) -> None:
    items = [Item("tests/meet/x/test_a.py::test_one"), Item("tests/meet/x/test_a.py::test_two")]
    assert read_notes(tmp_path) == {}
    assert chosen_for_the_second(items, tmp_path) == set(items)  # type: ignore[arg-type]


def test_a_lock_that_one_database_does_not_know_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: dict[str, int] = {}
    monkeypatch.setattr(statements, "_asked", noted)
    locking = statements._noting_locks(lambda queryset, **named: queryset)
    for named in ({}, {"skip_locked": True}):
        locking(Account.objects.filter(email="own@example.org"), **named)
    assert sorted(text.rpartition(" ")[2] for text in noted) == ["True}", "{}"]
    assert all(text.startswith("lock SELECT ") for text in noted)
