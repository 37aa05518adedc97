"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.core.audit.actions import record
from tests.access.policy import edition
from tests.access.roles import ORGANISER, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

POLICY = {
    "manage_trail": edition(ORGANISERS),
}


def fill(world: World) -> None:
    """Let the trail hold something that only organisers read."""
    main = world.editions["main"]
    record("change edition", main, by=None, edition=main.pk, after={"slug": world.secret("trail", ORGANISER)})


SECRETS = [
    Secret(
        "an entry of the trail",
        lambda world: record("set hours", "thing", by=None, edition=world.editions["main"].pk, after={"x": 1}),
        frozenset({ORGANISER}),
    ),
]
