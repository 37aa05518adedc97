"""The house's law is checked: each fault is planted in a house of its own and named there; this house has none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from script.lib.house.judging import judge

HOUSE = Path(__file__).parents[2]
TEST = {"tests/meet/stands/test_stands.py": "def test_a() -> None:\n    assert 1\n"}


def judged(house: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return what is wrong with a house of these files: where, on which line, and the first words of the sentence."""
    for name, text in files.items():
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(text, encoding="utf-8")
    faults, _granted = judge(house)
    return [(fault.path, fault.line, fault.sentence) for fault in faults]


def sentences(house: Path, text: str, name: str = "src/praya/meet/stands/queries.py") -> list[tuple[int, str]]:
    """Return the faults of one module of a feature that has its tests."""
    return [(line, sentence) for _path, line, sentence in judged(house, {**TEST, name: text})]


def test_a_module_of_400_lines_is_the_longest(tmp_path: Path) -> None:
    assert sentences(tmp_path, "X = 1\n" * 400) == []
    assert sentences(tmp_path, "X = 1\n" * 401) == [(1, "401 lines; a module has 400 at most: split it by subject")]


def test_migrations_may_be_as_long_as_django_writes_them(tmp_path: Path) -> None:
    assert sentences(tmp_path, "X = 1\n" * 900, "src/praya/meet/migrations/0001_initial.py") == []


@pytest.mark.parametrize("name", ["src/praya/meet/stands/queries.py", "tests/site/walk.py", "bench/walk.py", "script/walk.py"])
def test_a_function_of_50_lines_is_the_longest_everywhere(tmp_path: Path, name: str) -> None:
    lines = "def walk() -> None:\n" + "    x = 1\n" * 49
    assert sentences(tmp_path, lines, name) == []
    assert sentences(tmp_path, lines + "    x = 1\n", name) == [(1, "walk has 51 lines; a function has 50 at most")]


def test_what_stands_above_a_function_is_not_counted_and_an_inner_one_is_judged_too(tmp_path: Path) -> None:
    inner = "    async def inner() -> None:\n" + "        x = 1\n" * 50
    assert sentences(tmp_path, "@cache\ndef outer() -> None:\n" + inner) == [
        (2, "outer has 52 lines; a function has 50 at most"),
        (3, "inner has 51 lines; a function has 50 at most"),
    ]


def test_a_word_is_not_taken_for_a_number_by_a_test_that_lets_others_through(tmp_path: Path) -> None:
    asked = "N = int(word) if word.isdigit() else 0\n"
    found = [(1, "isdigit takes “²” for a digit: ask isdecimal, or number_in")]
    assert sentences(tmp_path, asked) == found
    assert sentences(tmp_path, asked.replace("isdigit", "isdecimal")) == []
    assert [fault for fault in sentences(tmp_path, asked, "src/praya/engines/stands/spelling.py") if "isdigit" in fault[1]] == []


@pytest.mark.parametrize(
    ("name", "part", "word"),
    [
        ("src/praya/meet/stands/utils.py", "utils", "utils"),
        ("src/praya/meet/stands/stand_helpers.py", "stand_helpers", "helpers"),
        ("src/praya/meet/common/queries.py", "common", "common"),
        ("src/praya/meet/stands/base.py", "base", "base"),
        ("tests/meet/stands/info.py", "info", "info"),
        ("src/praya/meet/stands/data/__init__.py", "data", "data"),
    ],
)
def test_a_drawers_name_is_refused_for_modules_and_folders(tmp_path: Path, name: str, part: str, word: str) -> None:
    sentence = f"{part} is a drawer's name ({word}): say in the trade's words what is inside"
    assert [fault for fault in sentences(tmp_path, "", name) if "drawer" in fault[1]] == [(1, sentence)]


@pytest.mark.parametrize("name", ["database", "informed", "baseline", "between_databases", "mishandled"])
def test_a_word_that_only_holds_a_drawers_name_is_a_word(tmp_path: Path, name: str) -> None:
    assert sentences(tmp_path, f"class {name.title()}:\n    pass\n", f"src/praya/meet/stands/{name}.py") == []


