"""Show that every oracle catches the fault planted for it: a matrix that never complains proves nothing."""

from __future__ import annotations

import pytest

from tests.access import roles
from tests.access.judging import leaks, missing_lines, play, uneven_refusals, writing_reads, wrong_cells
from tests.access.matrix import Answer, Player
from tests.access.policy import POLICY, Line, edition, plain, thing
from tests.access.routes import Route, routes_of
from tests.access.test_worlds import SECRETS, differences, scenes, shapes
from tests.access.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.faulty")]
REQUEST = {"code": "request"}
PLANTED: dict[str, Line] = {
    "without_rule": plain(roles.EVERYBODY),
    "wrong_rule": edition(roles.ORGANISERS),
    "any_request": thing(REQUEST, roles.PARTIES, others=roles.NOBODY),
    "wide_list": edition(roles.DELEGATES),
    "telling_refusal": thing(REQUEST, roles.NOBODY),
    "telling_absence": thing(REQUEST, roles.NOBODY),
    "hidden_count": edition(roles.DELEGATES),
    "slow_branch": edition(roles.DELEGATES),
    "writing_page": edition(roles.ORGANISERS),
}


def planted(*names: str) -> list[Route]:
    """Return the planted routes of these names."""
    return [route for route in routes_of("tests.access.faulty") if route.name in names]


def played(*names: str) -> tuple[World, list[Answer]]:
    """Build the world and play the planted routes."""
    world = build_world()
    return world, play(world, planted(*names), PLANTED)


def test_a_view_without_a_rule_is_caught() -> None:
    faults = missing_lines(planted("without_rule"), {"without_rule": PLANTED["without_rule"]})
    assert faults[0] == "without_rule: the view names no rule"


def test_a_route_that_nobody_reviewed_is_caught() -> None:
    assert missing_lines(planted("wide_list"), {}) == ["wide_list: no line in the policy"]


def test_a_line_without_a_route_is_caught() -> None:
    assert missing_lines([], {"gone": plain(roles.NOBODY)}) == ["gone: a line without a route"]


def test_the_planted_routes_stand_beside_the_real_ones() -> None:
    assert missing_lines(routes_of("tests.access.faulty"), {**POLICY, **PLANTED}) == [
        "without_rule: the view names no rule",
        "without_rule: the view takes (), the policy says ('GET',)",
    ]


def test_a_wrong_rule_is_caught_by_the_policy() -> None:
    _world, answers = played("wrong_rule")
    assert sorted(wrong_cells(answers, PLANTED)) == [
        "GET wrong_rule of 'foreign' as foreign organiser: 404 ",
        *(f"GET wrong_rule of 'main' as {role}: 200 " for role in ("buyer", "colleague", "delegate")),
        "GET wrong_rule of 'main' as organiser: 404 ",
        *(f"GET wrong_rule of 'main' as {role}: 200 " for role in ("press", "staff")),
    ]


def test_a_record_found_by_its_code_alone_is_caught_by_policy_and_private_values() -> None:
    world, answers = played("any_request")
    outsider = "GET any_request of 'others' as delegate"
    assert f"{outsider}: 200 " in wrong_cells(answers, PLANTED)
    assert f"{outsider} shows the message of others" in leaks(answers, world, PLANTED)
    assert "GET any_request of 'foreign here' as buyer shows the message of foreign" in leaks(answers, world, PLANTED)


def test_a_list_that_is_too_wide_is_caught_by_private_values_only() -> None:
    world, answers = played("wide_list")
    assert wrong_cells(answers, PLANTED) == []
    assert "GET wide_list of 'main' as delegate shows the note of ours" in leaks(answers, world, PLANTED)


def test_a_403_for_what_exists_is_caught_by_the_policy() -> None:
    _world, answers = played("telling_refusal")
    assert "GET telling_refusal of 'ours' as delegate: 403 " in wrong_cells(answers, PLANTED)


def test_refusals_that_tell_what_exists_are_caught_by_their_shape_only() -> None:
    world, answers = played("telling_absence")
    assert (wrong_cells(answers, PLANTED), leaks(answers, world, PLANTED)) == ([], [])
    assert uneven_refusals(answers) == [
        f"GET telling_absence as {role}: refused differently for ['absent', 'foreign here', 'others', 'ours']"
        for role in sorted(roles.DELEGATES)
    ]


@pytest.mark.parametrize("name", ["hidden_count", "slow_branch"])
def test_a_count_and_an_extra_query_are_caught_by_comparing_worlds_only(name: str) -> None:
    world, answers = played(name)
    assert (wrong_cells(answers, PLANTED), leaks(answers, world, PLANTED), uneven_refusals(answers)) == ([], [], [])
    player = Player(world)
    wanted = scenes(world, PLANTED, planted(name))
    caught = differences(player, world, SECRETS[0], wanted, shapes(player, wanted))
    assert f"GET {name} of 'main' as buyer differs by a no to somebody who has asked" in caught


def test_a_page_that_writes_is_caught() -> None:
    _world, answers = played("writing_page")
    assert [fault.split(":")[0] for fault in writing_reads(answers, PLANTED)] == [
        "GET writing_page of 'main' as organiser",
        "GET writing_page of 'foreign' as foreign organiser",
    ]
