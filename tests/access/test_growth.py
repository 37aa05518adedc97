"""What the matrix and the worlds cost grows in step with the routes, and not with anything else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

import pytest
from django.urls import clear_url_caches
from pytest_django.fixtures import Settings

from tests.access.grown import grown
from tests.access.judging import play
from tests.access.matrix import Player
from tests.access.routes import routes_of
from tests.access.world import World
from tests.access.worlds import differences, scenes, shapes
from tests.access.written import SECRETS

pytestmark = pytest.mark.one_database(reason="counts requests and compares the cost of two runs on one machine")
FEW, MANY = 60, 300
PART, TURNS = 18, 6
TOLERATED = 0.2


@dataclass(frozen=True)
class Cost:
    """Hold what further routes cost."""

    requests: int
    seconds: float


def cost_of(world: World, settings: Settings, count: int, played: slice) -> Cost:
    """Add routes and play some of them, in the matrix and in worlds that differ in every secret."""
    settings.ROOT_URLCONF, lines = grown(count)
    clear_url_caches()
    routes = [route for route in routes_of() if route.name in lines][played]
    began = time.process_time()
    answers = play(world, routes, lines)
    player = Player(world)
    wanted = scenes(world, lines, routes)
    assert differences(player, world, SECRETS, wanted, shapes(player, wanted)) == []
    return Cost(len(answers) + player.sent, time.process_time() - began)


@pytest.mark.no_cover
def test_requests_grow_in_step_with_routes_and_not_with_secrets(world: World, settings: Settings) -> None:
    one, three = (cost_of(world, settings, count, slice(count)) for count in (3, 9))
    assert abs(three.requests - 3 * one.requests) <= TOLERATED * three.requests
    settings.ROOT_URLCONF, lines = grown(3)
    clear_url_caches()
    player, routes = Player(world), [route for route in routes_of() if route.name in lines]
    wanted = scenes(world, lines, routes)
    before = shapes(player, wanted)
    differences(player, world, SECRETS[:1], wanted, before)
    with_one = player.sent
    differences(player, world, SECRETS, wanted, before)
    assert player.sent - with_one <= len(wanted) * (1 + max(secret.batch for secret in SECRETS))


@pytest.mark.exhaustive(reason="takes minutes; the test above counts the same requests")
@pytest.mark.no_cover
def test_a_route_costs_the_same_among_three_hundred_more(world: World, settings: Settings) -> None:
    cost_of(world, settings, FEW, slice(6))  # what is made once is made before anything is measured
    ratios = []
    # By turns, and the middle one counts: what else the machine does meanwhile makes both slower.
    for turn in range(TURNS):
        few, many = (
            cost_of(world, settings, count, slice(start, start + PART))
            for count, start in ((FEW, turn % 3 * PART), (MANY, turn * MANY // TURNS))
        )
        ratios.append(many.seconds / few.seconds)
    assert median(ratios) == pytest.approx(1, abs=TOLERATED)
