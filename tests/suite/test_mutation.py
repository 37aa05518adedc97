"""A fault that no test notices survives and is told; one that a test notices does not."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from script.lib.mutation.faults import mutants_of
from script.lib.mutation.known import TABLE, Equivalent
from script.lib.mutation.ledger import Entry
from script.lib.mutation.report import Result, table, verdicts

ROOT = Path(__file__).parents[2]
ROOM = "core/toy"
RULES = '''"""Weigh parcels."""

from functools import cache, wraps


def doubled(function):
    @wraps(function)
    def twice(*words):
        return 2 * function(*words)

    return twice


def is_heavy(grams, most=20):
    """Tell whether a parcel is heavy."""
    return grams > most


@doubled
def price(grams):
    return grams + 1


@cache
def country():
    return "HK"


def unseen(grams):
    return grams - 1
'''
TESTS = """from praya.core.toy.rules import country, doubled, is_heavy, price


def test_heavy():
    assert is_heavy(21)
    assert not is_heavy(20)


def test_price():
    assert price(3) == 8
    assert doubled(len)("abc") == 6


def test_a_remembered_answer_is_taken():
    country()


def test_country():
    assert country() == "HK"
"""
LISTED = """
[rooms]
"core/toy" = []

[[equivalent]]
room = "core/toy"
file = "src/praya/core/toy/rules.py"
function = "is_heavy"
line = "return grams > most"
mutation = "grams > most → grams >= most"
reason = "the post rounds"
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Build a house of one room; its own package stands before the real one."""
    room, tests = tmp_path / "src/praya/core/toy", tmp_path / "tests/core/toy"
    for folder in (room, tests):
        folder.mkdir(parents=True)
    for folder in (room.parent.parent, room.parent, room):
        (folder / "__init__.py").write_text("", encoding="utf-8")
    (room / "rules.py").write_text(RULES, encoding="utf-8")
    (tests / "test_rules.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / TABLE).write_text('[rooms]\n"core/toy" = []\n', encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = src\naddopts = -p no:django\n", encoding="utf-8")
    return tmp_path


def mutate(house: Path, *words: str) -> tuple[int, list[str]]:
    """Run the tool in a house and return how it ended and what it printed."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_", "COV"))}
    ended = subprocess.run(
        [sys.executable, "-m", "script.lib.mutation", *words],
        cwd=house,
        env={**known, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout.splitlines()


def test_an_untested_line_survives_and_tested_ones_do_not(house: Path) -> None:
    status, told = mutate(house, ROOM)

    assert status == 1
    assert told[:4] == [
        "room      mutants  tried  killed  survived  timeouts  listed  share",
        "core/toy  15       15     12      3         0         0       20.0 %",
        "",
        "core/toy: 20.0 % survive, the bar is 10 %",
    ]
    report = (house / "var/reports/mutation/core-toy.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in report if line.startswith("  - ")] == [
        "  - `return grams - 1`",
        "  - return grams - 1 → return None",
        "  - `return grams - 1`",
        "  - grams - 1 → grams + 1",
        "  - `return grams - 1`",
        "  - 1 → 2",
    ]


def test_a_room_whose_lines_are_tested_keeps_the_bar_and_nothing_is_tried_twice(house: Path) -> None:
    tests = house / "tests/core/toy/test_rules.py"
    more = "\n\ndef test_unseen():\n    from praya.core.toy.rules import unseen\n\n    assert unseen(3) == 2\n"
    tests.write_text(TESTS + more, encoding="utf-8")
    row = "core/toy  15       15     15      0         0         0       0.0 %"

    assert [mutate(house, ROOM)[0], mutate(house, ROOM)[1][1]] == [0, row]
    assert (house / "var/mutation/core-toy.log").read_text(encoding="utf-8").splitlines()[-1][:34] == (
        "core/toy: 15 of 15, 0 tried, 0.00 "
    )


def test_a_listed_fault_that_a_test_notices_is_out_of_date(house: Path) -> None:
    (house / TABLE).write_text(LISTED, encoding="utf-8")

    status, told = mutate(house, ROOM)

    assert (status, told[4]) == (
        1,
        "core/toy: out of date in tests/mutants.toml: src/praya/core/toy/rules.py is_heavy `return grams > most`"
        " grams > most → grams >= most",
    )


def test_a_test_that_fails_by_itself_stops_the_run(house: Path) -> None:
    tests = house / "tests/core/toy/test_rules.py"
    tests.write_text(TESTS + "\n\ndef test_red():\n    assert country() == 'MO'\n", encoding="utf-8")

    assert mutate(house, ROOM)[0] == 2


def test_a_sample_is_the_same_each_time(house: Path) -> None:
    rows = [mutate(house, ROOM, "--sample", "5", "--seed", "7", "--fresh")[1][1] for _ in range(2)]

    assert rows[0] == rows[1]
    assert rows[0].split()[:3] == ["core/toy", "15", "5"]


def test_what_people_read_what_logs_say_and_who_waits_for_whom_is_left_alone() -> None:
    text = '''def told(count: "int") -> "str":
    """Say it."""
    assert count is not None
    logger.info("told")
    hold_rows([1])
    list(rows.select_for_update().filter(pk=1))
    raise Refused(_("many"), "no such thing here", code="many")
'''
    found = mutants_of("a.py", text, ast.parse(text))

    assert [one.mutation.partition(" → ")[2] for one in found] == ["removed", "'manyXX'"]


def entry(mutation: str, verdict: str) -> Entry:
    return Entry("a.py", "f", 1, "line", mutation, verdict, "")


def test_the_share_leaves_out_what_is_listed_and_a_sample_says_between_what_it_lies() -> None:
    listed = [Equivalent("core/toy", ("a.py", "f", "line", "same"), "why")]
    entries = [entry("same", "survived"), entry("alive", "survived"), *[entry(str(n), "killed") for n in range(18)]]
    result = Result("core/toy", 40, [*entries, entry("late", "timeout")], listed)

    assert (result.share, result.is_over, result.outdated) == (1 / 20, False, [])
    assert table([result])[1].split("  ")[-1].strip() == "5.0 % (0.9 to 23.6)"
    assert verdicts([result]) == []


def test_the_rooms_that_are_held_are_those_of_the_house() -> None:
    from script.lib.mutation.known import House

    house = House(ROOT)
    assert [room for room in house.rooms if not house.modules_of(room)] == []
    assert [folder for room in house.rooms for folder in house.tests_of(room) if not (ROOT / folder).exists()] == []
    listed = [one for room in house.rooms for one in house.equivalents(room)]
    assert [one for one in listed if len(one.reason) < 10] == []
    assert [one.key[:3] for one in listed if one.key[2] not in (ROOT / one.key[0]).read_text(encoding="utf-8")] == []