def test_a_drawers_name_is_refused_for_classes(tmp_path: Path) -> None:
    text = "class StandManager: ...\nclass BaseStand: ...\nclass HTTPHandler: ...\nclass Stand: ...\n"
    assert sentences(tmp_path, text) == [
        (1, "StandManager is a drawer's name (manager)"),
        (2, "BaseStand is a drawer's name (base)"),
        (3, "HTTPHandler is a drawer's name (handler)"),
    ]


VIEWS = ["views", "views_stands", "stand_views"]
TOUCHES = {
    "Stand.objects": ".objects",
    "rows.filter(a=1)": ".filter()",
    "stand.save()": ".save()",
    "site.stands.create(number=1)": ".create()",
    "stand.delete()": ".delete()",
    "rows.update(number=1)": ".update()",
    "site.stands.all()": ".all()",
    "rows.get(pk=1)": ".get()",
    "rows.values('pk')": ".values()",
    "rows.count()": ".count()",
    "rows.first()": ".first()",
    "form.fields['x'].queryset": ".queryset",
}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("touch", TOUCHES)
def test_views_touch_no_database(tmp_path: Path, name: str, touch: str) -> None:
    sentence = f"a view touches the database ({TOUCHES[touch]}): read by a query, write by an action"
    assert sentences(tmp_path, f"\nX = {touch}\n", f"src/praya/meet/stands/{name}.py") == [(2, sentence)]


@pytest.mark.parametrize(
    "line",
    [
        "from django.shortcuts import get_object_or_404",
        "from django.db import transaction",
        "from django.db.models import Q",
    ],
)
def test_views_import_nothing_of_the_database(tmp_path: Path, line: str) -> None:
    word = line.rpartition(" ")[2]
    sentence = f"a view touches the database ({word}): read by a query, write by an action"
    assert sentences(tmp_path, f"{line}\n", "src/praya/meet/stands/views.py") == [(1, sentence)]


@pytest.mark.parametrize(
    "plain", ["words.get('a', '')", "words.values()", "kept.update(changes)", "rows.count(1)", "queries.stand_of(edition, 1)"]
)
def test_what_dictionaries_and_lists_do_is_no_touch(tmp_path: Path, plain: str) -> None:
    assert sentences(tmp_path, f"X = {plain}\n", "src/praya/meet/stands/views.py") == []


def test_queries_and_actions_touch_the_database(tmp_path: Path) -> None:
    text = "from django.db import transaction\nX = Stand.objects.filter(a=1)\n"
    assert sentences(tmp_path, text) == []
    assert sentences(tmp_path, text, "src/praya/meet/stands/reviews.py") == []


def test_a_view_behind_a_gate_is_a_view_under_any_name(tmp_path: Path) -> None:
    text = "@gate(anyone, visit=plain)\ndef page(request, visit):\n    return Stand.objects\n"
    sentence = "a view touches the database (.objects): read by a query, write by an action"
    assert sentences(tmp_path, text, "src/praya/meet/stands/pages.py") == [(3, sentence)]


@pytest.mark.parametrize("name", VIEWS)
def test_views_catch_no_refusal_by_hand(tmp_path: Path, name: str) -> None:
    text = "def page(request):\n    try:\n        act()\n    except {}:\n        pass\n"
    sentence = "a view catches a refusal: let core/actions/answering answer it"
    assert sentences(tmp_path, text.format("Refused"), f"src/praya/meet/stands/{name}.py") == [(4, sentence)]
    assert sentences(tmp_path, text.format("ValueError"), f"src/praya/meet/stands/{name}.py") == []
    assert sentences(tmp_path, text.format("Refused"), "src/praya/meet/stands/actions.py") == []


