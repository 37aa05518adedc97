"""Measures of how evenly attention is spread."""

import doctest

import pytest

from praya.engines.matching import exposure
from praya.engines.matching.exposure import Exposure


def test_the_examples_hold():
    assert doctest.testmod(exposure).failed == 0


@pytest.mark.parametrize(
    ("counts", "gini", "least", "most"),
    [({}, 0.0, 0, 0), ({1: 0, 2: 0}, 0.0, 0, 0), ({1: 1, 2: 3}, 0.25, 1, 3), (dict.fromkeys(range(9), 5), 0.0, 5, 5)],
)
def test_exposure_is_measured(counts, gini, least, most):
    measured = Exposure(counts)
    assert (measured.gini, measured.least, measured.most) == (pytest.approx(gini), least, most)


def test_those_below_the_floor_are_named():
    assert Exposure({4: 1, 2: 0, 3: 5}).fewer_than(5) == (2, 4)


def test_a_spectrum_of_nobody_shown_has_all_in_the_first_bar():
    assert Exposure({1: 0, 2: 0}).spectrum(3) == (2, 0, 0)
