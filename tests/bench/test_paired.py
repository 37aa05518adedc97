"""Two revisions are compared figure by figure: the best of the rounds, with the median of the rounds' ratios beside it."""

from __future__ import annotations

import math

import pytest
from bench.paired import Side, _figures, checked_out, compared, judged


def rounds(*cpus, queries=6, weight=27.0):
    return [
        {"agenda: request": (cpu, "ms", "CPU"), "agenda: queries": (queries, "queries", ""), "agenda: HTML": (weight, "kB", "")}
        for cpu in cpus
    ]


def told(here, there, tmp_path, capsys):
    status = judged("paired-pages", compared(here, there), tmp_path, {"against": "before"})
    return status, capsys.readouterr().out.splitlines()[-1]


def test_ratios_of_the_best_and_of_the_median():
    request, queries, weight = compared(rounds(12.0, 10.0, 30.0), rounds(20.0, 10.0, 10.0))

    assert (request.best, request.middle) == (1.0, 1.0)
    assert (queries.best, weight.best) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("here", "there", "status", "line"),
    [
        (rounds(10.5, 12), rounds(10, 12), 0, "all bars held"),
        (rounds(10.6, 12.8, 13), rounds(10, 12, 13), 1, "bars missed: agenda: request: CPU here / there"),
        (rounds(10.6, 12, 13), rounds(10, 12, 13), 0, "all bars held"),
        (rounds(10, 13, 13), rounds(10, 12, 12), 0, "all bars held"),
        (rounds(10, queries=7), rounds(10), 1, "bars missed: agenda: queries: queries here / there"),
        (rounds(10, weight=40.0), rounds(10), 0, "all bars held"),
        (rounds(10), rounds(0), 1, "bars missed: agenda: request: CPU here / there"),
    ],
)
def test_a_slower_revision_is_told(here, there, status, line, tmp_path, capsys):
    assert told(here, there, tmp_path, capsys) == (status, line)
    assert (tmp_path / "paired-pages.json").exists()


def test_nothing_there_is_infinitely_less():
    assert (compared(rounds(1), rounds(0))[0].best, compared(rounds(0), rounds(0))[0].best) == (math.inf, 1.0)


def test_a_figure_that_one_side_lacks_is_an_error():
    with pytest.raises(KeyError, match="agenda: HTML"):
        compared(rounds(10), [{name: one for name, one in rounds(10)[0].items() if name != "agenda: HTML"}])


def test_a_revision_is_measured_on_its_own_source(tmp_path):
    import subprocess
    import sys

    with checked_out("HEAD", tmp_path / "there") as root:
        side = Side(root, sys.executable, tmp_path / "var")
        ask = [sys.executable, "-c", "import praya; print(praya.__file__)"]
        found = subprocess.run(ask, cwd=root, env=side.environment, capture_output=True, text=True, check=True).stdout.strip()
        assert found == str(root / "src" / "praya" / "__init__.py")
        assert (root / "bench" / "paired.py").exists()
    assert not (tmp_path / "there").exists()


def test_the_wrong_source_is_refused(tmp_path):
    import sys

    side = Side(tmp_path, sys.executable, tmp_path / "var")
    with pytest.raises(RuntimeError, match="would be measured instead"):
        _figures(side, "pages", [], tmp_path / "figures.json")
