"""The cost of a test is what it computes, with its fixtures and children, and not what it waits for."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

BUSY = """
import subprocess, sys, time
import pytest

WORK = "import time\\nwhile time.process_time() < 0.3: pass"

def compute():
    began = time.process_time()
    while time.process_time() - began < 0.3:
        pass

@pytest.fixture
def dear():
    compute()
    yield
    compute()

@pytest.fixture(scope="session")
def made_once():
    compute()

def test_that_comes_first(made_once): pass
def test_that_computes(): compute()
def test_that_waits(): time.sleep(0.4)
def test_with_a_dear_fixture(dear): pass
def test_with_a_child(): subprocess.run([sys.executable, "-c", WORK], check=True)
"""


def test_computing_counts_and_waiting_does_not(pytester: pytest.Pytester, tmp_path: Path) -> None:
    pytester.makepyfile(BUSY)
    report = tmp_path / "report.xml"
    pytester.runpytest_inprocess("-p", "tests.costs", "-p", "no:django", f"--junitxml={report}").assert_outcomes(passed=5)
    costs = {
        case.get("name"): float(next(case.iter("property")).get("value", ""))
        for case in ElementTree.parse(report).getroot().iter("testcase")  # noqa: S314 - our own report
    }
    computing = costs.pop("test_that_computes")
    assert computing >= 0.3
    # What pytest itself computes counts too, and more of it on a busy machine: there the computing test costs more as well.
    assert {name: seconds > computing / 2 for name, seconds in costs.items()} == {
        "test_that_comes_first": False,
        "test_that_waits": False,
        "test_with_a_dear_fixture": True,
        "test_with_a_child": True,
    }
    assert costs["test_with_a_dear_fixture"] >= 0.6  # its set-up and its end
