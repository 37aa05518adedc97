"""What a run leaves out is left out by its own options, and `--all` leaves nothing out."""

from __future__ import annotations

import pytest

from tests import conftest

FILE = """
import pytest

@pytest.mark.exhaustive(reason="dear")
def test_dear(): pass
def test_cheap(): pass
"""


class Options:
    """Stand for what a run was asked."""

    def __init__(self, is_all: bool) -> None:
        self.is_all, self.left_out = is_all, []
        self.hook = self

    def getoption(self, name: str, default: object = None) -> object:
        """Return an option that is asked for."""
        return {"--all": self.is_all}.get(name, default)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Keep what was left out."""
        self.left_out = [item.name for item in items]


@pytest.mark.parametrize(
    ("is_all", "database", "kept"),
    [
        (False, "", ["test_cheap"]),
        (True, "", ["test_dear", "test_cheap"]),
        (False, "postgresql://127.0.0.1/x", ["test_cheap"]),
        (True, "postgresql://127.0.0.1/x", ["test_dear", "test_cheap"]),
    ],
)
def test_the_exhaustive_is_left_to_all(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, is_all: bool, database: str, kept: list[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    items = list(pytester.getitems(FILE))
    asked = Options(is_all)
    conftest.leave_out(asked, items)  # type: ignore[arg-type]
    assert [item.name for item in items] == kept
    assert asked.left_out == ["test_dear", "test_cheap"][: 2 - len(kept)]


def test_features_of_one_database_are_left_out_on_the_second_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Item:
        """Stand for a test of the engines."""

        nodeid = "tests/engines/zones/test_days.py::test_one"
        name = "test_one"

        def get_closest_marker(self, name: str) -> None:
            """Carry no mark."""

    for database, is_all, count in (("", False, 1), ("postgresql://h/x", False, 0), ("postgresql://h/x", True, 1)):
        monkeypatch.setenv("DATABASE_URL", database)
        items = [Item()]
        conftest.leave_out(Options(is_all), items)  # type: ignore[arg-type,list-item]
        assert len(items) == count


def test_a_long_value_does_not_make_a_long_name() -> None:
    assert conftest.pytest_make_parametrize_id("x" * 60) is None
    assert conftest.pytest_make_parametrize_id(7) is None
    assert conftest.pytest_make_parametrize_id(b"\0" * 50_000_000) == ascii(b"\0" * 60) + "…50000000"
    assert conftest.pytest_make_parametrize_id("電影" * 40) == ascii("電影" * 30) + "…80"
