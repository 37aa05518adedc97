"""A folder that costs too much is named, and one that nobody gave a budget too."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def module_of(path: str) -> ModuleType:
    """Load a script as a module."""
    described = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert described is not None and described.loader is not None
    made = importlib.util.module_from_spec(described)
    sys.modules[described.name] = made
    described.loader.exec_module(made)
    return made


budgets = module_of("script/lib/budgets.py")
CASE = '<testcase classname="tests.match.works.test_pages" name="{}" time="9"><properties>{}</properties></testcase>'
REPORT = "".join(
    [
        "<testsuites><testsuite>",
        CASE.format("test_one", '<property name="cpu" value="7.5"/>'),
        CASE.format("test_two", '<property name="cpu" value="1.5"/>'),
        '<testcase classname="tests.test_builders" name="test_three" time="0.5"/>',
        "</testsuite></testsuites>",
    ]
)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a report of three tests and a file of budgets beside it, so wide that no load on the machine turns the verdict."""
    written = tmp_path / "tests" / "budgets.toml"
    written.parent.mkdir()
    written.write_text(f"[reference]\nseconds = {budgets.measured_speed()}\n[sqlite]\n'match/works' = 90\ntests = 10\n")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sqlite.xml"
    path.write_text(REPORT)
    return path


def test_the_cost_of_a_test_is_its_processor_time_or_else_what_it_took(report: Path) -> None:
    assert [(cost.folder, cost.test, cost.seconds) for cost in budgets.costs_in(report)] == [
        ("match/works", "test_pages::test_one", 7.5),
        ("match/works", "test_pages::test_two", 1.5),
        ("tests", "test_builders::test_three", 0.5),
    ]
    assert budgets.by_folder(budgets.costs_in(report)) == {"match/works": 9.0, "tests": 0.5}


def test_half_over_the_budget_is_tolerated_and_more_is_not() -> None:
    assert budgets.over_budget({"a/b": 15.0}, {"a/b": 10}, 1.0) == []
    assert budgets.over_budget({"a/b": 15.1}, {"a/b": 10}, 1.0) == [
        "a/b took 15.1 s of the reference machine, its budget is 10 s"
    ]
    assert budgets.over_budget({"a/b": 30.0}, {"a/b": 10}, 2.0) == []
    assert budgets.over_budget({"a/b": 4.9}, {"a/b": 1}, 1.0) == []
    assert budgets.over_budget({"new/room": 0.1}, {}, 1.0) == [
        "new/room took 0.1 s and has no budget: give it one in tests/budgets.toml"
    ]


def test_where_nothing_is_left_out_a_folder_may_cost_what_it_costs_on_the_first_database_or_what_is_said() -> None:
    written = {
        "sqlite": {"a": 1.0, "b": 2.0, "c": 3.0},
        "postgresql": {"b": 4.0, "c": 5.0},
        "all": {"postgresql": {"c": 6.0}},
    }
    assert budgets.budgets_of("postgresql", written, is_all=True) == {"a": 1.0, "b": 4.0, "c": 6.0}
    assert budgets.budgets_of("postgresql", written, is_all=False) == {"b": 4.0, "c": 5.0}
    assert budgets.budgets_of("sqlite", written, is_all=True) == {"a": 1.0, "b": 2.0, "c": 3.0}
    assert budgets.budgets_of("journeys", written, is_all=False) == {}


def test_the_table_of_a_run_that_left_nothing_out_is_judged_by_its_own_budgets(report: Path) -> None:
    report.write_text(REPORT.replace("7.5", "7500"))
    assert (budgets.main([str(report)]), budgets.main(["--all", str(report)])) == (1, 1)
    with budgets.BUDGETS.open("a") as written:
        written.write("[all.sqlite]\n'match/works' = 75_000\n")
    assert (budgets.main([str(report)]), budgets.main(["--all", str(report)])) == (1, 0)


def test_the_table_ends_with_the_verdict(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert budgets.main([str(report), "absent.xml"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[2:5] == [
        "sqlite: 10 s of processor time in 3 tests",
        "      9.0 s of    90  match/works",
        "      7.5 s match/works test_pages::test_one",
    ]
    assert told[-1] == "every folder keeps its budget"
    report.write_text(REPORT.replace("7.5", "7500"))
    assert budgets.main([str(report)]) == 1
    verdict = capsys.readouterr().out.splitlines()[-1]
    assert verdict.startswith("sqlite: match/works took ") and verdict.endswith(" s of the reference machine, its budget is 90 s")


def test_every_folder_of_tests_has_a_budget() -> None:
    import tomllib

    written = tomllib.loads((ROOT / "tests" / "budgets.toml").read_text(encoding="utf-8"))
    folders = {
        "/".join(path.relative_to(ROOT / "tests").parts[:-1][:2]) or "tests"
        for path in (ROOT / "tests").rglob("test_*.py")
        if "journeys" not in path.parts
    }
    assert folders - set(written["sqlite"]) == set()