def test_an_engine_stands_on_few_libraries(tmp_path: Path) -> None:
    text = "import django.db\nfrom praya.core import texts\ndef f():\n    import requests\n"
    known = "import re, numpy.linalg\nfrom scipy import sparse\nfrom praya.engines.zones import instant\nfrom . import plain\n"
    tests = {"tests/engines/zones/test_zones.py": TEST["tests/meet/stands/test_stands.py"]}
    assert judged(tmp_path, {**tests, "src/praya/engines/zones/grids.py": text + known}) == [
        ("src/praya/engines/zones/grids.py", line, f"an engine imports {name}; only the libraries that CONTRIBUTING names")
        for line, name in ((1, "django.db"), (2, "praya.core"), (4, "requests"))
    ]


def test_a_feature_without_tests_is_named(tmp_path: Path) -> None:
    sentence = "no test in tests/meet/stands/: every feature has a folder of its own there"
    files = {"src/praya/meet/stands/queries.py": "", "src/praya/meet/halls/models.py": "", "src/praya/meet/halls/urls.py": ""}
    assert judged(tmp_path, files) == [("src/praya/meet/stands/queries.py", 1, sentence)]
    assert judged(tmp_path, {"tests/meet/stands/test_stands.py": "# none yet\n"}) == [
        ("src/praya/meet/stands/queries.py", 1, sentence)
    ]
    assert judged(tmp_path, TEST) == []


def test_a_folder_of_tests_without_a_room_is_named(tmp_path: Path) -> None:
    files = {"src/praya/meet/halls/models.py": "", "tests/meet/hours/test_hours.py": "", "tests/site/hours/test_hours.py": ""}
    assert judged(tmp_path, files) == [
        ("tests/meet/hours/test_hours.py", 1, "no room meet/hours: tests stand in the folder of the room that they are of")
    ]
    assert judged(tmp_path, {"src/praya/meet/hours/models.py": ""}) == []


SKIP = "fmt: skip"


def test_a_statement_that_is_not_formatted_says_why(tmp_path: Path) -> None:
    sentence = "the formatter is switched off without a reason: fmt: skip  # why"
    assert sentences(tmp_path, f"X = (1,\n     2)  # {SKIP}\n") == [(2, sentence)]
    assert sentences(tmp_path, f"X = (1,\n     2)  # {SKIP}  # a row\n") == [(2, sentence)]
    assert sentences(tmp_path, f"X = (1,\n     2)  # {SKIP}  # one pair a line\n") == []
    assert sentences(tmp_path, f'X = "# {SKIP}"\n') == []


def test_no_region_is_left_unformatted(tmp_path: Path) -> None:
    sentence = "the formatter is switched off for a region: skip one statement, with its reason"
    assert sentences(tmp_path, "# fmt: off\nX = 1\n# fmt: on\n") == [(1, sentence), (3, sentence)]


def test_an_exception_needs_a_reason_and_a_fault(tmp_path: Path) -> None:
    views = "src/praya/meet/stands/views.py"
    assert sentences(tmp_path, "X = Stand.objects  # house: the count of a probe, no page\n", views) == []
    assert judge(tmp_path)[1] == 1
    assert sentences(tmp_path, "X = Stand.objects  # house: why\n", views) == [(1, "an exception without a reason: house: why")]
    idle = "an exception that nothing needs: remove the comment"
    assert sentences(tmp_path, "X = 1  # house: the count of a probe, no page\n", views) == [(1, idle)]


def test_an_empty_folder_is_not_judged_sound(tmp_path: Path) -> None:
    assert [sentence for _path, _line, sentence in judged(tmp_path, {})] == ["no module here: the law was not checked"]


def test_the_command_names_the_faults_and_fails(tmp_path: Path) -> None:
    judged(tmp_path, {"bench/utils.py": ""})
    command = [sys.executable, "-m", "script.lib.house"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(HOUSE)})
    *faults, last = done.stdout.splitlines()
    sentence = "bench/utils.py:1: utils is a drawer's name (utils): say in the trade's words what is inside"
    assert (done.returncode, faults) == (1, [sentence])
    assert last == f"The house's law. Faults: {len(faults)}. Exceptions granted: 0."
