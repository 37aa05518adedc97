"""Play every route in every role on every kind of record, and judge the answers by the policy and by private values."""

from __future__ import annotations

import pytest

from tests.access.judging import leaks, missing_lines, play, uneven_refusals, unseen, writing_reads, wrong_cells
from tests.access.policy import POLICY
from tests.access.routes import routes_of
from tests.access.world import build_world


def test_every_route_has_a_rule_and_a_line_in_the_policy() -> None:
    assert missing_lines(routes_of(), POLICY) == []


@pytest.mark.django_db
def test_every_answer_is_right() -> None:
    """Judge the whole matrix at once: playing it takes most of the time, and workers of xdist share nothing."""
    world = build_world()
    answers = play(world, [route for route in routes_of() if route.name in POLICY], POLICY)
    assert {
        "answers that differ from the policy": wrong_cells(answers, POLICY),
        "private values shown to somebody who may not read them": leaks(answers, world, POLICY),
        "refusals that tell what exists": uneven_refusals(answers),
        "pages that write while being read": writing_reads(answers, POLICY),
        "private values that nobody was shown at all": unseen(answers, world),
    } == {
        "answers that differ from the policy": [],
        "private values shown to somebody who may not read them": [],
        "refusals that tell what exists": [],
        "pages that write while being read": [],
        "private values that nobody was shown at all": [],
    }
