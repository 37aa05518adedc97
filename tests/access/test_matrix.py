"""Play every route in every role on every kind of record, and judge the answers by the policy and by private values."""

from __future__ import annotations

import pytest

from tests.access.judging import leaks, missing_lines, play, uneven_refusals, writing_reads, wrong_cells
from tests.access.matrix import Answer
from tests.access.policy import POLICY
from tests.access.routes import routes_of
from tests.access.world import World, build_world

_PLAYED: list[tuple[World, list[Answer]]] = []


@pytest.fixture
def played(db: None) -> tuple[World, list[Answer]]:
    """Play the whole matrix once, within the first test's transaction; the answers are kept for the other tests."""
    if not _PLAYED:
        world = build_world()
        _PLAYED.append((world, play(world, [route for route in routes_of() if route.name in POLICY], POLICY)))
    return _PLAYED[0]


def test_every_route_has_a_rule_and_a_line_in_the_policy() -> None:
    assert missing_lines(routes_of(), POLICY) == []


def test_every_answer_is_as_the_policy_says(played) -> None:
    assert wrong_cells(played[1], POLICY) == []


def test_no_private_value_reaches_somebody_who_may_not_read_it(played) -> None:
    assert leaks(played[1], played[0], POLICY) == []


def test_absent_forbidden_and_foreign_records_are_refused_alike(played) -> None:
    assert uneven_refusals(played[1]) == []


def test_reading_a_page_writes_nothing(played) -> None:
    assert writing_reads(played[1], POLICY) == []


def test_the_world_is_seen_by_those_who_may(played) -> None:
    """Without this, a world whose private values nobody ever sees would prove nothing."""
    world, answers = played
    seen = {
        what
        for token, what, readers in world.canaries
        if any(one.cell.role in readers and token in one.text.lower() for one in answers)
    }
    unseen = {what for _token, what, readers in world.canaries if readers} - seen
    assert unseen == set()
