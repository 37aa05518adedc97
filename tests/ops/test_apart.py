"""Take an app, and what stands on it, out of the settings: the rest is migrated, checked, answers, and passes its own tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database(reason="each installation is migrated and asked in a process of its own")
HOUSE = Path(__file__).parents[2]
# What is left out, and the tests of the rest that a child plays beside tests/ops/answering.py.
INSTALLATIONS = {
    "move": ("match/palette",),
    "make move": ("match/attendees",),
    "match make move demo": ("show/directory", "show/lists", "show/searches", "show/showcases", "meet/trail", "meet/duplicates"),
    "show match make move demo": (
        "core/duplicates",
        "core/features",
        "meet/notices",
        "meet/trail",
        "meet/works",
    ),
}
FEWEST = max(INSTALLATIONS, key=len)


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(name, marks=[] if name == FEWEST else pytest.mark.exhaustive(reason="the smallest installation lacks most"))
        for name in INSTALLATIONS
    ],
)
def test_the_rest_runs_and_its_tests_pass(left_out: str, tmp_path: Path) -> None:
    environment = {name: word for name, word in os.environ.items() if not name.startswith(("COV_", "COVERAGE_", "PYTEST_"))}
    environment |= {"LEFT_OUT": left_out, "PRAYA_TEST_FOLDER": str(tmp_path)}
    folders = [f"tests/{name}" for name in INSTALLATIONS[left_out]]
    words = ["-p", "no:cacheprovider", "--ds=tests.without", "tests/ops/answering.py", *folders]
    child = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=HOUSE, env=environment, capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stdout[-4000:] + child.stderr[-2000:]


def test_an_installation_that_names_what_is_left_out_is_found(tmp_path: Path) -> None:
    """A page that leads to the left-out app by `reverse` does not answer, and the child says so."""
    (tmp_path / "test_planted.py").write_text(
        "from django.urls import reverse\n\n\ndef test_it() -> None:\n    assert reverse('agenda', args=['here'])\n"
    )
    environment = {**os.environ, "LEFT_OUT": "match make move demo", "PRAYA_TEST_FOLDER": str(tmp_path / "var")}
    words = ["-p", "no:cacheprovider", "--ds=tests.without", "-c", str(HOUSE / "pyproject.toml"), "--rootdir", str(HOUSE)]
    child = subprocess.run(
        [sys.executable, "-m", "pytest", *words, str(tmp_path / "test_planted.py")],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (child.returncode, "Reverse for 'agenda' not found" in child.stdout) == (1, True), child.stdout[-3000:]
