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
    """Write a report of three tests and a file of budgets beside it."""
    written = tmp_path / "tests" / "budgets.toml"
    written.parent.mkdir()
    written.write_text(f"[reference]\nseconds = {budgets.measured_speed()}\n[sqlite]\n'match/works' = 9.0\ntests = 1\n")
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


def test_the_table_ends_with_the_verdict(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert budgets.main([str(report), "absent.xml"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[2:5] == [
        "sqlite: 10 s of processor time in 3 tests",
        "      9.0 s of     9  match/works",
        "      7.5 s match/works test_pages::test_one",
    ]
    assert told[-1] == "every folder keeps its budget"
    report.write_text(REPORT.replace("7.5", "7500"))
    assert budgets.main([str(report)]) == 1
    verdict = capsys.readouterr().out.splitlines()[-1]
    assert verdict.startswith("sqlite: match/works took ") and verdict.endswith(" s of the reference machine, its budget is 9 s")


def test_a_run_of_everything_is_shown_and_not_judged(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(REPORT.replace("7.5", "7500").replace("tests.test_builders", "tests.new.room.test_a"))
    assert budgets.main(["--all", str(report)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "   7501.5 s of     9  match/works" in told
    assert told[-1] == "budgets are those of every day; this run played everything and is not judged"


def test_every_folder_of_tests_has_a_budget() -> None:
    import tomllib

    written = tomllib.loads((ROOT / "tests" / "budgets.toml").read_text(encoding="utf-8"))
    folders = {
        "/".join(path.relative_to(ROOT / "tests").parts[:-1][:2]) or "tests"
        for path in (ROOT / "tests").rglob("test_*.py")
        if "journeys" not in path.parts
    }
    assert folders - set(written["sqlite"]) == set()
