"""A benchmark ends with 1 when a bar is missed, says which, and keeps what it found."""

from __future__ import annotations

import importlib
import json

import pytest
from bench.__main__ import benchmarks, listing, main
from bench.bars import Bar
from bench.everything import Planned, plan, run_all
from bench.running import run

from bench import everything

PLANTED = "tests.bench.planted"


@pytest.mark.parametrize(
    ("name", "status", "line"),
    [
        ("held", 0, "all bars held"),
        ("missed", 1, "bars missed: large: share"),
        ("barless", 1, "bars missed: nothing was judged"),
        ("partial", 0, "all bars measured were held; not measured: share"),
    ],
)
def test_a_benchmark_judges_itself(name, status, line, tmp_path, capsys):
    kept = tmp_path / "deep" / f"{name}.json"

    assert run(f"{PLANTED}.{name}", kept, ["--sizes", "S"]) == status
    assert capsys.readouterr().out.splitlines()[-1] == line
    found = json.loads(kept.read_text())
    assert (found["bench"], found["arguments"], found["verdict"]) == (name, ["--sizes", "S"], line)
    assert found["machine"]["cores"] > 0


def test_what_is_kept_of_a_bar(tmp_path):
    run(f"{PLANTED}.held", tmp_path / "held.json", [])

    assert json.loads((tmp_path / "held.json").read_text())["bars"] == [
        {
            "name": "small: work",
            "what": "work",
            "limit": 2.0,
            "unit": "s",
            "clock": "CPU",
            "is_floor": False,
            "seen": 1.5,
            "reached": "1.5 s",
            "asked": "≤ 2 s CPU",
            "verdict": "held",
            "beside": "",
        }
    ]


def planted(*names):
    return [Planned(name, f"{PLANTED}.{name}") for name in names]


def test_all_of_them_in_one_table(tmp_path, capfd):
    (tmp_path / "broken.json").write_text('{"bars": [], "unmeasured": []}')  # of an earlier run
    lacking = Planned("events", f"{PLANTED}.held", (), "--instances FOLDER")

    assert run_all([*planted("held", "missed", "broken"), lacking], tmp_path) == 1

    last = "bars missed: missed: large: share; broken (broke)"
    assert capfd.readouterr().out.splitlines()[-1] == last
    page = (tmp_path / "all.md").read_text().splitlines()
    assert page[page.index("| Bench | Bar | Seen | Asked | |") + 2 :] == [
        "| held | small: work | 1.5 s | ≤ 2 s CPU | held |",
        "| missed | work | 1 s | ≤ 2 s CPU | held |",
        "| missed | large: share | 98.5 % | ≥ 99 % | MISSED |",
        "| broken | ended with 1 before it had figures |  |  | BROKE |",
        "| events | needs --instances FOLDER |  |  | not measured |",
        "",
        last,
    ]
    assert any(line.startswith("| processor | ") for line in page)
    found = json.loads((tmp_path / "all.json").read_text())
    assert [(one["label"], one["status"]) for one in found["runs"]] == [("held", 0), ("missed", 1), ("broken", 1), ("events", 0)]


def test_all_held(tmp_path, capfd):
    assert run_all(planted("held"), tmp_path) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "all bars held"


def test_what_was_not_measured_is_never_called_held(tmp_path, capfd):
    lacking = Planned("events", f"{PLANTED}.held", (), "--instances FOLDER")

    assert run_all([*planted("partial"), lacking], tmp_path) == 0
    line = "all bars measured were held; not measured: events; partial: share ≥ 99 %"
    assert capfd.readouterr().out.splitlines()[-1] == line


def test_nothing_at_all_is_not_a_success(tmp_path, capfd):
    assert run_all([Planned("events", f"{PLANTED}.held", (), "--instances FOLDER")], tmp_path) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "bars missed: nothing was run"


def test_every_benchmark_has_at_least_one_bar():
    assert len(benchmarks()) >= 14
    barless = [
        name for name in benchmarks() if not any(bar.limit is not None for bar in importlib.import_module(f"bench.{name}").BARS)
    ]
    assert barless == []


def test_the_list_names_every_benchmark_and_its_bars():
    told = listing()

    assert [name for name in ("all", "paired", *benchmarks()) if f"\n  {name} " not in told] == []
    assert "request ≤ 60 ms CPU" in told


def test_an_unknown_name(capsys):
    assert (main(["nothing"]), main([])) == (2, 0)
    assert "script/bench NAME" in capsys.readouterr().out


def test_without_instances_nothing_that_needs_them_is_run():
    plans = {one.label: one for one in plan(benchmarks(), None, "")}

    lacking = {label for label, one in plans.items() if one.lacks}
    assert lacking == {
        "brokerage",
        "conflicts on PostgreSQL",
        "jobs on PostgreSQL",
        "kills on PostgreSQL",
        "live on PostgreSQL",
        "lookalikes",
        "noes on PostgreSQL",
        "publishing on PostgreSQL",
        "releasing on PostgreSQL",
        "search",
        "seats on PostgreSQL",
    }
    assert plans["meetings"].words == plans["repair"].words == ()


def test_instances_are_found_in_folders_below(tmp_path):
    for name in ("a/one.dzn", "b/names.jsonl.gz", "b/queries.yaml", "c/treaties.yaml", "d/L1.json", "d/S1.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    plans = {one.label: one.words for one in plan(("brokerage", "search", "repair", "meetings"), tmp_path, "postgresql://x")}

    files = ("--queries", str(tmp_path / "b/queries.yaml"), "--catalogue", str(tmp_path / "b/names.jsonl.gz"))
    assert plans == {
        "brokerage": (str(tmp_path / "a"),),
        "search queries": (*files, "--server", "postgresql://x"),
        "repair": (str(tmp_path / "d/L1.json"),),
        "meetings": (),  # some of the markets are missing there
    }


@pytest.mark.parametrize("words", [("--only", "nothing"), ("--instances", "/absent/folder")])
def test_all_refuses_what_it_does_not_know(words, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        everything.main(["pages"], list(words), tmp_path)
    assert ended.value.code == 2


def test_bars_compare_by_what_they_say():
    assert Bar("work", 2.0, "s") == Bar("work", 2.0, "s")
    assert Bar("work", 2.0, "s") != Bar("work", 3.0, "s")
