"""Put a new room into a copy of the house: nothing but its own folders, and the history of its app's tables, is touched.

What is written from declarations (docs/api.md) is written anew there, by the command that writes it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database(reason="the copy plays on a database of its own")
HOUSE = Path(__file__).parents[2]
ROOM = Path(__file__).parent / "calls"
# Where the parts of the room go. A budget and the translations are the two other files that it would bring lines to.
PLACES = {"room": "src/praya/make/calls", "room/templates": "src/praya/make/templates", "checks": "tests/make/calls"}


def run(house: Path, *words: str) -> str:
    """Run Python in the copy and return what it says; a failure fails the test."""
    environment = {name: word for name, word in os.environ.items() if not name.startswith(("COV_", "COVERAGE_", "PYTEST_"))}
    environment |= {"PYTHONPATH": f"{house / 'src'}:{house}", "PRAYA_TEST_FOLDER": str(house / "var"), "DATABASE_URL": ""}
    ended = subprocess.run(
        [sys.executable, *words], cwd=house, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-4000:]
    return ended.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the house and put the room into it."""
    copy = tmp_path_factory.mktemp("house")
    for name in ("src", "tests", "script", "docs"):
        shutil.copytree(HOUSE / name, copy / name, ignore=shutil.ignore_patterns("var", "calls"))
    shutil.copy(HOUSE / "pyproject.toml", copy)
    for part, place in PLACES.items():
        shutil.copytree(ROOM / part, copy / place, ignore=shutil.ignore_patterns("templates" if part == "room" else ""))
    (copy / "tests/make/calls/played.py").rename(copy / "tests/make/calls/test_calls.py")
    (copy / "tests/make").joinpath("__init__.py").write_text('"""Tests of make."""\n')
    run(copy, "-m", "praya", "manage", "makemigrations", "make")
    run(copy, "-m", "praya.site.api_page")
    return copy


def test_it_touches_no_file_of_the_house(house: Path) -> None:
    ours = {path.relative_to(HOUSE) for name in ("src", "tests") for path in (HOUSE / name).rglob("*.*") if path.is_file()}
    new = {
        path.relative_to(house)
        for name in ("src", "tests")
        for path in (house / name).rglob("*.*")
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(house) not in ours
    }
    outside = {path.as_posix() for path in new if not path.as_posix().startswith(("src/praya/make/calls", "tests/make/calls"))}
    assert outside == {
        "src/praya/make/migrations/0001_initial.py",
        "src/praya/make/templates/make/calls/list.html",
        "tests/make/__init__.py",
    }


def test_its_own_tests_pass_and_so_does_what_judges_every_room(house: Path) -> None:
    common = ["tests/core/lists", "tests/core/features", "tests/core/personal/test_declarations.py"]
    whole = ["tests/ops/test_personal.py", "tests/ops/test_restored.py", "tests/site/test_api_page.py"]
    some = "calls or rooms or twice or test_personal or api_page or is_declared or has_its_scene"
    played = run(house, "-m", "pytest", "-p", "no:cacheprovider", "tests/make/calls", *common, *whole, "-k", some)
    known = run(house, "-m", "praya", "manage", "makemigrations", "--check", "--dry-run")
    assert re.findall(r"[1-9]\d* (passed|failed|error|skipped)", played) == ["passed"]
    assert "/api/manage/calls/" in (house / "docs/api.md").read_text(encoding="utf-8")
    assert known == "No changes detected\n"
