"""Compare worlds that differ in secrets: whoever may not know them gets the same answers, byte for byte and query for query.

For a role, all secrets that it may not know come about at once, and everything it may do is played once more: the cost hangs on
the number of routes and not on that of secrets. Only secrets that touch the same row need a world more (their `batch`). When an
answer differs, its scene is played again with each secret alone, to name the one that shows. Two secrets could hide each other,
one adding what the other takes away; so `pytest --all` also plays every secret alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from tests.access.matrix import Cell, Player, cells_of
from tests.access.policy import Line
from tests.access.roles import EVERYBODY
from tests.access.routes import Route
from tests.access.secret_facts import Secret
from tests.access.world import World
from tests.access.written import DEALINGS, MEASURING
from tests.clock import starting_at

Scene = tuple[Cell, str, dict[str, object]]
Shapes = dict[Cell, tuple[str, int]]


def scenes(world: World, policy: dict[str, Line], routes: Sequence[Route], roles: frozenset[str] = EVERYBODY) -> list[Scene]:
    """Return every reading that the policy allows these roles, and every dealing between two sides."""
    return [
        (cell, path, body)
        for route in routes
        if route.name in policy and not policy[route.name].why and route.name not in MEASURING
        for cell, path, body in cells_of(world, route, policy[route.name], roles)
        if cell.method in policy[route.name].methods and policy[route.name].allows(cell.subject, cell.role)
        if cell.method == "GET" or route.name in DEALINGS
    ]


def shapes(player: Player, wanted: Sequence[Scene]) -> Shapes:
    """Return what each scene looks like and how many queries it took, all of them played at the same moment."""
    found = {}
    for cell, path, body in wanted:
        with starting_at(player.moment):
            answer = player.send(cell, path, body)
        found[cell] = (answer.shape, answer.queries)
    return found


def differences(player: Player, world: World, secrets: Sequence[Secret], wanted: Sequence[Scene], before: Shapes) -> list[str]:
    """Return the scenes in which somebody sees a secret that they may not know; all secrets come about together."""
    found = []
    for hidden, concerned in _by_hidden(secrets, wanted).items():
        for batch in sorted({secret.batch for secret in hidden}):
            together = [secret for secret in hidden if secret.batch == batch]
            for cell, path, body in _differing(player, world, together, concerned, before):
                alone = [one for one in together if _differing(player, world, [one], [(cell, path, body)], before)]
                found += [f"{cell} differs by {secret.what}" for secret in alone]
                if not alone:
                    found.append(f"{cell} differs by {' with '.join(secret.what for secret in together)}")
    return found


def _by_hidden(secrets: Sequence[Secret], wanted: Sequence[Scene]) -> dict[tuple[Secret, ...], list[Scene]]:
    """Group the scenes by the secrets that must not show in them."""
    groups: dict[tuple[Secret, ...], list[Scene]] = defaultdict(list)
    for scene in wanted:
        cell = scene[0]
        groups[tuple(one for one in secrets if cell.role not in one.may_know and cell.route not in one.exempt)].append(scene)
    return groups


def _differing(player: Player, world: World, secrets: Sequence[Secret], wanted: Sequence[Scene], before: Shapes) -> list[Scene]:
    with transaction.atomic():
        with starting_at(player.moment):
            for secret in secrets:
                secret.change(world)
        after = shapes(player, wanted)
        transaction.set_rollback(True)
    return [scene for scene in wanted if after[scene[0]] != before[scene[0]]]
