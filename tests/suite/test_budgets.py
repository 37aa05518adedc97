"""A folder that costs too much is named, and one that nobody gave a budget too."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest
from script.lib import budgets

from tests import costs

ROOT = Path(__file__).parents[2]


PACE = '<property name="pace" value="{}"/>'
CASE = '<testcase classname="tests.show.works.test_pages" name="{}" time="9"><properties>{}</properties></testcase>'
REPORT = "".join(
    [
        "<testsuites><testsuite>",
        CASE.format("test_one", '<property name="cpu" value="7.5"/>' + PACE.format(0.01)),
        CASE.format("test_two", '<property name="cpu" value="1.5"/>' + PACE.format(0.03)),
        '<testcase classname="tests.test_builders" name="test_three" time="0.5"/>',
        "</testsuite></testsuites>",
    ]
)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a report of three tests and a file of budgets beside it; the machine was as fast as the reference."""
    written = tmp_path / "tests" / "budgets.toml"
    written.parent.mkdir()
    written.write_text("[reference]\nseconds = 0.02\n[sqlite]\n'show/works' = 9\ntests = 1\n[growth]\nconstant = ['tests']\n")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sqlite.xml"
    path.write_text(REPORT)
    return path


def test_the_cost_of_a_test_is_its_processor_time_or_else_what_it_took(report: Path) -> None:
    assert [(cost.folder, cost.test, cost.seconds) for cost in budgets.costs_in(report)] == [
        ("show/works", "test_pages::test_one", 7.5),
        ("show/works", "test_pages::test_two", 1.5),
        ("tests", "test_builders::test_three", 0.5),
    ]
    assert budgets.by_folder(budgets.costs_in(report)) == {"show/works": 9.0, "tests": 0.5}


def test_half_over_the_budget_is_tolerated_and_more_is_named() -> None:
    assert budgets.over_budget({"a/b": 15.0}, {"a/b": 10}, 1.0) == []
    assert budgets.over_budget({"a/b": 15.1}, {"a/b": 10}, 1.0) == [
        "a/b took 15.1 s of the reference machine, its budget in tests/budgets.toml is 10 s"
    ]
    assert budgets.over_budget({"a/b": 30.0}, {"a/b": 10}, 2.0) == []


def test_a_folder_without_a_line_has_five_seconds() -> None:
    assert budgets.over_budget({"new/room": 7.5}, {}, 1.0) == []
    assert budgets.over_budget({"new/room": 7.6}, {}, 1.0) == [
        "new/room took 7.6 s of the reference machine, its budget in tests/budgets.toml is 5 s"
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
        written.write("[all.sqlite]\n'show/works' = 7600\n")
    assert (budgets.main([str(report)]), budgets.main(["--all", str(report)])) == (1, 0)


def test_the_table_ends_with_the_verdict(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert budgets.main([str(report), "absent.xml"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1:5] == [
        "sqlite: 10 s of processor time in 3 tests",
        "this machine took 1.00 times as long as the reference",
        "      9.0 s of     9  show/works",
        "      7.5 s show/works test_pages::test_one",
    ]
    assert told[-1] == "the budgets are kept"
    report.write_text(REPORT.replace("7.5", "7500"))
    assert budgets.main([str(report)]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "sqlite: show/works took 7501.5 s of the reference machine, its budget in tests/budgets.toml is 9 s",
        "sqlite: all folders took 7502 s of the reference machine, their budgets in tests/budgets.toml are 10 s together",
    ]


def test_a_folder_over_its_budget_is_named_and_far_over_it_refused(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with budgets.BUDGETS.open("a") as written:
        written.write("[all.sqlite]\n'show/works' = 9\ntests = 100\n")
    for seconds, code, last in (
        ("18.5", 0, "the budgets are kept"),  # 20 s are more than 13.5, no more than 27, and 109 were there for all
        ("27", 1, "sqlite: show/works took 28.5 s of the reference machine, its budget in tests/budgets.toml is 9 s"),
    ):
        report.write_text(REPORT.replace("7.5", seconds))
        assert budgets.main(["--all", str(report)]) == code
        assert capsys.readouterr().out.splitlines()[-1] == last
    report.write_text(REPORT.replace("7.5", "18.5"))
    budgets.main(["--all", str(report)])
    assert capsys.readouterr().out.splitlines()[-2].startswith("to look at, sqlite: show/works took 20.0 s")


def test_all_folders_together_may_not_pass_their_budgets() -> None:
    assert budgets.whole_over_budget({"a": 14.0, "b": 6.0, "new": 5.0}, {"a": 10, "b": 10, "absent": 90}, 1.0) == []
    assert budgets.whole_over_budget({"a": 14.0, "b": 6.1, "new": 5.0}, {"a": 10, "b": 10, "absent": 90}, 1.0) == [
        "all folders took 25 s of the reference machine, their budgets in tests/budgets.toml are 25 s together"
    ]
    assert budgets.whole_over_budget({"a": 28.0, "b": 12.0}, {"a": 10, "b": 10}, 2.0) == []


def test_a_machine_that_was_slower_while_the_tests_ran_is_allowed_more(report: Path) -> None:
    report.write_text(REPORT.replace("7.5", "16.5"))
    assert (budgets.main([str(report)]), budgets.pace_of(report)) == (1, 0.02)
    report.write_text(REPORT.replace("7.5", "16.5").replace('"0.01"', '"0.05"'))
    assert (budgets.main([str(report)]), budgets.pace_of(report)) == (0, 0.04)


def test_the_pace_is_noted_between_the_tests_and_is_no_cost_of_them(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(costs, "pace", lambda: 0.5)
    monkeypatch.setattr(costs, "_ended", itertools.count())
    pytester.makepyfile("import pytest\n@pytest.mark.parametrize('n', range(26))\ndef test_nothing(n): pass")
    pytester.runpytest_inprocess("-p", "tests.costs", "-p", "no:django", "--junitxml=sqlite.xml")
    report = pytester.path / "sqlite.xml"
    assert report.read_text().count('name="pace" value="0.5000"') == 2
    assert budgets.pace_of(report) == 0.5
    assert sum(cost.seconds for cost in budgets.costs_in(report)) < 0.5


def test_the_share_that_grows_leaves_out_folders_alone_and_with_all_that_is_in_them(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sums = {"show/works": 6.0, "core/sheets": 1.0, "core": 1.0, "tests": 2.0}
    assert budgets.growing_share(sums, ["core", "tests"]) == 60
    assert budgets.growing_share(sums, ["core/sheets"]) == 90
    assert budgets.growing_share({}, []) == 100
    assert budgets.main(["--growing", str(report)]) == 0
    assert capsys.readouterr().out == "95\n"  # 9 of 9.5 seconds


def test_every_line_names_a_folder_of_tests() -> None:
    written = tomllib.loads((ROOT / "tests" / "budgets.toml").read_text(encoding="utf-8"))
    runs = [run.get(part, {}) for run in (written, written["all"]) for part in ("sqlite", "postgresql", "journeys")]
    assert {folder for run in runs for folder in run if not any((ROOT / "tests" / folder).glob("test_*.py"))} == set()
